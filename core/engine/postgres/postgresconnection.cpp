// SPDX-FileCopyrightText: 2026 Lockkeeper contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/engine/postgres/postgresconnection.h"

#include "core/engine/postgres/connectcause.h"
#include "core/engine/postgres/libpqloader.h"
#include "core/sql/tokens.h"

#include <QHash>

#include <mutex>

#include <pqxx/pqxx>

using namespace Qt::StringLiterals;

namespace lockkeeper {

namespace {

// Types of result columns that arrive as something else than text (pg_type.dat; these never change).
enum TypeOid : pqxx::oid { BoolOid = 16, BigintOid = 20, SmallintOid = 21, IntegerOid = 23, OidOid = 26 };

constexpr qsizetype longestStatement = 2000;

QString conninfoValue(QString value)
{
    value.replace(u'\\', u"\\\\"_s).replace(u'\'', u"\\'"_s);
    return u'\'' + value + u'\'';
}

/// Every value is quoted, so that a database called `a' host='evil` is only a database with an odd name.
/// What isn't named here, libpq takes from PG* variables, the service file and ~/.pgpass by itself.
QString conninfo(const Target &target, const SessionOptions &options)
{
    const auto seconds = std::chrono::ceil<std::chrono::seconds>(options.connectTimeout).count();
    QMap<QString, QString> parts = target.options;
    const auto set = [&parts](const QString &name, const QString &value) {
        if (!value.isEmpty())
            parts.insert(name, value);
    };
    set(u"host"_s, target.host);
    set(u"port"_s, target.port > 0 ? QString::number(target.port) : QString());
    set(u"user"_s, target.user);
    set(u"password"_s, target.password.reveal());
    set(u"dbname"_s, target.database);
    set(u"application_name"_s, options.application);
    set(u"client_encoding"_s, u"UTF8"_s);
    set(u"connect_timeout"_s, QString::number(qMax<qint64>(seconds, 2)));
    // A peer that vanished without a word is noticed in about a minute, not in two hours.
    set(u"keepalives_idle"_s, u"30"_s);
    set(u"keepalives_interval"_s, u"10"_s);
    set(u"keepalives_count"_s, u"3"_s);

    QStringList words;
    for (auto part = parts.cbegin(); part != parts.cend(); ++part)
        words.append(part.key() + u'=' + conninfoValue(part.value()));
    return words.join(u' ');
}

/// One round trip for everything the session relies on.
/// Time zone and styles are ours, not the server's: keys and evidence travel as text, and the dual-write triggers
/// use the same zone, so that an expression like `created_at::date` has one value whoever computes it.
QString preamble(const SessionOptions &options)
{
    QList<std::pair<QString, QString>> settings{
        {u"TimeZone"_s, u"UTC"_s},
        {u"DateStyle"_s, u"ISO, YMD"_s},
        {u"IntervalStyle"_s, u"postgres"_s},
        {u"extra_float_digits"_s, u"1"_s},
        {u"statement_timeout"_s, QString::number(options.statementTimeout.count())},
        // Should this program freeze inside a transaction, its locks must not outlive the minute.
        {u"idle_in_transaction_session_timeout"_s, u"60s"_s},
    };
    // Never off: a database that is read-only by default was made so by somebody, or by a disk that is full.
    if (options.readOnly)
        settings.append({u"default_transaction_read_only"_s, u"on"_s});
    QStringList calls;
    for (const auto &[name, value] : settings)
        calls.append(u"set_config('%1', '%2', false)"_s.arg(name, value));
    return u"SELECT "_s + calls.join(u", "_s);
}

Errc codeOf(const QString &sqlstate)
{
    static const QHash<QString, Errc> codes{
        {u"55P03"_s, Errc::LockTimeout},
        {u"40P01"_s, Errc::Deadlock},
        {u"40001"_s, Errc::SerializationFailure},
        {u"40003"_s, Errc::InDoubt},
        {u"57014"_s, Errc::StatementTimeout},
        {u"42501"_s, Errc::MissingPrivilege},
        {u"25006"_s, Errc::ReadOnlyServer},
        {u"25P03"_s, Errc::ConnectionLost}, // idle_in_transaction_session_timeout
        {u"57P01"_s, Errc::ConnectionLost},
        {u"57P02"_s, Errc::ConnectionLost},
        {u"57P03"_s, Errc::ConnectionLost},
        {u"57P05"_s, Errc::ConnectionLost},
    };
    if (sqlstate.startsWith("08"_L1))
        return Errc::ConnectionLost;
    return codes.value(sqlstate, Errc::StatementFailed);
}

/// The server's words without the "ERROR:  " that every one of them starts with.
QString serverWords(const std::exception &exception)
{
    QString words = QString::fromUtf8(exception.what()).trimmed();
    for (const auto prefix : {"ERROR:  "_L1, "FATAL:  "_L1}) {
        if (words.startsWith(prefix))
            words.remove(0, prefix.size());
    }
    return redacted(words);
}

Error errorFrom(const std::exception &exception, const QString &statement)
{
    Error error;
    error.detail = serverWords(exception);
    error.statement = redacted(statement).left(longestStatement);
    if (const auto *failed = dynamic_cast<const pqxx::sql_error *>(&exception)) {
        error.sqlstate = QString::fromStdString(failed->sqlstate());
        error.code = codeOf(error.sqlstate);
    } else if (dynamic_cast<const pqxx::in_doubt_error *>(&exception)) {
        error.code = Errc::InDoubt;
    } else if (dynamic_cast<const pqxx::broken_connection *>(&exception)) {
        error.code = Errc::ConnectionLost;
    }
    return error;
}

QVariant valueOf(const pqxx::field &field)
{
    if (field.is_null())
        return {};
    switch (field.type()) {
    case BoolOid:
        return field.view() == "t";
    case BigintOid:
    case SmallintOid:
    case IntegerOid:
    case OidOid:
        return QVariant::fromValue(field.as<qlonglong>());
    default:
        return QString::fromUtf8(field.view());
    }
}

Rows rowsFrom(const pqxx::result &result)
{
    Rows rows;
    for (pqxx::row_size_type column = 0; column < result.columns(); ++column)
        rows.columns.append(QString::fromUtf8(result.column_name(column)));
    rows.rows.reserve(result.size());
    for (const auto &row : result) {
        QVariantList values;
        values.reserve(row.size());
        for (const auto &field : row)
            values.append(valueOf(field));
        rows.rows.append(std::move(values));
    }
    if (result.columns() == 0)
        rows.affected = static_cast<qint64>(result.affected_rows());
    return rows;
}

/// Everything travels as text of unknown type: the server reads it as what the statement needs there.
pqxx::params parametersFrom(const QVariantList &values)
{
    pqxx::params parameters;
    for (const QVariant &value : values) {
        if (!value.isValid() || value.isNull())
            parameters.append();
        else if (value.typeId() == QMetaType::QByteArray)
            parameters.append("\\x" + value.toByteArray().toHex().toStdString());
        else
            parameters.append(value.toString().toStdString());
    }
    return parameters;
}

QString placeholder(int position) { return u'$' + QString::number(position); }

} // namespace

struct PostgresConnection::Private
{
    explicit Private(const QString &how) : connection(how.toStdString())
    {
        connection.set_notice_handler([](pqxx::zview) {}); // else libpq prints them on stderr
    }

