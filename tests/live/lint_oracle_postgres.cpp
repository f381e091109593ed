// SPDX-FileCopyrightText: 2026 Lockkeeper contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/lint/namedobjects.h"
#include "core/lint/schema.h"
#include "core/sql/parser.h"
#include "tests/live/lint_oracle_seen.h"
#include "tests/live/postgres_world.h"

#include <thread>

using namespace lockkeeper;
using namespace Qt::StringLiterals;

namespace {

/// The fixture's relations as they are before a statement, for whoever looks afterwards.
const auto remember =
    u"CREATE TABLE oracle.before AS"
    " SELECT c.oid, c.relname::text AS name, c.relkind::text AS kind, c.relfilenode AS file,"
    " c.relispartition AS part, coalesce(t.relname, s.relname, '')::text AS of"
    " FROM pg_class c LEFT JOIN pg_index i ON i.indexrelid = c.oid"
    " LEFT JOIN pg_class t ON t.oid = i.indrelid"
    " LEFT JOIN pg_depend d ON d.objid = c.oid AND d.classid = 'pg_class'::regclass"
    " AND d.refclassid = 'pg_class'::regclass AND d.deptype IN ('a', 'i') AND c.relkind = 'S'"
    " LEFT JOIN pg_class s ON s.oid = d.refobjid"
    " WHERE c.relnamespace = 'public'::regnamespace"_s;

/// Locks of the process :pid, asked for or held.
const auto locksOf = u"SELECT b.name, l.mode FROM pg_locks l JOIN oracle.before b ON b.oid = l.relation"
                     " WHERE l.locktype = 'relation' AND l.pid = :pid"_s;

const auto rewritten = u"SELECT DISTINCT b.name FROM oracle.before b JOIN pg_class c ON c.oid = b.oid"
                       " OR (c.relname = b.name AND c.relnamespace = 'public'::regnamespace)"
                       " WHERE b.file <> c.relfilenode"_s;

/// Tables with an index whose file is a new one.
const auto built = u"SELECT DISTINCT b.name FROM pg_index i JOIN oracle.before b ON b.oid = i.indrelid"
                   " JOIN pg_class c ON c.oid = i.indexrelid WHERE c.relfilenode <> 0"
                   " AND NOT EXISTS (SELECT FROM oracle.before o WHERE o.file = c.relfilenode)"_s;

const auto scanned = u"SELECT b.name FROM pg_stat_xact_all_tables t JOIN oracle.before b ON b.oid = t.relid"
                     " WHERE t.seq_scan > 0"_s;

std::set<std::string> names(Session &session, const QString &sql)
{
    std::set<std::string> all;
    for (const QVariantList &row : run(session, sql).rows)
        all.insert(row[0].toString().toStdString());
    return all;
}

std::vector<sql::Statement> parsed(const std::string &text, const LexOptions &options, QStringList *texts)
{
    const Script script = split(text, options);
    std::vector<sql::Statement> statements;
    statements.reserve(script.pieces.size());
    for (const Piece &piece : script.pieces) {
        statements.push_back(sql::parsePostgres(text, script, piece, options));
        texts->append(
            QString::fromStdString(text.substr(size_t(piece.span.begin), size_t(piece.span.size()))));
    }
    return statements;
}

} // namespace

/// Every claim of the model, held against a real server.
class LintOraclePostgresTest : public QObject
{
    Q_OBJECT

private slots:
    void initTestCase();
    void cleanupTestCase() { PostgresWorld::stopServer(); }

    void inATransaction_data();
    void inATransaction();
    void alone_data();
    void alone();

private:
    void fill();
    void learn(const std::vector<sql::Statement> &statements);
    void readCatalog();
    static void addTypesAndViews(lint::Schema &schema, const std::vector<sql::Statement> &statements);
    OracleSeen observe(const OracleCase &asked);
    OracleSeen observeAlone(const OracleCase &asked);
    void locks(Session &session, const QVariant &process, OracleSeen *seen);
    void compare(const OracleCase &asked, const OracleSeen &seen);

