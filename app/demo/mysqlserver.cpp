// SPDX-FileCopyrightText: 2026 Lockkeeper contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/demo/mysqlserver.h"

#include "app/demo/processes.h"
#include "core/connections/networkprobe.h"
#include "core/engine/engine.h"

#include <tuple>

#include <QDir>
#include <QFile>
#include <QFileInfo>
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

/// A program and the arguments that come before its own.
struct Command
{
    QString program;
    QStringList arguments;
    bool isEmpty() const { return program.isEmpty(); }
};

QString found(const QString &name)
{
    return QStandardPaths::findExecutable(
        name, {u"/usr/bin"_s, u"/usr/sbin"_s, u"/usr/local/bin"_s, u"/usr/local/sbin"_s});
}

/// The entry of @p folder that matches; empty: there is none.
QString onlyMatch(const QString &folder, const QString &pattern)
{
    const QDir directory(folder);
    const QStringList names = directory.entryList({pattern}, QDir::AllEntries | QDir::NoDotAndDotDot);
    return names.isEmpty() ? QString() : directory.filePath(names.first());
}

/// MySQL of another Debian than ours lives in a root of its own, and runs with the libraries there.
Command mysqlOf(const QString &root)
{
    const QString program = root + u"/usr/sbin/mysqld"_s;
    const QString libraries = onlyMatch(root + u"/usr/lib"_s, u"*-linux-gnu"_s);
    const QString loader = onlyMatch(libraries, u"ld-linux-*.so.*"_s);
    if (loader.isEmpty() || !QFile::exists(program))
        return {};
    return {loader,
            {u"--library-path"_s, libraries, program, u"--no-defaults"_s,
             u"--lc-messages-dir=%1/usr/share/mysql"_s.arg(root),
             u"--character-sets-dir=%1/usr/share/mysql/charsets"_s.arg(root),
             u"--plugin-dir=%1/usr/lib/mysql/plugin"_s.arg(root)}};
}

Command serverOf(MySqlServer::Make make)
{
    if (make == MySqlServer::Make::MariaDb)
        return {found(u"mariadbd"_s), {u"--no-defaults"_s}};
    const QString root = qEnvironmentVariable("LOCKKEEPER_SERVERS");
    if (!root.isEmpty())
        return mysqlOf(root);
    // Where MariaDB is installed, its server answers to this name too.
    const QString program = found(u"mysqld"_s);
    const bool isMariaDb = QFileInfo(program).canonicalFilePath().endsWith("mariadbd"_L1);
    return isMariaDb ? Command() : Command{program, {u"--no-defaults"_s}};
}

Status run(const Command &command)
{
    QProcess process;
    process.setProcessChannelMode(QProcess::MergedChannels);
    process.setStandardInputFile(QProcess::nullDevice());
    process.start(command.program, command.arguments);
    const bool ended = process.waitForFinished(std::chrono::milliseconds(patience).count());
    if (ended && process.exitStatus() == QProcess::NormalExit && process.exitCode() == 0)
        return {};
    const QString words = ended ? QString::fromUtf8(process.readAll()) : process.errorString();
    return failure(Errc::ConnectionFailed, {{u"program"_s, command.program}}, words.trimmed());
}

} // namespace

bool MySqlServer::isInstalled(Make make)
{
    return !serverOf(make).isEmpty() && (make == Make::MySql || !found(u"mariadb-install-db"_s).isEmpty());
}

MySqlServer::MySqlServer(Make make, QStringList options, const QString &parent)
    : m_make(make)
    , m_options(std::move(options))
    , m_directory((parent.isEmpty() ? QDir::tempPath() : parent) + u"/lk-my-XXXXXX"_s)
{}

MySqlServer::~MySqlServer() { std::ignore = kill(); }

Result<std::unique_ptr<MySqlServer>> MySqlServer::create(Make make, const QStringList &options,
                                                         const QString &parent)
{
    std::unique_ptr<MySqlServer> server(new MySqlServer(make, options, parent));
    LOCKKEEPER_TRY(server->makeData());
    LOCKKEEPER_TRY(server->startOnFreePort());
    return server;
}

QStringList MySqlServer::replicable()
{
    return {u"--log-bin=binlog"_s, u"--server-id=1"_s, u"--binlog-format=ROW"_s};
}

