// SPDX-FileCopyrightText: 2026 Lockkeeper contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/engine/mysql/mysqlconnection.h"

#include "core/engine/mysql/connecting.h"
#include "core/engine/mysql/library.h"
#include "core/engine/mysql/mysqlvalues.h"
#include "core/engine/mysql/pipesignal.h"
#include "core/sql/tokens.h"

#include <QSqlDatabase>
#include <QSqlDriver>
#include <QSqlError>
#include <QSqlQuery>
#include <QSqlRecord>
#include <QVersionNumber>

#include <atomic>
#include <limits>
#include <tuple>

namespace lockkeeper {

using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

namespace {

constexpr auto killTimeout = 3s;
constexpr int rowsToSkip = 4096; // sooner read than ended

QString nextName()
{
    static std::atomic<int> opened = 0;
    return u"lockkeeper-mysql-%1"_s.arg(++opened);
}

QString questionMark(int) { return u"?"_s; }

// Qt looks for placeholders in comments, too.
QString withoutComments(const QString &sql)
{
    QString result;
    for (const Token &token : tokenize(sql, SqlDialect::MySQL))
        result +=
            token.kind == TokenKind::Comment ? u" "_s : sql.sliced(token.begin, token.end - token.begin);
    return result;
}

QSqlDatabase databaseOf(const QString &name) { return QSqlDatabase::database(name, false); }

QStringList columnNames(const QSqlRecord &record)
{
    QStringList names;
    names.reserve(record.count());
    for (int i = 0; i < record.count(); ++i)
        names << record.fieldName(i);
    return names;
}

Rows fetched(QSqlQuery &query)
{
    Rows rows;
    if (!query.isSelect()) {
        rows.affected = query.numRowsAffected();
        return rows;
    }
    rows.columns = columnNames(query.record());
    while (query.next()) {
        QVariantList row;
        row.reserve(rows.columns.size());
        for (int i = 0; i < rows.columns.size(); ++i)
            row << normalized(query.value(i));
        rows.rows << row;
    }
    return rows;
}

MySqlFailure failureOf(const QSqlError &error)
{
    return {.number = error.nativeErrorCode().toInt(),
            .words = error.databaseText().isEmpty() ? error.driverText() : error.databaseText(),
            .sqlstate = {}};
}

} // namespace

MySqlConnection::MySqlConnection(Target target, QString name)
    : m_target(std::move(target)), m_name(std::move(name))
{}

MySqlConnection::~MySqlConnection()
{
    const NoPipeSignal quiet;
    std::ignore = m_watch.stop();
    QSqlDatabase::removeDatabase(m_name);
}

Result<std::unique_ptr<MySqlConnection>> MySqlConnection::open(const Target &target,
                                                               const SessionOptions &options)
{
    const NoPipeSignal quiet;
    const QString name = nextName();
    LOCKKEEPER_TRY(connectMySql(name, target, options));
    std::unique_ptr<MySqlConnection> connection(new MySqlConnection(target, name));
    LOCKKEEPER_TRY(connection->attach());
    LOCKKEEPER_TRY(connection->readVersion());
    return connection;
}

Status MySqlConnection::attach()
{
    const QVariant handle = databaseOf(m_name).driver()->handle();
    if (qstrcmp(handle.typeName(), "st_mysql*") == 0 || qstrcmp(handle.typeName(), "MYSQL*") == 0)
        m_handle = *static_cast<st_mysql *const *>(handle.constData());
    m_library = MySqlLibrary::loaded();
    if (!m_handle || !m_library)
        return failure(mySqlConnectionError(
            {.words = u"Qt's MySQL driver uses a library that Lockkeeper doesn't know"_s}, m_target));
    m_id = qint64(m_library->threadId(m_handle));
    return {};
}

Status MySqlConnection::readVersion()
{
    const auto rows = runText(u"SELECT VERSION()"_s);
    LOCKKEEPER_TRY(rows);
    const QString text = rows->scalar().toString();
    m_flavor = text.contains("MariaDB"_L1, Qt::CaseInsensitive) ? MySqlFlavor::MariaDb : MySqlFlavor::MySql;
    m_version = QVersionNumber::fromString(text).toString();
    return {};
}

int MySqlConnection::versionNumber() const
{
    const auto version = QVersionNumber::fromString(m_version);
    return version.majorVersion() * 10'000 + version.minorVersion() * 100 + version.microVersion();
}

Result<Rows> MySqlConnection::run(const Sql &sql)
{
    QVariantList values;
    const QString text = positional(sql.text, sql.values, &questionMark, &values, SqlDialect::MySQL);
    return values.isEmpty() ? runText(text) : runPrepared(text, values);
}

Result<Rows> MySqlConnection::runText(const QString &sql)
{
    Rows all;
    LOCKKEEPER_TRY(stream(sql, std::numeric_limits<qsizetype>::max(), [&all](Rows &&part) {
        all.columns = part.columns;
        all.affected = part.affected;
        all.rows += std::move(part.rows);
        return true;
    }));
    return all;
}

Result<Rows> MySqlConnection::runPrepared(const QString &sql, const QVariantList &values)
{
    const NoPipeSignal quiet;
    start();
    QSqlQuery query(databaseOf(m_name));
    query.setForwardOnly(true);
    query.setNumericalPrecisionPolicy(QSql::HighPrecision);
    bool good = query.prepare(withoutComments(sql));
    for (const QVariant &value : values)
        query.addBindValue(bindable(value));
    good = good && query.exec();
    Rows rows = good ? fetched(query) : Rows();
    if (query.lastError().isValid())
        return failed(failureOf(query.lastError()), sql);
    settle();
    return rows;
}

Status MySqlConnection::stream(const QString &sql, qsizetype chunk, const Session::RowTaker &take)
{
    const NoPipeSignal quiet;
    start();
    LOCKKEEPER_TRY(send(sql));
    LOCKKEEPER_TRY(readResult(chunk, take, sql));
    LOCKKEEPER_TRY(skipRest(sql));
    settle();
    return {};
}

Status MySqlConnection::send(const QString &sql)
{
    const QByteArray text = sql.toUtf8();
    if (m_library->realQuery(m_handle, text.constData(), static_cast<unsigned long>(text.size())) != 0)
        return failed(sql);
    return {};
}

Status MySqlConnection::readResult(qsizetype chunk, const Session::RowTaker &take, const QString &sql)
{
    if (m_library->fieldCount(m_handle) == 0) {
        take({.columns = {}, .rows = {}, .affected = qint64(m_library->affectedRows(m_handle))});
        return {};
    }
    const std::unique_ptr<st_mysql_res, void (*)(st_mysql_res *)> result(m_library->useResult(m_handle),
                                                                         m_library->freeResult);
    if (!result)
        return failed(sql);
    const unsigned int columns = m_library->numFields(result.get());
    Rows part;
    part.columns.reserve(columns);
    for (unsigned int i = 0; i < columns; ++i)
        part.columns << QString::fromUtf8(m_library->fetchFieldDirect(result.get(), i)->name);
    bool isWanted = take(Rows(part));
    int skipped = 0;
    while (char **row = m_library->fetchRow(result.get())) {
        if (!isWanted) {
            if (++skipped == rowsToSkip)
                cancel(); // the rest must be read all the same, and ends now
            continue;
        }
        const unsigned long *lengths = m_library->fetchLengths(result.get());
        QVariantList values;
        values.reserve(columns);
        for (unsigned int i = 0; i < columns; ++i)
            values << valueOf(*m_library->fetchFieldDirect(result.get(), i), row[i], lengths[i]);
        part.rows << values;
        if (part.size() == chunk)
            isWanted = take({.columns = part.columns, .rows = std::exchange(part.rows, {})});
    }
    if (isWanted && m_library->errorNumber(m_handle) == 0 && !part.isEmpty())
        take(std::move(part));
    const bool endedByUs = skipped >= rowsToSkip;
    return m_library->errorNumber(m_handle) == 0 || endedByUs ? Status() : Status(failed(sql));
}

// Of several statements, and of CALL, only the first result is shown.
Status MySqlConnection::skipRest(const QString &sql)
{
    int more = 0;
    while ((more = m_library->nextResult(m_handle)) == 0) {
        if (st_mysql_res *result = m_library->useResult(m_handle))
            m_library->freeResult(result);
    }
    return more < 0 ? Status() : Status(failed(sql));
}

std::unexpected<Error> MySqlConnection::failed(const QString &sql)
{
    return failed({.number = int(m_library->errorNumber(m_handle)),
                   .words = QString::fromUtf8(m_library->errorText(m_handle)),
                   .sqlstate = QString::fromLatin1(m_library->sqlState(m_handle))},
                  sql);
}

std::unexpected<Error> MySqlConnection::failed(const MySqlFailure &failure, const QString &sql)
{
    Error error = mySqlError(failure, sql, finish());
    m_isOpen = m_isOpen && error.code != Errc::ConnectionLost;
    return lockkeeper::failure(std::move(error));
}

void MySqlConnection::start()
{
    {
        const std::scoped_lock lock(m_guard);
        m_state = State::Running;
    }
    if (m_limit > 0ms)
        m_watch.start(m_limit);
}

MySqlEnd MySqlConnection::finish()
{
    const bool expired = m_limit > 0ms && m_watch.stop();
    const std::scoped_lock lock(m_guard);
    const State ended = std::exchange(m_state, State::Idle);
    if (expired)
        return MySqlEnd::TimedOut;
    return ended == State::Cancelled ? MySqlEnd::Cancelled : MySqlEnd::ByItself;
}

// A KILL QUERY that came too late would end the next statement: this one takes it.
void MySqlConnection::settle()
{
    if (finish() == MySqlEnd::ByItself)
        return;
    constexpr QByteArrayView nothing = "DO 0";
    std::ignore = m_library->realQuery(m_handle, nothing.data(), static_cast<unsigned long>(nothing.size()));
}

void MySqlConnection::cancel() { interrupt(); }

void MySqlConnection::interrupt()
{
    const std::scoped_lock lock(m_guard);
    if (m_state != State::Running)
        return;
    m_state = State::Cancelled;
    const NoPipeSignal quiet;
    const QString name = nextName();
    if (!connectMySql(name, m_target, {.connectTimeout = killTimeout}))
        return; // out of reach: the statement itself finds out
    QSqlQuery(databaseOf(name)).exec(u"KILL QUERY %1"_s.arg(m_id));
    QSqlDatabase::removeDatabase(name);
}

} // namespace lockkeeper