    pqxx::connection connection;
    std::mutex guard; // held by cancel() while its request travels, and where a statement starts or ends
    bool running = false;
    bool cancelled = false;
};

namespace {

/// Tells cancel() that there is something to cancel. Ending waits for a request under way, so that it can't hit the
/// next statement.
template<typename Private>
class Running
{
public:
    explicit Running(Private &connection) : m_connection(connection)
    {
        const std::scoped_lock lock(m_connection.guard);
        m_connection.running = true;
        m_connection.cancelled = false;
    }
    ~Running() { end(); }
    Running(const Running &) = delete;
    Running &operator=(const Running &) = delete;

    bool end()
    {
        const std::scoped_lock lock(m_connection.guard);
        m_connection.running = false;
        return m_connection.cancelled;
    }

private:
    Private &m_connection;
};

} // namespace

PostgresConnection::PostgresConnection(std::unique_ptr<Private> connection) : d(std::move(connection)) {}

PostgresConnection::~PostgresConnection() = default;

Result<std::unique_ptr<PostgresConnection>> PostgresConnection::open(const Target &target,
                                                                     const SessionOptions &options)
{
    std::unique_ptr<PostgresConnection> connection;
    try {
        loadLibpq();
        connection.reset(new PostgresConnection(std::make_unique<Private>(conninfo(target, options))));
    } catch (const std::exception &exception) {
        const QString words = serverWords(exception);
        return failure(Errc::ConnectionFailed,
                       {{u"target"_s, target.display()}, {u"cause"_s, connectCause(words)}}, words);
    }
    LOCKKEEPER_TRY(connection->run(preamble(options)));
    return connection;
}

Result<Rows> PostgresConnection::run(const Sql &sql)
{
    QVariantList order;
    const QString text = positional(sql.text, sql.values, placeholder, &order);
    Running running(*d);
    try {
        pqxx::nontransaction work(d->connection);
        const std::string bytes = text.toStdString();
        return rowsFrom(order.isEmpty() ? work.exec(bytes) : work.exec(bytes, parametersFrom(order)));
    } catch (const std::exception &exception) {
        Error error = errorFrom(exception, sql.text);
        // 57014 is both. Our own cancel() is known; another's pg_cancel_backend() only says so in words.
        const bool cancelled = running.end() || error.detail.contains("user request"_L1);
        if (error.code == Errc::StatementTimeout && cancelled)
            error.code = Errc::Cancelled;
        if (!d->connection.is_open())
            error.code = Errc::ConnectionLost;
        return failure(std::move(error));
    }
}

void PostgresConnection::cancel()
{
    const std::scoped_lock lock(d->guard);
    if (!d->running)
        return;
    d->cancelled = true;
    try {
        d->connection.cancel_query();
    } catch (const std::exception &) { // NOLINT(bugprone-empty-catch)
        // The statement ended by itself, or the server is out of reach: run() finds out which.
    }
}

bool PostgresConnection::isOpen() const { return d->connection.is_open(); }

int PostgresConnection::serverVersion() const { return d->connection.server_version(); }

int PostgresConnection::processId() const { return d->connection.backendpid(); }

} // namespace lockkeeper