Result<std::unique_ptr<MySqlServer>> MySqlServer::createReplica(const QStringList &options)
{
    const bool isMariaDb = m_make == Make::MariaDb;
    auto source = Target::parse(url({})).and_then([](const Target &target) { return openSession(target); });
    LOCKKEEPER_TRY(source);
    const auto at = (*source)->query(isMariaDb ? u"SHOW MASTER STATUS"_s : u"SHOW BINARY LOG STATUS"_s);
    LOCKKEEPER_TRY(at);
    auto replica = create(m_make, QStringList{u"--server-id=2"_s, u"--report-host=127.0.0.1"_s} + options);
    LOCKKEEPER_TRY(replica);
    auto session =
        Target::parse((*replica)->url({})).and_then([](const Target &target) { return openSession(target); });
    LOCKKEEPER_TRY(session);
    const QString names =
        isMariaDb
            ? u"CHANGE MASTER TO MASTER_HOST = '127.0.0.1', MASTER_PORT = %1, MASTER_USER = 'root', "
              "MASTER_LOG_FILE = '%2', MASTER_LOG_POS = %3, MASTER_SSL = 0"_s
            : u"CHANGE REPLICATION SOURCE TO SOURCE_HOST = '127.0.0.1', SOURCE_PORT = %1, SOURCE_USER = 'root', "
              "SOURCE_LOG_FILE = '%2', SOURCE_LOG_POS = %3, GET_SOURCE_PUBLIC_KEY = 1"_s;
    LOCKKEEPER_TRY((*session)->query(names.arg(QString::number(m_port), at->at(0, u"File").toString(),
                                               at->at(0, u"Position").toString())));
    LOCKKEEPER_TRY((*session)->query(u"START REPLICA"_s));
    return std::move(*replica);
}

Status MySqlServer::makeData()
{
    if (m_make == Make::MariaDb)
        return run({found(u"mariadb-install-db"_s),
                    {u"--no-defaults"_s, u"--datadir="_s + data(),
                     u"--auth-root-authentication-method=normal"_s, u"--skip-test-db"_s}});
    Command command = serverOf(m_make);
    command.arguments += {u"--initialize-insecure"_s, u"--datadir="_s + data()};
    return run(command);
}

// Nothing here must survive the machine, so commits aren't forced to disk; but what is committed survives kill().
QStringList MySqlServer::arguments() const
{
    QStringList arguments{u"--datadir="_s + data(),
                          u"--tmpdir="_s
                              + m_directory.path(), // a server that starts clears what it finds in there
                          u"--socket="_s + socket(),
                          u"--pid-file="_s + m_directory.filePath(u"pid"_s),
                          u"--port=%1"_s.arg(m_port),
                          u"--bind-address=127.0.0.1"_s,
                          u"--innodb-flush-log-at-trx-commit=2"_s,
                          u"--innodb-buffer-pool-size=64M"_s};
    if (m_make == Make::MySql)
        arguments += {u"--mysqlx=OFF"_s, u"--secure-file-priv="_s, u"--skip-log-bin"_s};
    return arguments + m_options;
}

Status MySqlServer::startOnFreePort()
{
    Status started;
    for (int attempt = 0; attempt < attempts; ++attempt) {
        m_port = unusedLocalPort();
        started = start();
        if (started || !log().contains("port: "_L1) || !log().contains("already in use"_L1))
            return started;
    }
    return started;
}

Status MySqlServer::start()
{
    const Command command = serverOf(m_make);
    if (command.isEmpty())
        return failure(Errc::ConnectionFailed, {{u"program"_s, u"mysqld"_s}}, u"not installed"_s);
    const QString logFile = m_directory.filePath(u"log"_s);
    QFile::remove(logFile);
    QProcess server;
    server.setProgram(command.program);
    server.setArguments(command.arguments + arguments());
    server.setStandardInputFile(QProcess::nullDevice());
    server.setStandardOutputFile(logFile, QIODevice::Append);
    server.setStandardErrorFile(logFile, QIODevice::Append);
    if (!server.startDetached(&m_process))
        return failure(Errc::ConnectionFailed, {{u"program"_s, command.program}}, server.errorString());
    return waitUntilReady();
}

Status MySqlServer::waitUntilReady() const
{
    const auto end = std::chrono::steady_clock::now() + patience;
    while (isAlive(m_process) && std::chrono::steady_clock::now() < end) {
        // MySQL says so of its X plugin too, which is off here.
        if (log().contains("ready for connections"_L1))
            return {};
        std::this_thread::sleep_for(10ms);
    }
    return failure(Errc::ConnectionFailed, {{u"program"_s, u"mysqld"_s}}, log().trimmed());
}

Status MySqlServer::end(int signal)
{
    if (!isAlive(m_process))
        return {};
    ::kill(static_cast<pid_t>(m_process), signal);
    const auto end = std::chrono::steady_clock::now() + patience;
    while (isAlive(m_process) && std::chrono::steady_clock::now() < end)
        std::this_thread::sleep_for(5ms);
    m_process = 0;
    return {};
}

Status MySqlServer::stop() { return end(SIGTERM); }

Status MySqlServer::kill() { return end(SIGKILL); }

QString MySqlServer::url(const QString &database) const
{
    const QString scheme = m_make == Make::MariaDb ? u"mariadb"_s : u"mysql"_s;
    return u"%1://root@127.0.0.1:%2/%3"_s.arg(scheme, QString::number(m_port), database);
}

QString MySqlServer::log() const
{
    QFile file(m_directory.filePath(u"log"_s));
    return file.open(QIODevice::ReadOnly) ? QString::fromUtf8(file.readAll()) : QString();
}

} // namespace lockkeeper
