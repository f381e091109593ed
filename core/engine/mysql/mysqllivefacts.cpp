// SPDX-FileCopyrightText: 2026 Lockkeeper contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/engine/mysql/mysqllivefacts.h"

#include "core/engine/activity.h"
#include "core/engine/mysql/mysqlsession.h"
#include "core/sql/lexer.h"
#include "core/sql/parser.h"

#include <algorithm>
#include <thread>

namespace lockkeeper {

using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

namespace {

constexpr int mostCounted = 100'000;

/// What a script of @p text leaves behind.
void applyTo(lint::Schema &schema, SqlDialect dialect, const std::string &text)
{
    const LexOptions options{.dialect = dialect};
    const Script script = split(text, options);
    for (const Piece &piece : script.pieces) {
        if (piece.kind == PieceKind::Statement)
            schema.apply(sql::parse(text, script, piece, options));
    }
}

} // namespace

Result<lint::LiveFacts> MySqlLiveFacts::read(const lint::ObjectNames &names,
                                             std::chrono::milliseconds watched)
{
    LOCKKEEPER_TRY(findTables(names));
    LOCKKEEPER_TRY(readTables());
    LOCKKEEPER_TRY(readViews());
    LOCKKEEPER_TRY(readTriggers());
    LOCKKEEPER_TRY(readFigures());
    LOCKKEEPER_TRY(readServer());
    LOCKKEEPER_TRY(countWrites(watched));
    return m_facts;
}

Result<Rows> MySqlLiveFacts::ask(const Sql &sql)
{
    auto rows = m_session.query(sql);
    if (rows || rows.error().isConnectionGone() || rows.error().code == Errc::Cancelled)
        return rows;
    return Rows();
}

/// The named ones, and both ends of their foreign keys.
Status MySqlLiveFacts::findTables(const lint::ObjectNames &names)
{
    const auto own = m_session.query(u"SELECT DATABASE()"_s);
    LOCKKEEPER_TRY(own);
    const auto add = [this](const QString &name) {
        if (!name.isEmpty() && !m_names.contains(name))
            m_names << name;
    };
    for (const auto &[schema, name] : names) {
        const bool isOurs = schema.empty() || QString::fromStdString(schema) == own->scalar().toString();
        if (!isOurs)
            continue;
        add(QString::fromStdString(name));
        m_asked.insert(QString::fromStdString(name));
    }
    const QStringList named = m_names;
    for (const QString &name : named) {
        const auto ends = ask(
            {u"SELECT TABLE_NAME AS child, REFERENCED_TABLE_NAME AS parent"
             " FROM information_schema.REFERENTIAL_CONSTRAINTS WHERE CONSTRAINT_SCHEMA = DATABASE()"
             " AND UNIQUE_CONSTRAINT_SCHEMA = DATABASE() AND (TABLE_NAME = :name OR REFERENCED_TABLE_NAME = :name)"_s,
             {{u"name"_s, name}}});
        LOCKKEEPER_TRY(ends);
        for (qsizetype row = 0; row < ends->size(); ++row) {
            add(ends->at(row, u"child").toString());
            add(ends->at(row, u"parent").toString());
        }
    }
    return {};
}

Status MySqlLiveFacts::readTables()
{
    const SqlDialect dialect = m_session.isMariaDb() ? SqlDialect::MariaDB : SqlDialect::MySQL;
    lint::Schema schema(dialect);
    QStringList unread;
    for (const QString &name : std::as_const(m_names)) {
        const auto rows = ask(u"SHOW CREATE TABLE "_s + m_session.dialect().quoted(name));
        LOCKKEEPER_TRY(rows);
        const QString text = rows->at(0, u"Create Table").toString();
        if (text.isEmpty()) // a view, or nothing
            continue;
        applyTo(schema, dialect, text.toStdString());
        if (!schema.table(name.toStdString()))
            unread << name;
    }
    m_facts = schema.asLive();
    for (const QString &name : std::as_const(unread)) // it is there, and that is all that is known
        m_facts.tables.push_back({.name = name.toStdString()});
    return {};
}

Status MySqlLiveFacts::readViews()
{
    const auto rows = ask(u"SELECT TABLE_NAME AS name, VIEW_DEFINITION AS definition"
                          " FROM information_schema.VIEWS WHERE TABLE_SCHEMA = DATABASE()"_s);
    LOCKKEEPER_TRY(rows);
    for (qsizetype row = 0; row < rows->size(); ++row) {
        const QString name = rows->at(row, u"name").toString();
        const QString definition = rows->at(row, u"definition").toString();
        lint::LiveFacts::View view{.name = name.toStdString(), .uses = {}};
        for (lint::TableFacts &table : m_facts.tables) {
            if (!definition.contains(m_session.dialect().quoted(QString::fromStdString(table.name))))
                continue;
            view.uses.push_back(table.name);
            table.dependents.push_back(view.name);
        }
        if (!view.uses.empty() || m_asked.contains(name))
            m_facts.views.push_back(std::move(view));
    }
    return {};
}

Status MySqlLiveFacts::readTriggers()
{
    const auto rows = ask(u"SELECT TRIGGER_NAME AS name, EVENT_OBJECT_TABLE AS on_table"
                          " FROM information_schema.TRIGGERS WHERE TRIGGER_SCHEMA = DATABASE()"_s);
    LOCKKEEPER_TRY(rows);
    for (qsizetype row = 0; row < rows->size(); ++row) {
        if (lint::TableFacts *of = table(rows->at(row, u"on_table").toString()))
            of->dependents.push_back(rows->at(row, u"name").toString().toStdString());
    }
    return {};
}

Status MySqlLiveFacts::readFigures()
{
    for (lint::TableFacts &table : m_facts.tables) {
        const QString name = QString::fromStdString(table.name);
        const auto figures = ask(
            {u"SELECT TABLE_ROWS AS estimated, DATA_LENGTH + INDEX_LENGTH AS bytes, LOWER(ENGINE) AS engine,"
             " LOWER(ROW_FORMAT) AS format FROM information_schema.TABLES"
             " WHERE TABLE_SCHEMA = DATABASE() AND TABLE_NAME = :name"_s,
             {{u"name"_s, name}}});
        LOCKKEEPER_TRY(figures);
        if (figures->isEmpty())
            continue;
        table.engine = figures->at(0, u"engine").toString().toStdString();
        table.rowFormat = figures->at(0, u"format").toString().toStdString();
        table.bytes = figures->at(0, u"bytes").toLongLong();
        if (!m_asked.contains(name))
            continue;
        const auto counted = ask(u"SELECT COUNT(*) FROM (SELECT 1 FROM %1 LIMIT %2) counted"_s.arg(
            m_session.dialect().quoted(name), QString::number(mostCounted + 1)));
        LOCKKEEPER_TRY(counted);
        if (counted->isEmpty())
            continue;
        const qint64 rows = counted->scalar().toLongLong();
        table.rows = rows <= mostCounted ? rows : std::max(rows, figures->at(0, u"estimated").toLongLong());
        if (m_session.isMariaDb())
            continue;
        const auto versions = ask({u"SELECT TOTAL_ROW_VERSIONS FROM information_schema.INNODB_TABLES"
                                   " WHERE NAME = CONCAT(DATABASE(), '/', :name)"_s,
                                   {{u"name"_s, name}}});
        LOCKKEEPER_TRY(versions);
        if (!versions->isEmpty())
            table.rowVersions = versions->scalar().toInt();
    }
    return {};
}

Status MySqlLiveFacts::readServer()
{
    const auto settings = ask(u"SHOW GLOBAL VARIABLES WHERE Variable_name IN ('binlog_format', 'sql_mode',"
                              " 'innodb_strict_mode', 'log_bin', 'foreign_key_checks')"_s);
    LOCKKEEPER_TRY(settings);
    for (const QVariantList &row : settings->rows)
        m_facts.settings[row[0].toString().toLower().toStdString()] = row[1].toString().toStdString();
    const auto sample = m_session.activity().sample();
    if (!sample)
        return sample.error().isConnectionGone() ? Status(failure(sample.error())) : Status();
    if (sample->coverage.transactions)
        m_facts.oldestTransactionSeconds = double(sample->oldestTransaction.count()) / 1000;
    for (const ReplicaLag &replica : sample->replicas)
        m_facts.subscribers.push_back(replica.name.toStdString());
    return {};
}

Result<QMap<QString, qint64>> MySqlLiveFacts::writesNow()
{
    const auto rows =
        ask(u"SELECT OBJECT_NAME AS name, COUNT_WRITE AS writes"
            " FROM performance_schema.table_io_waits_summary_by_table WHERE OBJECT_SCHEMA = DATABASE()"_s);
    LOCKKEEPER_TRY(rows);
    QMap<QString, qint64> writes;
    for (qsizetype row = 0; row < rows->size(); ++row)
        writes.insert(rows->at(row, u"name").toString(), rows->at(row, u"writes").toLongLong());
    return writes;
}

/// Two looks at the counters, rounded up; a table that nobody has touched since the start has none yet.
Status MySqlLiveFacts::countWrites(std::chrono::milliseconds watched)
{
    if (watched <= 0ms || m_facts.tables.empty())
        return {};
    const auto before = writesNow();
    LOCKKEEPER_TRY(before);
    const auto since = std::chrono::steady_clock::now();
    std::this_thread::sleep_for(watched);
    const auto after = writesNow();
    LOCKKEEPER_TRY(after);
    const double seconds = std::chrono::duration<double>(std::chrono::steady_clock::now() - since).count();
    for (lint::TableFacts &table : m_facts.tables) {
        const QString name = QString::fromStdString(table.name);
        if (after->contains(name))
            table.writesPerSecond = double(after->value(name) - before->value(name) + 1) / seconds;
    }
    return {};
}

lint::TableFacts *MySqlLiveFacts::table(const QString &name)
{
    const auto found = std::ranges::find(m_facts.tables, name.toStdString(), &lint::TableFacts::name);
    return found == m_facts.tables.end() ? nullptr : &*found;
}

} // namespace lockkeeper
