// SPDX-FileCopyrightText: 2026 Lockkeeper contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/error.h"
#include "core/connections/connectionprofile.h"

namespace lockkeeper {

/// The list of connections in a JSON file. Every change reads the file, changes one entry and writes it whole, under a
/// lock: two programs may keep one list, and what a newer version wrote beside our fields stays. A file that can't be
/// understood is never written.
///
/// Stateless and thread-safe, but every call blocks on files: not for the thread of a user interface.
class ConnectionStore
{
public:
    explicit ConnectionStore(QString path = defaultPath()) : m_path(std::move(path)) {}

    /// connections.json among the user's settings.
    static QString defaultPath();
    QString path() const { return m_path; }

    /// In the order of the file; an empty list when there is none. Entries without an id are left out.
    /// @returns Errc::InvalidConnections, Errc::UnreadableFile.
    Result<QList<ConnectionProfile>> read() const;
    /// Replaces the profile with the same id, or appends it.
    /// @returns also Errc::UnwritableFile.
    Status save(const ConnectionProfile &profile) const;
    /// Several at once: all or none of them.
    Status save(const QList<ConnectionProfile> &profiles) const;
    /// A profile that isn't there is already removed.
    Status remove(const QString &id) const;

private:
    Result<QJsonObject> readDocument() const;
    Status writeDocument(const QJsonObject &document) const;
    template<typename Change>
    Status change(Change change) const;

    QString m_path;
};

} // namespace lockkeeper
