// SPDX-FileCopyrightText: 2026 Lockkeeper contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/connections/diagnosis.h"

#include "core/connections/networkprobe.h"
#include "core/connections/tlsmode.h"
#include "core/engine/catalog.h"
#include "core/engine/dialect.h"
#include "core/engine/engine.h"

#include <QDateTime>

#include <cstdlib>
#include <memory>

namespace lockkeeper {

using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

namespace {

using enum CheckOutcome;
using Facts = QMap<QString, QString>;

constexpr auto patience = 5s;
constexpr auto statementPatience = 3s;
constexpr qint64 clockTolerance = 5'000; // milliseconds

bool isLocal(const QString &host)
{
    return host.isEmpty() || host.startsWith(u'/') || host.startsWith(u'@') || host == "localhost"_L1
           || host == "::1"_L1 || host.startsWith("127."_L1);
}

/// Sockets have no name and no port, and of several hosts the driver picks one.
bool hasNetworkSteps(const QString &host)
{
    return !host.isEmpty() && !host.startsWith(u'/') && !host.startsWith(u'@') && !host.contains(u',');
}

class Diagnosing
{
public:
    Diagnosing(const Target &target, Way way, const std::stop_token &stop, const CheckListener &listener)
        : m_target(target), m_way(way), m_stop(stop), m_listener(listener)
    {}

    QList<Check> run()
    {
        m_engine = engineForScheme(m_target.scheme);
        if (!m_engine) {
            add(CheckStep::SignIn, Failed, u"unknown-engine"_s, {{u"engine"_s, m_target.scheme}});
            return m_checks;
        }
        const bool isOpen = checkWay() && checkSignIn();
        if (isOpen)
            checkSession();
        return m_checks;
    }

private:
    bool add(CheckStep step, CheckOutcome outcome, const QString &code, const Facts &facts = {});
    bool checkWay();
    bool checkName(const QString &host);
    bool checkPort();
    bool checkSignIn();
    void blame(const Error &error);
    bool blameTls(const QString &cause, const Facts &facts);
    void checkSession();
    void checkTls(const Result<Link> &link);
    bool checkServer();
    void checkWriting(const Link &link);
    void checkPrivileges();
    void checkClock();
    bool goesOn() const { return !m_stop.stop_requested(); }
    std::optional<TlsMode> tlsMode() const { return tlsModeNamed(m_target.options.value(tlsModeOption)); }

