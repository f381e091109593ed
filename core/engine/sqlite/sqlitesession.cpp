// SPDX-FileCopyrightText: 2026 Lockkeeper contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/engine/sqlite/sqlitesession.h"

#include "core/engine/sqlite/sqliteerror.h"
#include "core/sql/tokens.h"

#include <QFileInfo>
#include <QSqlDatabase>
#include <QSqlDriver>
#include <QSqlQuery>
#include <QSqlRecord>

#include <algorithm>
#include <atomic>
#include <thread>

namespace lockkeeper {

using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

namespace {

constexpr auto longestRest = 25ms;

QString nextConnectionName()
{
    static std::atomic<int> opened = 0;
    return u"lockkeeper-sqlite-%1"_s.arg(++opened);
}

QString questionMark(int) { return u"?"_s; }

// Qt looks for placeholders in comments, too.
QString withoutComments(const QString &sql)
{
    QString result;
    for (const Token &token : tokenize(sql, SqlDialect::SQLite))
        result +=
            token.kind == TokenKind::Comment ? u" "_s : sql.sliced(token.begin, token.end - token.begin);
    return result;
}

// Qt's driver takes an empty QString() for NULL; to us only an empty QVariant is.
QVariant bindable(const QVariant &value)
{
    if (!value.isNull() && value.typeId() == QMetaType::QString && value.toString().isEmpty())
        return u""_s;
    if (!value.isNull() && value.typeId() == QMetaType::QByteArray && value.toByteArray().isEmpty())
        return QByteArray("");
    return value;
}

// Statements without values never reach Qt's own search for placeholders.
bool execute(QSqlQuery &query, const Sql &sql)
{
    QVariantList values;
    const QString text = positional(sql.text, sql.values, &questionMark, &values, SqlDialect::SQLite);
    if (values.isEmpty())
        return query.exec(text);
    if (!query.prepare(withoutComments(text)))
        return false;
    for (const QVariant &value : std::as_const(values))
        query.addBindValue(bindable(value));
    return query.exec();
}

// Qt gives NULL as a null QString; ours is an invalid value.
QVariant detached(const QVariant &value) { return value.isNull() ? QVariant() : value; }

QStringList columnNames(const QSqlRecord &record)
{
    QStringList names;
    for (int i = 0; i < record.count(); ++i)
        names << record.fieldName(i);
    return names;
}

QVariantList rowOf(const QSqlQuery &query, qsizetype columns)
{
    QVariantList row;
    row.reserve(columns);
    for (int i = 0; i < columns; ++i)
        row << detached(query.value(i));
    return row;
}

/// The statement runs on with each row that is asked for.
void handOver(QSqlQuery &query, qsizetype chunk, const Session::RowTaker &take)
{
    Rows part{.columns = columnNames(query.record())};
    bool isWanted = take(Rows(part));
    while (isWanted && query.next()) {
        part.rows << rowOf(query, part.columns.size());
        if (part.size() == chunk)
            isWanted = take({.columns = part.columns, .rows = std::exchange(part.rows, {})});
    }
    if (isWanted && !part.isEmpty())
        take(std::move(part));
}

Rows fetched(QSqlQuery &query)
{
    Rows rows;
    if (!query.isSelect()) {
        rows.affected = query.numRowsAffected();
        return rows;
    }
    rows.columns = columnNames(query.record());
    while (query.next())
        rows.rows << rowOf(query, rows.columns.size());
    return rows;
}

// SQLite would make an empty database where a path has a typing error, so a file must be there unless its URL says
// mode=rwc, as SQLite's own URLs do.
Status checkFile(const Target &target)
{
    const QFileInfo file(target.database);
    if (target.database.isEmpty())
        return failure(sqliteConnectionError(target.database, u"no file is named"_s));
    if (file.isDir())
        return failure(sqliteConnectionError(target.database, u"this is a folder"_s));
    if (!file.exists() && target.options.value(u"mode"_s) != "rwc"_L1)
        return failure(sqliteConnectionError(target.database, u"no such file"_s));
    return {};
}

} // namespace

SqliteSession::SqliteSession(QString path, const SessionOptions &options)
    : m_path(std::move(path))
    , m_connection(nextConnectionName())
    , m_readOnly(options.readOnly)
    , m_sessionLimit(options.statementTimeout)
{}

SqliteSession::~SqliteSession()
{
    if (m_inTransaction)
        rollback();
    QSqlDatabase::removeDatabase(m_connection);
}

Result<std::unique_ptr<Session>> SqliteSession::open(const Target &target, const SessionOptions &options)
{
    LOCKKEEPER_TRY(checkFile(target));
    auto session = std::unique_ptr<SqliteSession>(new SqliteSession(target.database, options));
    LOCKKEEPER_TRY(session->connect(options));
    return session;
}

Status SqliteSession::connect(const SessionOptions &options)
{
    auto database = QSqlDatabase::addDatabase(u"QSQLITE"_s, m_connection);
    database.setDatabaseName(m_path);
    if (!database.open())
        return failure(sqliteConnectionError(m_path, database.lastError().databaseText()));
    LOCKKEEPER_TRY(attach());
    // SQLite opens lazily: only a read finds out whether this is a database.
    m_watch.setLockTimeout(options.connectTimeout);
    if (auto read = run({u"SELECT count(*) FROM sqlite_master"_s}); !read)
        return failure(sqliteConnectionError(m_path, read.error().detail));
    m_watch.setLockTimeout(5s);
    return m_readOnly ? runPlain(u"PRAGMA query_only = ON"_s) : Status();
}

Status SqliteSession::attach()
{
    const auto database = QSqlDatabase::database(m_connection, false);
    const QVariant handle = database.driver()->handle();
    if (qstrcmp(handle.typeName(), "sqlite3*") == 0)
        m_handle = *static_cast<sqlite3 *const *>(handle.constData());
    // A Qt with SQLite built in has structures that our library must not touch.
    QSqlQuery source(u"SELECT sqlite_source_id()"_s, database);
    if (!m_handle || !source.next() || source.value(0).toString() != QLatin1StringView(sqlite3_sourceid()))
        return failure(
            sqliteConnectionError(m_path, u"Qt's driver uses another SQLite library than Lockkeeper"_s));
    m_watch.attach(m_handle);
    return {};
}

Result<Rows> SqliteSession::query(const Sql &sql)
{
    LOCKKEEPER_TRY(transactionIsIntact());
    return run(sql);
}

Result<Rows> SqliteSession::run(const Sql &sql)
{
    QSqlQuery query(QSqlDatabase::database(m_connection, false));
    query.setForwardOnly(true);
    m_watch.start(m_transactionLimit.value_or(m_sessionLimit));
    const bool good = execute(query, sql);
    Rows rows = good ? fetched(query) : Rows();
    const auto end = m_watch.finish();

    if (query.lastError().isValid())
        return failure(sqliteError(query.lastError(), sql.text, end));
    return rows;
}

Status SqliteSession::read(const QString &sql, qsizetype chunk, const RowTaker &take)
{
    LOCKKEEPER_TRY(transactionIsIntact());
    QSqlQuery query(QSqlDatabase::database(m_connection, false));
    query.setForwardOnly(true);
    m_watch.start(m_transactionLimit.value_or(m_sessionLimit));
    if (execute(query, sql))
        handOver(query, chunk, take);
    const auto end = m_watch.finish();
    if (query.lastError().isValid())
        return failure(sqliteError(query.lastError(), sql, end));
    return {};
}

Status SqliteSession::runPlain(const QString &sql)
{
    LOCKKEEPER_TRY(run(sql));
    return {};
}

// SQLite rolls a transaction back by itself when a write in it is interrupted or the disk is full. What follows must
// not run outside of it.
Status SqliteSession::transactionIsIntact() const
{
    if (m_inTransaction && sqlite3_get_autocommit(m_handle) != 0)
        return failure(Errc::StatementFailed, {}, u"the transaction was rolled back by SQLite"_s);
    return {};
}

Status SqliteSession::begin()
{
    letOthersWrite();
    LOCKKEEPER_TRY(run({u"BEGIN IMMEDIATE"_s}));
    m_writeBegan = std::chrono::steady_clock::now();
    m_inTransaction = true;
    return {};
}

// SQLite's write lock has no queue: who polls for it loses against who takes it again at once. A backfill would keep
// the application out for many batches, so it rests for as long as it wrote.
void SqliteSession::letOthersWrite() const
{
    const auto wrote = m_writeEnded - m_writeBegan;
    std::this_thread::sleep_until(m_writeEnded + std::min<std::chrono::nanoseconds>(wrote, longestRest));
}

Status SqliteSession::beginReadOnly()
{
    LOCKKEEPER_TRY(run({u"BEGIN"_s}));
    m_inTransaction = true;
    m_transactionReadsOnly = true;
    return runPlain(u"PRAGMA query_only = ON"_s);
}

Status SqliteSession::commit()
{
    auto committed = transactionIsIntact();
    if (committed)
        committed = runPlain(u"COMMIT"_s);
    // Readers of a database without WAL can keep a commit out; it can't stay open meanwhile.
    if (!committed) {
        rollback();
        return committed;
    }
    endTransaction();
    return {};
}

void SqliteSession::rollback()
{
    if (m_inTransaction && sqlite3_get_autocommit(m_handle) == 0)
        std::ignore = run({u"ROLLBACK"_s});
    endTransaction();
}

void SqliteSession::endTransaction()
{
    if (m_inTransaction && !m_transactionReadsOnly)
        m_writeEnded = std::chrono::steady_clock::now();
    m_inTransaction = false;
    m_transactionLimit.reset();
    if (std::exchange(m_transactionReadsOnly, false) && !m_readOnly)
        std::ignore = run({u"PRAGMA query_only = OFF"_s});
}

Result<Identity> SqliteSession::identity()
{
    const QString canonical = QFileInfo(m_path).canonicalFilePath();
    if (canonical.isEmpty())
        return failure(Errc::ConnectionLost, {{u"target"_s, m_path}}, u"the file is gone"_s);
    const auto version = query({u"SELECT sqlite_version()"_s});
    LOCKKEEPER_TRY(version);
    return Identity{.engine = u"sqlite"_s,
                    .cluster = u"file"_s,
                    .database = canonical,
                    .user = {},
                    .version = version->scalar().toString(),
                    .versionNumber = sqlite3_libversion_number(),
                    .readOnly = m_readOnly || sqlite3_db_readonly(m_handle, "main") == 1};
}

Status SqliteSession::setStatementTimeout(std::chrono::milliseconds limit)
{
    (m_inTransaction ? m_transactionLimit.emplace() : m_sessionLimit) = limit;
    return {};
}

} // namespace lockkeeper
