// SPDX-FileCopyrightText: 2026 Lockkeeper contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/engine/session.h"

#include <QStringList>

#include <chrono>
#include <memory>
#include <span>

namespace lockkeeper {

class RecipeSql;

/// How a session is opened.
struct SessionOptions
{
    QString application = QStringLiteral("lockkeeper"); ///< shown in the server's session list
    bool readOnly = false;                              ///< the server itself refuses writes
    std::chrono::milliseconds connectTimeout{5000};
    std::chrono::milliseconds statementTimeout{0}; ///< 0: none
};

/// One kind of database server. Stateless and thread-safe; one instance a process, in engines().
class Engine
{
public:
    virtual ~Engine() = default;

    virtual QString name() const = 0;             ///< as in a plan's `target.engine`
    virtual QStringList schemes() const = 0;      ///< URL schemes it answers to
    virtual bool isFile() const { return false; } ///< its URL is a path, taken as written
    virtual int defaultPort() const { return 0; } ///< 0: it has no ports
    /// The same server by another way: @p address and @p port lead to it, a tunnel's end for instance. Its own name stays
    /// what certificates are compared with, where the engine can tell the two apart.
    virtual Target reachedAt(Target target, const QString &address, int port) const
    {
        target.host = address;
        target.port = port;
        return target;
    }
    virtual int oldestVersion() const = 0; ///< Identity::versionNumber below this is refused
    virtual QString oldestVersionText() const = 0;
    /// How many backfill workers the engine can really use at once.
    virtual int mostBackfillWorkers() const = 0;
    /// What recipes ask it to spell; null: this engine has no recipes yet. Lives as long as the engine.
    virtual const RecipeSql *recipeSql() const { return nullptr; }
    /// Connects on the calling thread, which the session then lives on.
    /// @returns Errc::ServerTooOld; Errc::ConnectionFailed, with fact "cause" where the engine knows it: "password",
    /// "no-password", "account", "access", "database", "tls-off", "tls-root", "tls-untrusted", "tls-name", "tls",
    /// "busy", "starting", "closed", "timeout".
    virtual Result<std::unique_ptr<Session>> open(const Target &target,
                                                  const SessionOptions &options) const = 0;
};

/// Every engine of this build, in the order of engine/engines.cpp: the one line that registers one.
std::span<const Engine *const> engines();
const Engine *engineNamed(QStringView name);
const Engine *engineForScheme(QStringView scheme);

/// Finds the engine by the target's scheme and connects.
Result<std::unique_ptr<Session>> openSession(const Target &target, const SessionOptions &options = {});

} // namespace lockkeeper