    const Target &m_target;
    const Way m_way;
    const std::stop_token &m_stop;
    const CheckListener &m_listener;
    const Engine *m_engine = nullptr;
    std::unique_ptr<Session> m_session;
    Identity m_identity;
    QStringList m_addresses;
    QList<Check> m_checks;
    std::chrono::steady_clock::time_point m_since = std::chrono::steady_clock::now();
};

/// @returns whether the next check makes sense.
bool Diagnosing::add(CheckStep step, CheckOutcome outcome, const QString &code, const Facts &facts)
{
    const auto now = std::chrono::steady_clock::now();
    const auto took =
        std::chrono::duration_cast<std::chrono::milliseconds>(now - std::exchange(m_since, now));
    m_checks.append({.step = step, .outcome = outcome, .code = code, .facts = facts, .took = took});
    if (m_listener && goesOn())
        m_listener(m_checks.last());
    return outcome != Failed && goesOn();
}

bool Diagnosing::checkWay()
{
    if (m_engine->isFile() || m_way == Way::Tunnel || !hasNetworkSteps(m_target.host))
        return goesOn();
    const QString address = m_target.options.value(u"hostaddr"_s);
    if (!address.isEmpty())
        m_addresses = {address};
    else if (!checkName(m_target.host))
        return false;
    return checkPort();
}

bool Diagnosing::checkName(const QString &host)
{
    const auto addresses = resolved(host);
    if (!addresses)
        return add(CheckStep::Name, Failed, u"unknown"_s,
                   {{u"host"_s, host}, {u"detail"_s, addresses.error().detail}});
    m_addresses = *addresses;
    const bool isAddress = m_addresses == QStringList{host};
    return add(CheckStep::Name, Good, isAddress ? u"address"_s : u"resolved"_s,
               {{u"host"_s, host}, {u"addresses"_s, m_addresses.join(", "_L1)}});
}

bool Diagnosing::checkPort()
{
    const int port = m_target.port > 0 ? m_target.port : m_engine->defaultPort();
    Reach last = Reach::NoRoute;
    for (const QString &address : std::as_const(m_addresses)) {
        last = reach(address, port, patience, m_stop);
        const Facts facts{{u"address"_s, address}, {u"port"_s, QString::number(port)}};
        if (last == Reach::Reached)
            return add(CheckStep::Port, Good, u"reached"_s, facts);
        if (last == Reach::Stopped)
            return false;
    }
    const Facts facts{{u"host"_s, m_target.host}, {u"port"_s, QString::number(port)}};
    if (last == Reach::Refused)
        return add(CheckStep::Port, Failed, u"refused"_s, facts);
    return add(CheckStep::Port, Failed, last == Reach::Silent ? u"silent"_s : u"no-route"_s, facts);
}

bool Diagnosing::checkSignIn()
{
    auto session = m_engine->open(m_target, {.application = u"lockkeeper-check"_s,
                                             .connectTimeout = patience,
                                             .statementTimeout = statementPatience});
    if (!session)
        blame(session.error());
    else
        m_session = std::move(*session);
    return m_session && goesOn();
}

// Signing in is one call, and may fail in the steps before and behind it, too.
void Diagnosing::blame(const Error &error)
{
    Facts facts = error.facts;
    facts.insert(u"detail"_s, error.detail);
    facts.insert(u"database"_s, m_target.database);
    facts.insert(u"host"_s, m_target.host);
    facts.insert(u"user"_s, m_target.user);
    const QString cause = error.facts.value(u"cause"_s);
    if (error.code == Errc::ServerTooOld)
        add(CheckStep::Server, Failed, u"too-old"_s, facts);
    else if (m_engine->isFile() || cause == "database"_L1)
        add(CheckStep::Database, Failed, m_engine->isFile() ? u"file"_s : u"unknown"_s, facts);
    else if (m_way == Way::Tunnel && (cause == "closed"_L1 || cause == "timeout"_L1))
        add(CheckStep::Port, Failed, u"behind-tunnel"_s, facts);
    else if (!blameTls(cause, facts))
        add(CheckStep::SignIn, Failed, cause.isEmpty() ? u"refused"_s : cause, facts);
}

bool Diagnosing::blameTls(const QString &cause, const Facts &facts)
{
    if (cause != "tls"_L1 && !cause.startsWith("tls-"_L1))
        return false;
    add(CheckStep::Tls, Failed, cause == "tls"_L1 ? u"failed"_s : cause.sliced(4), facts);
    return true;
}

void Diagnosing::checkSession()
{
    const auto link = m_session->link();
    checkTls(link);
    if (!goesOn() || !checkServer())
        return;
    checkWriting(link.value_or(Link{}));
    if (goesOn())
        checkPrivileges();
    if (goesOn() && !m_engine->isFile())
        checkClock();
}

void Diagnosing::checkTls(const Result<Link> &link)
{
    if (m_engine->isFile())
        return;
    if (!link) {
        add(CheckStep::Tls, Notice, u"not-known"_s, {{u"detail"_s, link.error().detail}});
        return;
    }
    const Facts facts{{u"version"_s, link->tlsVersion}, {u"cipher"_s, link->cipher}};
    if (link->tlsVersion.isEmpty()) {
        const bool isSafe = m_way == Way::Tunnel || isLocal(m_target.host);
        add(CheckStep::Tls, isSafe ? Good : Notice, isSafe ? u"not-needed"_s : u"plain"_s);
    } else if (tlsMode() == TlsMode::VerifyFull) {
        add(CheckStep::Tls, Good, u"verified"_s, facts);
    } else {
        const bool isTrusted = tlsMode() == TlsMode::VerifyCa;
        add(CheckStep::Tls, Notice, isTrusted ? u"name-not-verified"_s : u"not-verified"_s, facts);
    }
}

bool Diagnosing::checkServer()
{
    auto identity = m_session->identity();
    if (!identity)
        return add(CheckStep::SignIn, Failed, u"lost"_s, {{u"detail"_s, identity.error().detail}});
    m_identity = std::move(*identity);
    if (!m_engine->isFile() && !add(CheckStep::SignIn, Good, u"signed-in"_s, {{u"user"_s, m_identity.user}}))
        return false;
    const QString code = m_engine->isFile() ? u"opened"_s : u"found"_s;
    return add(CheckStep::Database, Good, code, {{u"database"_s, m_identity.database}})
           && add(CheckStep::Server, Good, u"known"_s,
                  {{u"engine"_s, m_identity.engine}, {u"version"_s, m_identity.version}});
}

void Diagnosing::checkWriting(const Link &link)
{
    if (link.isStandby)
        add(CheckStep::Writing, Notice, u"standby"_s);
    else if (m_identity.readOnly)
        add(CheckStep::Writing, Notice, u"read-only"_s);
    else
        add(CheckStep::Writing, Good, u"allowed"_s);
}

void Diagnosing::checkPrivileges()
{
    const auto missing = m_session->catalog().missingPrivileges({});
    if (!missing)
        add(CheckStep::Privileges, Notice, u"not-known"_s, {{u"detail"_s, missing.error().detail}});
    else if (!missing->isEmpty())
        add(CheckStep::Privileges, Notice, u"missing"_s, {{u"missing"_s, missing->join(", "_L1)}});
    else
        add(CheckStep::Privileges, Good, u"enough"_s);
}

void Diagnosing::checkClock()
{
    const qint64 before = QDateTime::currentMSecsSinceEpoch();
    const auto rows = m_session->query(u"SELECT "_s + m_session->dialect().serverMillis());
    if (!rows)
        return; // nothing hangs on it: the ledger goes by the server's clock
    const qint64 middle = before + (QDateTime::currentMSecsSinceEpoch() - before) / 2;
    const qint64 difference = std::llabs(rows->scalar().toLongLong() - middle);
    const bool isClose = difference <= clockTolerance;
    add(CheckStep::Clock, isClose ? Good : Notice, isClose ? u"close"_s : u"apart"_s,
        {{u"milliseconds"_s, QString::number(difference)}});
}

} // namespace

QList<Check> diagnose(const Target &target, Way way, const std::stop_token &stop,
                      const CheckListener &listener)
{
    return Diagnosing(target, way, stop, listener).run();
}

} // namespace lockkeeper
