// SPDX-FileCopyrightText: 2026 Lockkeeper contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/error.h"
#include "core/base/secret.h"

#include <QMap>
#include <QString>

namespace lockkeeper {

/// Where to connect: a parsed `postgresql://`, `mysql://`, `mariadb://` or `sqlite:///` URL. Value type.
struct Target
{
    QString scheme;
    QString host;
    int port = 0; ///< 0: the engine's default
    QString user;
    Secret password;
    QString database;               ///< database name, or the file's path for SQLite
    QMap<QString, QString> options; ///< the URL's query, e.g. sslmode

    /// @returns Errc::InvalidUrl with fact "reason"; the URL itself is never in the error.
    static Result<Target> parse(const QString &url);
    /// The URL without password, for people.
    QString display() const;
};

/// Which database this is, as the server says itself: compared before every step.
struct Identity
{
    QString engine;   ///< "postgresql", "sqlite"
    QString cluster;  ///< PostgreSQL: system identifier; SQLite: "file"
    QString database; ///< database name; SQLite: the file's canonical path
    QString user;
    QString version;       ///< as the server prints it: "17.11"
    int versionNumber = 0; ///< major * 10000 + minor (SQLite: major * 1000000 + minor * 1000 + patch)
    bool readOnly = false; ///< a standby, or opened read-only

    /// What a migration is bound to.
    QString key() const { return engine + QLatin1Char(':') + cluster + QLatin1Char('/') + database; }
};

} // namespace lockkeeper
