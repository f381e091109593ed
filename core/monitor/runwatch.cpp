// SPDX-FileCopyrightText: 2026 Lockkeeper contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/monitor/runwatch.h"

#include "core/engine/engine.h"

namespace lockkeeper {

namespace {

using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

constexpr auto interval = 500ms;

} // namespace

RunWatch::RunWatch(Target target, QString migration)
    : m_target(std::move(target))
    , m_migration(std::move(migration))
    , m_thread([this](const std::stop_token &stop) { watch(stop); })
{}

void RunWatch::watch(const std::stop_token &stop)
{
    std::unique_ptr<Session> session;
    while (!stop.stop_requested()) {
        if (!session) {
            auto opened = openSession(
                m_target, {.application = u"lockkeeper monitor"_s, .readOnly = true, .statementTimeout = 2s});
            session = opened ? std::move(*opened) : nullptr;
        }
        if (session && !sample(*session))
            session.reset();
        std::unique_lock lock(m_sleepGuard);
        m_wake.wait_for(lock, stop, interval, [] { return false; });
    }
}

/// @returns whether the session is still of use.
bool RunWatch::sample(Session &session)
{
    const auto activity = session.activity().sample();
    const auto record = Migrations(Ledger(session, m_migration)).read();
    const std::scoped_lock lock(m_guard);
    if (activity) {
        m_activity = *activity;
        m_sampledAt = std::chrono::steady_clock::now();
        m_replicas.complete(m_activity.replicas, *m_sampledAt);
        m_errorRate.add(*activity);
    }
    if (record) {
        m_control = record->control;
        m_settings = record->settings;
    }
    return activity || !activity.error().isConnectionGone();
}

std::optional<ActivitySample> RunWatch::activity() const
{
    const std::scoped_lock lock(m_guard);
    if (!m_sampledAt || std::chrono::steady_clock::now() - *m_sampledAt > freshness)
        return {};
    return m_activity;
}

std::optional<double> RunWatch::errorRateRise() const
{
    const std::scoped_lock lock(m_guard);
    return m_errorRate.rise();
}

Control RunWatch::control() const
{
    const std::scoped_lock lock(m_guard);
    return m_control;
}

QJsonObject RunWatch::settings() const
{
    const std::scoped_lock lock(m_guard);
    return m_settings;
}

} // namespace lockkeeper
