// SPDX-FileCopyrightText: 2026 Lockkeeper contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/connections/connectiontest.h"

#include <QCoreApplication>

#include <stop_token>

namespace lockkeeper {

using namespace Qt::StringLiterals;

/// A diagnosis on a thread of its own. It belongs to the application, not to the test: one that is cancelled may hang in
/// the system's resolver for a while, and nobody should wait for that. It goes when it has ended.
class ConnectionTest::Run final : public QObject
{
public:
    explicit Run(std::shared_ptr<SshTunnel> through)
        : QObject(QCoreApplication::instance()), m_tunnel(std::move(through))
    {}

    void start(const Target &target, Way way, std::function<void(const Check &)> tell,
               std::function<void()> end)
    {
        const auto cross = [this, tell = std::move(tell)](const Check &check) {
            QMetaObject::invokeMethod(this, [tell, check] { tell(check); }, Qt::QueuedConnection);
        };
        m_worker
            .post([target, way, stop = m_stop.get_token(), cross] {
                std::ignore = diagnose(target, way, stop, cross);
            })
            .then(this, [this, end = std::move(end)] {
                end();
                deleteLater();
            });
    }

    void stop() { m_stop.request_stop(); }

private:
    std::stop_source m_stop;
    std::shared_ptr<SshTunnel> m_tunnel;
    Worker m_worker{u"lk-test"_s};
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
    if (m_run)
        m_run->stop();
    m_run = nullptr;
}

void ConnectionTest::diagnoseTarget(const ReachedTarget &reached)
{
    if (reached.tunnel)
        tellOf({.step = CheckStep::Tunnel,
                .outcome = CheckOutcome::Good,
                .code = u"open"_s,
                .facts = {{u"host"_s, reached.profile.ssh.host}}});
    const auto ifWanted = [test = QPointer(this), ticket = m_ticket](auto act) {
        if (test && ticket == test->m_ticket)
            act(*test);
    };
    m_run = new Run(reached.tunnel);
    m_run->start(
        reached.target, reached.way(),
        [ifWanted](const Check &check) { ifWanted([&check](ConnectionTest &test) { test.tellOf(check); }); },
        [ifWanted] { ifWanted([](ConnectionTest &test) { test.end(); }); });
}

void ConnectionTest::tellOf(const Check &check) { Q_EMIT checked(check); }

void ConnectionTest::end()
{
    m_isRunning = false;
    Q_EMIT finished();
}

} // namespace lockkeeper
