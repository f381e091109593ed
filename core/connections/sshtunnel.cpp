// SPDX-FileCopyrightText: 2026 Lockkeeper contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/connections/sshtunnel.h"

#include "core/connections/networkprobe.h"

#include <algorithm>

#include <csignal>

#include <sys/prctl.h>

namespace lockkeeper {

using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

namespace {

constexpr auto patience = 20s;
constexpr auto longestRetry = 15'000ms;
constexpr qsizetype mostWords = 600;

// Said by ssh itself once the port is forwarded: another program that took the port meanwhile can't be taken for it.
constexpr QLatin1StringView readyWord{"lockkeeper-tunnel-open"};

// ssh reads what begins with a dash as an option, and options can run programs.
bool isPlain(const QString &name)
{
    return !name.startsWith(u'-') && std::ranges::none_of(name, [](QChar letter) {
        return letter.isSpace() || letter.category() == QChar::Other_Control;
    });
}

QString bracketed(const QString &host) { return host.contains(u':') ? u'[' + host + u']' : host; }

} // namespace

SshTunnel::SshTunnel(SshRoute route, QString program)
    : m_route(std::move(route)), m_program(std::move(program)), m_port(unusedLocalPort())
{
    m_retry.setSingleShot(true);
    m_patience.setSingleShot(true);
    m_patience.setInterval(patience);
    m_process.setStandardInputFile(QProcess::nullDevice());
    // Should this program be killed, its tunnels must not outlive it.
    m_process.setChildProcessModifier([] { ::prctl(PR_SET_PDEATHSIG, SIGTERM); });
    QObject::connect(&m_retry, &QTimer::timeout, &m_process, [this] { start(); });
    QObject::connect(&m_patience, &QTimer::timeout, &m_process, [this] { m_process.kill(); });
    QObject::connect(&m_process, &QProcess::readyReadStandardOutput, &m_process, [this] { readReady(); });
    QObject::connect(&m_process, &QProcess::finished, &m_process, [this] { ended(); });
    const auto failed = [this](QProcess::ProcessError error) {
        if (error == QProcess::FailedToStart)
            report(m_process.errorString());
    };
    QObject::connect(&m_process, &QProcess::errorOccurred, &m_process, failed, Qt::QueuedConnection);
}

SshTunnel::~SshTunnel()
{
    m_process.disconnect();
    m_process.kill();
    m_process.waitForFinished(1'000);
}

QStringList SshTunnel::arguments(const SshRoute &route, int localPort)
{
    QStringList words{
        u"-N"_s, u"-T"_s, u"-L"_s,
        u"127.0.0.1:%1:%2:%3"_s.arg(QString::number(localPort),
                                    bracketed(route.host.isEmpty() ? u"localhost"_s : route.host),
                                    QString::number(route.port))};
    const QStringList options{u"BatchMode=yes"_s, u"ExitOnForwardFailure=yes"_s, u"ConnectTimeout=10"_s,
                              u"ServerAliveInterval=15"_s, u"ServerAliveCountMax=3"_s,
                              // A connection of its own, which ends when this process does.
                              u"ControlMaster=no"_s, u"ControlPath=none"_s, u"PermitLocalCommand=yes"_s,
                              u"LocalCommand=echo "_s + readyWord};
    for (const QString &option : options)
        words << u"-o"_s << option;
    if (route.hop.port > 0)
        words << u"-p"_s << QString::number(route.hop.port);
    if (!route.hop.user.isEmpty())
        words << u"-l"_s << route.hop.user;
    return words << u"--"_s << route.hop.host;
}

void SshTunnel::open(Listener listener)
{
    m_listener = std::move(listener);
    start();
}

void SshTunnel::start()
{
    const SshHop &hop = m_route.hop;
    if (!isPlain(hop.host) || !isPlain(hop.user) || !isPlain(m_route.host) || m_port == 0) {
        // Never from inside of open(): its caller isn't ready for an answer yet.
        QTimer::singleShot(0, &m_process, [this] { report(u"this is no name of a host or user"_s); });
        return;
    }
    m_patience.start();
    m_process.start(m_program, arguments(m_route, m_port));
}

void SshTunnel::readReady()
{
    if (m_isOpen || !m_process.readAllStandardOutput().contains(readyWord.latin1()))
        return;
    m_patience.stop();
    m_failures = 0;
    m_isOpen = true;
    m_wasOpen = true;
    m_listener({});
}

void SshTunnel::ended()
{
    const QString words = QString::fromLocal8Bit(m_process.readAllStandardError()).trimmed();
    report(words.isEmpty() ? u"ssh ended without a word"_s : words.right(mostWords));
}

void SshTunnel::report(const QString &words)
{
    m_patience.stop();
    m_isOpen = false;
    if (m_wasOpen) {
        const int doublings = std::min(m_failures++, 4);
        m_retry.start(std::min<std::chrono::milliseconds>(longestRetry, 1'000ms * (1 << doublings)));
    }
    m_listener(failure(Errc::TunnelFailed, {{u"host"_s, m_route.hop.host}}, redacted(words)));
}

} // namespace lockkeeper
