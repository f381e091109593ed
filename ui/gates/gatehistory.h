// SPDX-FileCopyrightText: 2026 Lockkeeper contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/workflow/snapshot.h"

#include <QWidget>

namespace lockkeeper {

/// A verdict of the past, as the journal has it.
struct PastVerdict
{
    Verdict verdict = Verdict::Inconclusive;
    qint64 at = 0; ///< ms since the epoch, server clock
    friend bool operator==(const PastVerdict &, const PastVerdict &) = default;
};

/// What @p condition was answered, oldest first, at most @p most of them: as far back as the snapshot's events reach.
QList<PastVerdict> historyOf(const MigrationSnapshot &snapshot, const Condition &condition, int most);

/// Past verdicts as a row of their signs, the newest at the right. Nothing is shown of a single one.
class GateHistory final : public QWidget
{
    Q_OBJECT

public:
    static constexpr int most = 24;

    explicit GateHistory(QWidget *parent = nullptr);

    void show(const QList<PastVerdict> &history);
    /// "Last 5 checks: 3 Open, 2 Blocked".
    QString summary() const;

    QSize sizeHint() const override;

protected:
    void paintEvent(QPaintEvent *event) override;

private:
    QList<PastVerdict> m_history;
};

} // namespace lockkeeper
