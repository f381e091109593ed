// SPDX-FileCopyrightText: 2026 Lockkeeper contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/engine/mysql/blockerwatch.h"

#include "core/engine/mysql/lockwaits.h"
#include "core/engine/mysql/mysqlconnection.h"

#include <algorithm>
#include <tuple>

namespace lockkeeper {

using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

namespace {

constexpr auto quick = 30ms; // most DDL is done by then
constexpr auto period = 60ms;
// InnoDB copies its transactions for who looks at them, and not anew before nobody has looked for 100 ms.
constexpr auto pauseBetweenNames = 130ms;
constexpr qsizetype mostNamed = 5;

QMap<QString, QString> factsFrom(const QList<LockWait> &waits)
{
    QStringList blockers;
    for (const LockWait &wait : waits) {
        if (!wait.description.isEmpty() && blockers.size() < mostNamed)
            blockers << wait.description;
    }
    return {{u"blocker"_s, blockers.join("; "_L1)},
            {u"relation"_s, waits.first().relation},
            {u"mode"_s, waits.first().mode}};
}

} // namespace

MySqlBlockerWatch::MySqlBlockerWatch(Target target, qint64 session, std::chrono::milliseconds lockTimeout)
    : m_target(std::move(target))
    , m_session(session)
    , m_lockTimeout(lockTimeout)
    , m_thread([this](const std::stop_token &stop) { watch(stop); })
{}

MySqlBlockerWatch::~MySqlBlockerWatch()
{
    m_thread.request_stop();
    m_wake.notify_all();
}

QMap<QString, QString> MySqlBlockerWatch::facts() const
{
    const std::scoped_lock lock(m_guard);
    return m_facts;
}

bool MySqlBlockerWatch::hasGivenUp() const
{
    const std::scoped_lock lock(m_guard);
    return m_hasGivenUp;
}

void MySqlBlockerWatch::statementEnded()
{
    m_thread.request_stop();
    m_wake.notify_all();
    const std::scoped_lock looked(m_looking);
}

void MySqlBlockerWatch::watch(const std::stop_token &stop)
{
    if (!sleep(stop, std::min<std::chrono::milliseconds>(quick, m_lockTimeout / 4)))
        return;
    const auto connection = MySqlConnection::open(
        m_target, {.application = u"lockkeeper watch"_s, .readOnly = true, .connectTimeout = 2s});
    if (!connection)
        return; // the server's own timeout still ends the wait, only later and without a name
    std::ignore = (*connection)->run(u"DO GET_LOCK('lockkeeper:%1', 0)"_s.arg((*connection)->id()));
    do {
        const std::scoped_lock looking(m_looking);
        if (stop.stop_requested())
            return;
        look(**connection);
    } while (sleep(stop, std::min<std::chrono::milliseconds>(period, m_lockTimeout / 4)));
}

void MySqlBlockerWatch::look(MySqlConnection &connection)
{
    const auto waiting = isWaiting(connection);
    if (!waiting || !*waiting) {
        m_waitingSince.reset();
        return;
    }
    if (!m_waitingSince)
        m_waitingSince = Clock::now();
    const auto now = Clock::now();
    if (!m_namedAt || now - *m_namedAt >= pauseBetweenNames) {
        m_namedAt = now;
        nameBlockers(connection);
    }
    if (now - *m_waitingSince < m_lockTimeout)
        return;
    std::ignore = connection.run(u"KILL QUERY %1"_s.arg(m_session));
    const std::scoped_lock lock(m_guard);
    m_hasGivenUp = true;
}

Result<bool> MySqlBlockerWatch::isWaiting(MySqlConnection &connection) const
{
    return connection
        .run(u"SELECT STATE LIKE 'Waiting for % lock' FROM information_schema.PROCESSLIST WHERE ID = "_s
             + QString::number(m_session))
        .transform([](const Rows &rows) { return rows.scalar().toBool(); });
}

void MySqlBlockerWatch::nameBlockers(MySqlConnection &connection)
{
    const MySqlLockWaits locks([&connection](const Sql &sql) { return connection.run(sql); },
                               connection.flavor() == MySqlFlavor::MariaDb);
    const auto sessions = locks.sessions();
    if (!sessions)
        return;
    auto waits = locks.waits(*sessions);
    if (!waits)
        return;
    waits->removeIf([this](const LockWait &wait) { return wait.session != QString::number(m_session); });
    if (waits->isEmpty())
        return;
    const std::scoped_lock lock(m_guard);
    m_facts = factsFrom(*waits);
}

/// @returns false when it is time to stop.
bool MySqlBlockerWatch::sleep(const std::stop_token &stop, std::chrono::milliseconds time)
{
    std::unique_lock lock(m_guard);
    m_wake.wait_for(lock, stop, time, [] { return false; });
    return !stop.stop_requested();
}

} // namespace lockkeeper
