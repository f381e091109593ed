// SPDX-FileCopyrightText: 2026 Lockkeeper contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/demo/postgresserver.h"

#include "app/demo/processes.h"
#include "core/connections/networkprobe.h"

#include <tuple>

#include <QDir>
#include <QFile>
#include <QProcess>
#include <QStandardPaths>

#include <chrono>
#include <thread>

#include <csignal>

using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

namespace lockkeeper {

namespace {

constexpr int attempts = 5;
constexpr auto patience = 60s;

/// Runs one of PostgreSQL's programs to its end.
Status run(const QString &program, const QStringList &arguments)
{
    QProcess process;
    process.setProcessChannelMode(QProcess::MergedChannels);
    process.setStandardInputFile(QProcess::nullDevice());
    process.start(PostgresServer::binaries() + u'/' + program, arguments);
    const bool ended = process.waitForFinished(std::chrono::milliseconds(patience).count());
    if (ended && process.exitStatus() == QProcess::NormalExit && process.exitCode() == 0)
        return {};
    const QString words = ended ? QString::fromUtf8(process.readAll()) : process.errorString();
    return failure(Errc::ConnectionFailed, {{u"program"_s, program}}, words.trimmed());
}

QString newestInstalled()
{
    const QDir root(u"/usr/lib/postgresql"_s);
    int newest = 0;
    for (const QString &version : root.entryList(QDir::Dirs | QDir::NoDotAndDotDot)) {
        if (QFile::exists(root.filePath(version + u"/bin/initdb"_s)))
            newest = std::max(newest, version.toInt());
    }
    return newest > 0 ? root.filePath(QString::number(newest) + u"/bin"_s) : QString();
}

} // namespace

QString PostgresServer::binaries()
{
    if (const QString installed = newestInstalled(); !installed.isEmpty())
        return installed;
    const QString initdb = QStandardPaths::findExecutable(u"initdb"_s);
    return initdb.isEmpty() ? QString() : QFileInfo(initdb).absolutePath();
}

PostgresServer::PostgresServer(const QString &parent)
    : m_directory((parent.isEmpty() ? QDir::tempPath() : parent) + u"/lk-pg-XXXXXX"_s)
{}

PostgresServer::~PostgresServer() { std::ignore = stop(Stop::Immediate); }

Result<std::unique_ptr<PostgresServer>> PostgresServer::create(const QStringList &settings,
                                                               const QString &parent)
{
    std::unique_ptr<PostgresServer> server(new PostgresServer(parent));
    LOCKKEEPER_TRY(server->makeCluster());
    LOCKKEEPER_TRY(server->startOnFreePort(settings));
    return server;
}

Result<std::unique_ptr<PostgresServer>> PostgresServer::createReplica(const QString &name,
                                                                      const QStringList &settings)
{
    std::unique_ptr<PostgresServer> replica(new PostgresServer(QFileInfo(m_directory.path()).path()));
    LOCKKEEPER_TRY(replica->copyCluster(*this));
    LOCKKEEPER_TRY(replica->startOnFreePort(QStringList{u"cluster_name = '%1'"_s.arg(name)} + settings));
    return replica;
}

// Nothing here must survive the machine, so nothing is forced to disk.
Status PostgresServer::makeCluster()
{
    LOCKKEEPER_TRY(run(u"initdb"_s, {u"-D"_s, data(), u"-U"_s, u"lk"_s, u"--auth=trust"_s, u"--no-sync"_s,
                                     u"--encoding=UTF8"_s, u"--locale=C.UTF-8"_s}));
    return writeSettings({u"fsync = off"_s, u"full_page_writes = off"_s, u"shared_buffers = 128MB"_s,
                          u"max_wal_size = 2GB"_s, u"listen_addresses = '127.0.0.1'"_s});
}

Status PostgresServer::copyCluster(const PostgresServer &primary)
{
    return run(u"pg_basebackup"_s,
               {u"-D"_s, data(), u"-h"_s, u"127.0.0.1"_s, u"-p"_s, QString::number(primary.m_port), u"-U"_s,
                u"lk"_s, u"--write-recovery-conf"_s, u"--wal-method=stream"_s, u"--checkpoint=fast"_s,
                u"--no-sync"_s});
}

Status PostgresServer::writeSettings(const QStringList &settings)
{
    QFile file(data() + u"/postgresql.conf"_s);
    if (!file.open(QIODevice::Append))
        return failure(Errc::UnreadableFile, {{u"path"_s, file.fileName()}}, file.errorString());
    file.write('\n' + settings.join(u'\n').toUtf8() + '\n');
    return {};
}

Status PostgresServer::startOnFreePort(const QStringList &settings)
{
    Status started;
    for (int attempt = 0; attempt < attempts; ++attempt) {
        m_port = unusedLocalPort();
        // The later line wins. The socket lives beside the data, whose path is short.
        LOCKKEEPER_TRY(
            writeSettings(settings
                          + QStringList{u"port = %1"_s.arg(m_port),
                                        u"unix_socket_directories = '%1'"_s.arg(m_directory.path())}));
        started = start();
        if (started || !log().contains("Address already in use"_L1))
            return started;
    }
    return started;
}

// After Stop::Kill the dead server's children need a moment to notice, and keep a new one out until they do.
Status PostgresServer::start()
{
    const auto end = std::chrono::steady_clock::now() + 10s;
    Status started;
    do {
        QFile::remove(m_directory.filePath(u"log"_s));
        started =
            run(u"pg_ctl"_s, {u"start"_s, u"-w"_s, u"-D"_s, data(), u"-l"_s, m_directory.filePath(u"log"_s)});
    } while (!started && log().contains("shared memory block"_L1) && std::chrono::steady_clock::now() < end);
    if (!started)
        started.error().detail += u'\n' + log();
    return started;
}

Status PostgresServer::stop(Stop how)
{
    if (processId() == 0)
        return {};
    if (how == Stop::Kill)
        return kill();
    const QString mode = how == Stop::Fast ? u"fast"_s : u"immediate"_s;
    return run(u"pg_ctl"_s, {u"stop"_s, u"-w"_s, u"-D"_s, data(), u"-m"_s, mode});
}

// postmaster.pid stays behind, as after a real crash.
Status PostgresServer::kill()
{
    const qint64 process = processId();
    ::kill(static_cast<pid_t>(process), SIGKILL);
    const auto end = std::chrono::steady_clock::now() + patience;
    while (isAlive(process) && std::chrono::steady_clock::now() < end)
        std::this_thread::sleep_for(5ms);
    return {};
}

QString PostgresServer::url(const QString &database) const
{
    return u"postgresql://lk@127.0.0.1:%1/%2"_s.arg(QString::number(m_port), database);
}

QString PostgresServer::log() const
{
    QFile file(m_directory.filePath(u"log"_s));
    return file.open(QIODevice::ReadOnly) ? QString::fromUtf8(file.readAll()) : QString();
}

QString PostgresServer::data() const { return m_directory.filePath(u"data"_s); }

/// Of the server's first process; 0 when none runs on this data.
qint64 PostgresServer::processId() const
{
    QFile file(data() + u"/postmaster.pid"_s);
    if (!file.open(QIODevice::ReadOnly))
        return 0;
    const qint64 process = file.readLine().trimmed().toLongLong();
    return isAlive(process) ? process : 0;
}

} // namespace lockkeeper
