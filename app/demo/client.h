// SPDX-FileCopyrightText: 2026 Lockkeeper contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/demo/account.h"
#include "app/demo/latency.h"
#include "app/demo/samplenames.h"
#include "app/demo/shape.h"
#include "core/engine/target.h"

#include <QMap>

#include <condition_variable>
#include <thread>

namespace lockkeeper::demo {

struct TrafficOptions
{
    double statementsPerSecond = 200; ///< of each version
    quint32 seed = 1;
    std::chrono::milliseconds heartbeat{500};
    std::chrono::milliseconds lookAtShape{200};
};

/// What one version did since the last reset.
struct ClientFigures
{
    Latency latency;
    qint64 errors = 0;
    qint64 wrongReads = 0; ///< a user saw another name than the last one written
    qint64 reconnects = 0;
    QMap<QString, qint64> messages; ///< errors by their text

    qint64 statements() const { return latency.count(); }
};

/// One version of the sample application: a thread with a connection of its own, at a steady pace.
class Client
{
public:
    Client(Version version, Target target, const TrafficOptions &options, Account &account);
    /// Stops; a running statement is cancelled.
    ~Client();
    Client(const Client &) = delete;
    Client &operator=(const Client &) = delete;

    void stop();
    ClientFigures figures() const;
    void resetFigures();

private:
    using Clock = std::chrono::steady_clock;

    void live(const std::stop_token &stop);
    Status serve(Session &session, const std::stop_token &stop);
    Status lookAround(Session &session);
    Status beat(Session &session);
    Status act(Session &session);
    Status read(Session &session, qint64 id);
    Status touch(Session &session, qint64 id);
    Status rename(Session &session, qint64 id);
    Status insert(Session &session);

    Result<Rows> writeName(Session &session, qint64 id, const Name &name);
    Result<Rows> insertName(Session &session, const QString &email, const Name &name);
    Result<Rows> inserted(Session &session, const Sql &insert);
    bool writesDisplayName() const;
    bool shapeMoved(Session &session);
    Result<Rows> timed(Session &session, const Sql &sql);
    Status settled(const Status &status);
    qint64 anyRow();
    void pauseUntil(const std::stop_token &stop, Clock::time_point until);
    void publish(Session *session);

    const Version m_version;
    const Target m_target;
    const TrafficOptions m_options;
    const ShapeSql m_sql;
    Account &m_account;
    std::mt19937 m_random;
    Shape m_shape;

    mutable std::mutex m_guard; // for what follows
    std::condition_variable_any m_wake;
    ClientFigures m_figures;
    Session *m_session = nullptr; // while connected: for cancel()
    std::jthread m_thread;        // last: starts when the rest is there
};

} // namespace lockkeeper::demo