    LexOptions m_options;
    std::optional<PostgresWorld> m_world;
    std::unique_ptr<Session> m_session;
    QStringList m_fixture;
    OracleRelations m_relations;
    std::vector<lint::LiveFacts> m_facts;
    std::vector<lint::Schema> m_schemas; ///< by the script that made the database, and by its catalog
};

void LintOraclePostgresTest::initTestCase()
{
    fill();
    const QString version = scalar(*m_session, u"SHOW server_version"_s).toString();
    m_options.version = serverVersionFromText(version.toStdString()).value_or(ServerVersion{17});
    m_fixture.clear();
    const std::vector<sql::Statement> statements = parsed(postgresFixture, m_options, &m_fixture);
    learn(statements);
    readCatalog();
    for (const lint::LiveFacts &facts : m_facts)
        addTypesAndViews(m_schemas.emplace_back(SqlDialect::PostgreSQL, &facts), statements);
    for (const QVariantList &row :
         run(*m_session, u"SELECT name, kind, of, part FROM oracle.before"_s).rows) {
        m_relations[row[0].toString().toStdString()] = {row[1].toString()[0].toLatin1(),
                                                        row[2].toString().toStdString(), row[3].toBool()};
    }
}

void LintOraclePostgresTest::fill()
{
    m_session.reset();
    m_world.emplace();
    m_session = m_world->session();
    if (m_fixture.isEmpty())
        parsed(postgresFixture, m_options, &m_fixture);
    run(*m_session, m_fixture);
    run(*m_session, u"CREATE SCHEMA oracle"_s);
    run(*m_session, remember);
}

/// The schema as the live database would tell it: everything is there already, nothing is new.
void LintOraclePostgresTest::learn(const std::vector<sql::Statement> &statements)
{
    lint::Schema script(SqlDialect::PostgreSQL);
    for (const sql::Statement &statement : statements)
        script.apply(statement);
    lint::LiveFacts facts;
    for (const lint::TableFacts *table : script.tables()) {
        facts.tables.push_back(*table);
        facts.tables.back().createdHere = false;
        facts.tables.back().rows = 100;
    }
    facts.volatility = {{"lucky", 'v'}, {"seven", 'i'}};
    m_facts.push_back(std::move(facts));
}

/// The same as it is really told.
void LintOraclePostgresTest::readCatalog()
{
    auto facts = m_session->catalog().liveFacts(
        lint::objectsNamedIn(postgresFixture, SqlDialect::PostgreSQL, m_options.version),
        std::chrono::milliseconds(0));
    VERIFY_OK(facts);
    QVERIFY(facts->tables.size() >= m_facts.front().tables.size());
    for (lint::TableFacts &table : facts->tables)
        table.rows = 100;
    m_facts.push_back(std::move(*facts));
}

/// Enumerations and the types below domains no facts tell.
void LintOraclePostgresTest::addTypesAndViews(lint::Schema &schema,
                                              const std::vector<sql::Statement> &statements)
{
    for (const sql::Statement &statement : statements) {
        const auto *create = statement.as<sql::Create>();
        if (statement.as<sql::CreateType>() || statement.as<sql::AlterType>()) {
            schema.apply(statement);
        } else if (create && create->object != sql::ObjectKind::Policy) {
            sql::Statement earlier = statement;
            std::get<sql::Create>(earlier.node).orReplace = true; // it was there before the script
            schema.apply(earlier);
        }
    }
}

void LintOraclePostgresTest::locks(Session &session, const QVariant &process, OracleSeen *seen)
{
    const auto rows = session.query({locksOf, {{u"pid"_s, process}}});
    VERIFY_OK(rows);
    for (const QVariantList &row : rows->rows) {
        lint::LockMode &mode = seen->locks[row[0].toString().toStdString()];
        mode = std::max(mode, lockModeFromCatalog(row[1].toString()));
    }
}

