// SPDX-FileCopyrightText: 2026 Lockkeeper contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/live/mysqloracle.h"

#include "core/sql/parser.h"

#include <QFile>
#include <QFileInfo>
#include <QRegularExpression>
#include <QSqlError>
#include <QSqlQuery>

using namespace Qt::StringLiterals;

namespace lockkeeper {

namespace {

using lint::Algorithm;
using lint::TableLock;

template<typename Visit>
void eachStatement(const std::string &text, const LexOptions &options, const Visit &visit)
{
    const Script script = split(text, options);
    for (const Piece &piece : script.pieces)
        visit(sql::parseMySql(text, script, piece, options));
}

QString firstMatch(const QString &pattern, const QString &text)
{
    return QRegularExpression(pattern).match(text).captured(1);
}

/// MariaDB's DROP INDEX has no clauses, but the same as an ALTER TABLE has.
QString asAlter(const QString &statement)
{
    static const QRegularExpression drop(u"^DROP INDEX (\\w+) ON (\\w+)$"_s);
    QString altered = statement;
    return altered.replace(drop, u"ALTER TABLE \\2 DROP INDEX \\1"_s);
}

QString withClauses(const QString &statement, QStringList clauses)
{
    clauses.removeAll(QString());
    if (statement.startsWith(u"CREATE"_s))
        return statement + u' ' + clauses.join(u' ');
    // In front, because ORDER BY and the partitions' clauses want to be last.
    const bool isByPartition = statement.contains(u"PARTITION BY"_s) || statement.contains(u"REMOVE PART"_s);
    const QString table = firstMatch(u"^ALTER TABLE (\\w+) "_s, statement);
    const QString rest = statement.sliced(u"ALTER TABLE  "_s.size() + table.size());
    return u"ALTER TABLE "_s + table + u' ' + clauses.join(u", "_s) + (isByPartition ? u" "_s : u", "_s)
           + rest;
}

QString nameIn(std::string_view name) { return QString::fromUtf8(name.data(), qsizetype(name.size())); }

} // namespace

QStringList oracleStatements(const QString &file)
{
    QFile source(u"%1/%2"_s.arg(QStringLiteral(LOCKKEEPER_ORACLE_DIR), file));
    if (!source.open(QIODevice::ReadOnly))
        qFatal("%s: %s", qPrintable(source.fileName()), qPrintable(source.errorString()));
    static const QRegularExpression comments(u"^--.*$"_s, QRegularExpression::MultilineOption);
    QStringList statements;
    for (const QString &piece : QString::fromUtf8(source.readAll()).remove(comments).split(u";\n"_s)) {
        if (!piece.trimmed().isEmpty())
            statements.append(piece.trimmed());
    }
    return statements;
}

MySqlOracle::MySqlOracle(const MySqlServer &server, SqlDialect dialect)
    : m_dialect(dialect), m_database(QSqlDatabase::addDatabase(u"QMYSQL"_s, u"oracle"_s))
{
    m_database.setConnectOptions(u"UNIX_SOCKET="_s + server.socket());
    m_database.setUserName(u"root"_s);
    if (!m_database.open())
        qFatal("%s", qPrintable(m_database.lastError().text()));
    for (const QString &statement : {u"CREATE DATABASE o CHARACTER SET utf8mb4"_s, u"USE o"_s}) {
        if (!run(statement))
            qFatal("%s", qPrintable(m_error));
    }
    QSqlQuery version(u"SELECT VERSION()"_s, m_database);
    m_version = version.next() ? version.value(0).toString() : QString();
    for (const QString &statement : oracleStatements(u"mysql-tables.sql"_s)) {
        const QString table = firstMatch(u"^(?:CREATE TABLE|INSERT INTO) (\\w+)"_s, statement);
        if (!m_order.contains(table))
            m_order.append(table);
        m_tables[table].append(statement);
    }
    makeAnew(m_order.join(u' '));
}

QString MySqlOracle::fastFolder()
{
    const QFileInfo memory(u"/dev/shm"_s);
    return memory.isDir() && memory.isWritable() ? memory.filePath() : QString();
}

bool MySqlOracle::run(const QString &statement)
{
    QSqlQuery query(m_database);
    const bool isDone = query.exec(statement);
    m_error = isDone ? QString() : query.lastError().databaseText();
    return isDone;
}

void MySqlOracle::makeAnew(const QString &statement)
{
    static const QStringList family{u"parent"_s, u"child"_s, u"heir"_s};
    QStringList needed;
    for (const QString &table : std::as_const(m_order)) {
        if (statement.contains(QRegularExpression(u"\\b%1\\b"_s.arg(table))))
            needed.append(table);
    }
    const auto isFamily = [](const QString &name) { return family.contains(name); };
    if (std::ranges::any_of(needed, isFamily)) {
        needed.removeIf(isFamily);
        needed += family;
    }
    run(u"SET foreign_key_checks = 0"_s);
    // All of them first: a child that stays behind knows its parent's columns by name.
    run(u"DROP TABLE IF EXISTS t2, "_s + needed.join(u", "_s));
    for (const QString &table : std::as_const(needed)) {
        for (const QString &making : std::as_const(m_tables)[table]) {
            if (!run(making))
                qFatal("%s: %s", qPrintable(making), qPrintable(m_error));
        }
    }
    run(u"SET foreign_key_checks = %1"_s.arg(m_session.checksForeignKeys ? 1 : 0));
}

/// A table that is written anew gets another number; so do its partitions.
QString MySqlOracle::tableIds(const QString &table)
{
    const QString catalog = m_dialect == SqlDialect::MySQL ? u"innodb_tables"_s : u"innodb_sys_tables"_s;
    QSqlQuery query(m_database);
    if (!query.exec(
            u"SELECT GROUP_CONCAT(table_id ORDER BY table_id) FROM information_schema.%1 WHERE name = 'o/%2'"
            " OR name LIKE 'o/%2#p%'"_s.arg(catalog, table))
        || !query.next())
        return {};
    return query.value(0).toString();
}

void MySqlOracle::askClauses(const QString &statement, Answer &answer)
{
    const QString alter = asAlter(statement);
    makeAnew(alter);
    for (const Algorithm algorithm :
         {Algorithm::Instant, Algorithm::NoCopy, Algorithm::Inplace, Algorithm::Copy}) {
        const bool isKnown = algorithm != Algorithm::NoCopy || m_dialect == SqlDialect::MariaDB;
        if (isKnown && run(withClauses(alter, {u"ALGORITHM="_s + nameIn(nameOf(algorithm))}))) {
            answer.algorithm = algorithm;
            break;
        }
    }
    if (!answer.algorithm)
        return;
    // MySQL: INSTANT and a LOCK can't both be written.
    const bool isSilent = m_dialect == SqlDialect::MySQL && answer.algorithm == Algorithm::Instant;
    const QString algorithm = isSilent ? QString() : u"ALGORITHM="_s + nameIn(nameOf(*answer.algorithm));
    makeAnew(alter);
    for (const TableLock lock : {TableLock::None, TableLock::Shared, TableLock::Exclusive}) {
        if (run(withClauses(alter, {algorithm, u"LOCK="_s + nameIn(nameOf(lock))}))) {
            answer.lock = lock;
            return;
        }
    }
}

MySqlOracle::Answer MySqlOracle::ask(const QString &statement)
{
    Answer answer;
    makeAnew(statement);
    const QString table =
        firstMatch(u"^(?:ALTER TABLE|(?:CREATE|DROP).* INDEX .*ON|OPTIMIZE TABLE) (\\w+)"_s, statement);
    const QString before = tableIds(table);
    answer.fails = !run(statement);
    answer.error = m_error;
    if (answer.fails)
        return answer;
    const QString after = tableIds(table);
    if (!before.isEmpty() && !after.isEmpty() && !statement.contains(u"PARTITION "_s))
        answer.rewrites = before != after;
    static const QRegularExpression clauses(u"^(ALTER TABLE|CREATE [A-Z ]*INDEX|DROP INDEX)"_s);
    if (statement.contains(clauses) && !statement.contains(u"ALGORITHM="_s)
        && !statement.contains(u"LOCK="_s))
        askClauses(statement, answer);
    return answer;
}

lint::Effects MySqlOracle::claim(const QString &statement) const
{
    LexOptions options{.dialect = m_dialect, .version = *serverVersionFromText(m_version.toStdString())};
    lint::Schema schema(m_dialect);
    for (const QStringList &making : m_tables) {
        for (const QString &sql : making)
            eachStatement(sql.toStdString(), options,
                          [&](const sql::Statement &tree) { schema.apply(tree); });
    }
    lint::Effects effects;
    eachStatement(statement.toStdString(), options, [&](const sql::Statement &tree) {
        if (tree.as<sql::SyntaxError>())
            effects.fails = true;
        else
            effects = effectsOf(tree, schema, m_dialect, options.version, m_session);
    });
    return effects;
}

} // namespace lockkeeper
