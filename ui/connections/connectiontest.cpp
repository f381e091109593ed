// SPDX-FileCopyrightText: 2026 Lockkeeper contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/connections/connectiontest.h"

#include <algorithm>

namespace lockkeeper {

using namespace Qt::StringLiterals;

struct ConnectionTest::Run
{
    std::stop_source stop;
    std::shared_ptr<SshTunnel> tunnel;
    Worker worker{u"lk-test"_s};
};

ConnectionTest::ConnectionTest(SecretStore &secrets, QObject *parent) : QObject(parent), m_lookup(secrets)
{
    connect(&m_lookup, &TargetLookup::reached, this, &ConnectionTest::diagnoseTarget);
    connect(&m_lookup, &TargetLookup::passwordNeeded, this, [this](const ConnectionProfile &, bool works) {
        m_isRunning = false;
        Q_EMIT passwordNeeded(works);
    });
    connect(&m_lookup, &TargetLookup::failed, this, [this](const Error &error) {
        const bool isTunnel = error.code == Errc::TunnelFailed;
        QMap<QString, QString> facts = error.facts;
        facts.insert(u"detail"_s, error.detail);
        tellOf({.step = isTunnel ? CheckStep::Tunnel : CheckStep::SignIn,
                .outcome = CheckOutcome::Failed,
                .code = isTunnel ? u"failed"_s : u"unknown-engine"_s,
                .facts = facts});
        end();
    });
}

ConnectionTest::~ConnectionTest() { cancel(); }

void ConnectionTest::start(const ConnectionProfile &profile, const std::optional<Secret> &typed)
{
    cancel();
    m_isRunning = true;
    m_lookup.start(profile, typed);
}

void ConnectionTest::cancel()
{
    ++m_ticket;
    m_isRunning = false;
    m_lookup.cancel();
    for (const auto &run : m_runs)
        run->stop.request_stop();
}

void ConnectionTest::diagnoseTarget(const ReachedTarget &reached)
{
    if (reached.tunnel)
        tellOf({.step = CheckStep::Tunnel,
                .outcome = CheckOutcome::Good,
                .code = u"open"_s,
                .facts = {{u"host"_s, reached.profile.ssh.host}}});
    const auto run = std::make_shared<Run>();
    run->tunnel = reached.tunnel;
    m_runs.push_back(run);
    const auto tell = [this, ticket = m_ticket](const Check &check) {
        const auto crossed = [this, ticket, check] {
            if (ticket == m_ticket)
                tellOf(check);
        };
        QMetaObject::invokeMethod(this, crossed, Qt::QueuedConnection);
    };
    run->worker
        .post([target = reached.target, way = reached.way(), stop = run->stop.get_token(), tell] {
            std::ignore = diagnose(target, way, stop, tell);
        })
        .then(this, [this, ticket = m_ticket, run = run.get()] {
            std::erase_if(m_runs, [run](const auto &one) { return one.get() == run; });
            if (ticket == m_ticket)
                end();
        });
}

void ConnectionTest::tellOf(const Check &check) { Q_EMIT checked(check); }

void ConnectionTest::end()
{
    m_isRunning = false;
    Q_EMIT finished();
}

} // namespace lockkeeper