OracleSeen LintOraclePostgresTest::observe(const OracleCase &asked)
{
    OracleSeen seen;
    const QVariant process = scalar(*m_session, u"SELECT pg_backend_pid()"_s);
    // What earlier statements counted would be taken for this one's.
    run(*m_session, u"SELECT pg_stat_force_next_flush()"_s);
    run(*m_session, u"BEGIN"_s);
    seen.wasRefused = !m_session->query(QString::fromUtf8(asked.sql));
    if (!seen.wasRefused) {
        seen.scans = names(*m_session, scanned);
        locks(*m_session, process, &seen);
        seen.rewrites = names(*m_session, rewritten);
        seen.builds = names(*m_session, built);
    }
    run(*m_session, u"ROLLBACK"_s);
    return seen;
}

OracleSeen LintOraclePostgresTest::observeAlone(const OracleCase &asked)
{
    OracleSeen seen;
    seen.isPartial = true;
    QStringList tables;
    for (const auto &[name, relation] : m_relations) {
        if (relation.kind == 'r' || relation.kind == 'p')
            tables.append(QString::fromStdString(name));
    }
    const auto blocker = m_world->session(u"blocker"_s);
    run(*blocker, u"BEGIN"_s);
    run(*blocker, u"LOCK TABLE "_s + tables.join(u", "_s) + u" IN SHARE UPDATE EXCLUSIVE MODE"_s);

    std::atomic<qint64> process = 0;
    std::atomic<bool> isDone = false;
    bool isRefused = false;
    std::thread worker([&] {
        const auto session = m_world->session(u"worker"_s);
        process = session->query(u"SELECT pg_backend_pid()"_s)->scalar().toLongLong();
        isRefused = !session->query(QString::fromUtf8(asked.sql));
        isDone = true;
    });
    const bool hasMet = eventually([&] {
        const auto waiting =
            m_session->query({u"SELECT count(*) FROM pg_locks WHERE pid = :pid AND NOT granted"_s,
                              {{u"pid"_s, qint64(process)}}});
        return isDone || (waiting && waiting->scalar().toInt() > 0);
    });
    if (hasMet && !isDone)
        locks(*m_session, qint64(process), &seen);
    run(*blocker, u"ROLLBACK"_s);
    worker.join();
    seen.wasRefused = isRefused;
    seen.rewrites = names(*m_session, rewritten);
    seen.builds = names(*m_session, built);
    return seen;
}

void LintOraclePostgresTest::compare(const OracleCase &asked, const OracleSeen &seen)
{
    QStringList texts;
    const std::vector<sql::Statement> statements = parsed(asked.sql, m_options, &texts);
    QCOMPARE(statements.size(), 1U);
    for (const lint::Schema &schema : m_schemas) {
        const lint::Effects claimed = lint::postgresEffects(statements.front(), schema, m_options.version);
        const QStringList lines = contradictions(asked, claimed, seen, m_relations);
        const QString whose = &schema == &m_schemas.front() ? u" by the script: "_s : u" by the catalog: "_s;
        QVERIFY2(lines.isEmpty(), qPrintable(QString::fromUtf8(asked.sql) + whose + lines.join(u"; "_s)));
    }
}

namespace {

void addRows(std::initializer_list<std::span<const OracleCase>> lists)
{
    QTest::addColumn<const void *>("asked");
    int number = 0;
    for (const std::span<const OracleCase> &list : lists) {
        for (const OracleCase &asked : list)
            QTest::addRow("%03d %.60s", ++number, asked.sql) << static_cast<const void *>(&asked);
    }
}

} // namespace

void LintOraclePostgresTest::inATransaction_data() { addRows({postgresTableCases(), postgresOtherCases()}); }

void LintOraclePostgresTest::inATransaction()
{
    QFETCH(const void *, asked);
    const auto &question = *static_cast<const OracleCase *>(asked);
    compare(question, observe(question));
}

void LintOraclePostgresTest::alone_data() { addRows({postgresAloneCases()}); }

void LintOraclePostgresTest::alone()
{
    QFETCH(const void *, asked);
    const auto &question = *static_cast<const OracleCase *>(asked);
    const OracleSeen seen = observeAlone(question);
    fill();
    QVERIFY2(seen.wasRefused || !seen.locks.empty(), "nothing stood in its way");
    compare(question, seen);
}

QTEST_GUILESS_MAIN(LintOraclePostgresTest)
#include "lint_oracle_postgres.moc"
