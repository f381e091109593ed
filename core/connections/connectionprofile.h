// SPDX-FileCopyrightText: 2026 Lockkeeper contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/connections/environment.h"
#include "core/engine/target.h"

#include <QJsonObject>

namespace lockkeeper {

/// Where a connection's password comes from. It is never part of a profile.
enum class PasswordSource {
    NotNeeded, ///< the server trusts, or ~/.pgpass and the like have it
    Ask,       ///< asked for each time, kept nowhere
    Keyring,   ///< in the desktop's keyring, under the profile's id
};

/// The machine that the system's ssh goes through; it knows ~/.ssh/config, so a host may be an alias of there.
struct SshHop
{
    QString host; ///< empty: no tunnel
    int port = 0; ///< 0: what ssh itself would take
    QString user; ///< empty: the same

    bool isUsed() const { return !host.isEmpty(); }
    friend bool operator==(const SshHop &, const SshHop &) = default;
};

/// A connection that people keep: a name, an environment and the way there. Holds no secret. Value type.
struct ConnectionProfile
{
    QString id; ///< a UUID without braces; names change, keyring entries don't follow
    QString name;
    Environment environment = Environment::Production; ///< what nobody marked is handled with care
    QString scheme = QStringLiteral("postgresql");
    QString host;
    int port = 0; ///< 0: the engine's default
    QString user;
    QString database;               ///< or the file's path
    QMap<QString, QString> options; ///< sslmode, sslrootcert and what else a URL may have
    SshHop ssh;
    PasswordSource password = PasswordSource::Ask;

    /// An empty one with an id of its own.
    static ConnectionProfile make();
    /// What a target has, without its password; named after its database and host.
    static ConnectionProfile from(const Target &target);
    /// Where to connect; a tunnel isn't part of it.
    Target toTarget(const Secret &secret) const;

    friend bool operator==(const ConnectionProfile &, const ConnectionProfile &) = default;
};

/// An option that holds a secret ("sslpassword"): never kept.
bool isSecretOption(QStringView name);

/// A profile as it is kept. What can't be read is left at its default.
QJsonObject toJson(const ConnectionProfile &profile);
ConnectionProfile profileFromJson(const QJsonObject &json);

} // namespace lockkeeper
