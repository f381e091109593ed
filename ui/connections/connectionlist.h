// SPDX-FileCopyrightText: 2026 Lockkeeper contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/worker.h"
#include "core/connections/connectionstore.h"
#include "core/connections/importing.h"

#include <QObject>

namespace lockkeeper {

/// The connections that people keep, for a user interface: files are read and written on a thread of its own, and what
/// came of it is told here.
class ConnectionList final : public QObject
{
    Q_OBJECT

public:
    /// @p surroundings: where findOthers() looks.
    explicit ConnectionList(const QString &path = ConnectionStore::defaultPath(),
                            Surroundings surroundings = Surroundings::here(), QObject *parent = nullptr);

    /// Reads the list anew; another program may have changed it.
    void load();
    void save(const QList<ConnectionProfile> &profiles);
    void remove(const QString &id);
    /// Looks for connections in other programs' files.
    void findOthers();

    /// As last read, by name.
    const QList<ConnectionProfile> &profiles() const { return m_profiles; }
    std::optional<ConnectionProfile> profile(const QString &id) const;

Q_SIGNALS:
    void changed();
    void othersFound(const lockkeeper::Findings &findings);
    void failed(const lockkeeper::Error &error);

private:
    template<typename Job>
    void post(Job job);
    void take(const Result<QList<ConnectionProfile>> &read);

    const ConnectionStore m_store;
    const Surroundings m_surroundings;
    QList<ConnectionProfile> m_profiles;
    Worker m_worker;
};

} // namespace lockkeeper
