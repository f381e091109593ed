// SPDX-FileCopyrightText: 2026 Lockkeeper contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/stage.h"
#include "core/base/worker.h"
#include "core/engine/target.h"

#include <QList>
#include <QObject>

#include <functional>
#include <optional>

namespace lockkeeper {

/// A plan that was open once, and where.
struct RecentPlan
{
    QString title;
    QString path;
    QString url;                ///< without password; Target::parse() reads it
    QString environment;        ///< as the plan says it; empty: unknown
    std::optional<Stage> stage; ///< the last that was seen
    qint64 openedAt = 0;        ///< ms since the epoch, this machine's clock
    bool needsPassword = false; ///< the last time it was opened with one
    bool isMissing = false;     ///< the file isn't there now; never stored

    /// One plan on two databases is two entries.
    bool isSameAs(const RecentPlan &other) const { return path == other.path && url == other.url; }
    friend bool operator==(const RecentPlan &, const RecentPlan &) = default;
};

/// @p target as a URL that Target::parse() reads, without password and without options that may be one.
QString urlWithoutPassword(const Target &target);

/// The last 20 plans, newest first, in a file that several windows share.
///
/// Lives on the UI thread; the file is read and written on a thread of its own. What can't be written is forgotten
/// with the window, and nobody is told: it is a convenience.
class RecentPlans final : public QObject
{
    Q_OBJECT

public:
    /// @param folder where the file is kept; made when it is needed.
    explicit RecentPlans(const QString &folder, QObject *parent = nullptr);
    /// Waits until what was asked for is written.
    ~RecentPlans() override;

    const QList<RecentPlan> &plans() const { return m_plans; }
    /// Reads the list, and asks which files are still there.
    void load();
    /// Puts a plan at the top.
    void open(const RecentPlan &plan);
    /// Notes what is known now of a plan that stays where it is.
    void update(const RecentPlan &plan);
    void remove(const RecentPlan &plan);

Q_SIGNALS:
    void changed();

private:
    using Plans = QList<RecentPlan>;

    void change(std::function<void(Plans &)> what);

    QString m_file;
    Plans m_plans;
    Worker m_worker;
};

} // namespace lockkeeper
