// SPDX-FileCopyrightText: 2026 Lockkeeper contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/lint/effects.h"
#include "core/sql/parser.h"

#include <QFile>
#include <QSqlDatabase>
#include <QSqlError>
#include <QSqlQuery>
#include <QTest>

using namespace Qt::StringLiterals;
using namespace lockkeeper;

namespace {

std::string oracleFile(const QString &name)
{
    QFile file(u"%1/%2"_s.arg(QStringLiteral(LOCKKEEPER_ORACLE_DIR), name));
    if (!file.open(QIODevice::ReadOnly))
        qFatal("%s", qPrintable(file.errorString()));
    return file.readAll().toStdString();
}

template<typename Visit>
void eachStatement(const std::string &text, const LexOptions &options, const Visit &visit)
{
    const Script script = split(text, options);
    for (const Piece &piece : script.pieces) {
        const auto span = std::string_view(text).substr(size_t(piece.span.begin), size_t(piece.span.size()));
        visit(sql::parseSqlite(text, script, piece, options),
              QString::fromUtf8(span.data(), qsizetype(span.size())));
    }
}

} // namespace

/// What the linter says of a statement, against what SQLite does.
class LintOracleSqliteTest final : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init();
    void cleanup();
    void statements_data();
    void statements();

private:
    bool run(const QString &statement);

    LexOptions m_options{.dialect = SqlDialect::SQLite};
    QSqlDatabase m_database;
    QString m_error;
    std::unique_ptr<lint::Schema> m_schema;
};

bool LintOracleSqliteTest::run(const QString &statement)
{
    QSqlQuery query(m_database);
    const bool isDone = query.exec(statement);
    m_error = isDone ? QString() : query.lastError().databaseText();
    return isDone;
}

void LintOracleSqliteTest::init()
{
    m_database = QSqlDatabase::addDatabase(u"QSQLITE"_s, u"oracle"_s);
    m_database.setDatabaseName(u":memory:"_s);
    QVERIFY(m_database.open());
    QSqlQuery version(u"SELECT sqlite_version()"_s, m_database);
    QVERIFY(version.next());
    m_options.version = *serverVersionFromText(version.value(0).toString().toStdString());
    m_schema = std::make_unique<lint::Schema>(SqlDialect::SQLite);
    eachStatement(oracleFile(u"sqlite-tables.sql"_s), m_options,
                  [this](const sql::Statement &tree, const QString &statement) {
                      QVERIFY2(run(statement), qPrintable(m_error));
                      m_schema->apply(tree);
                  });
}

void LintOracleSqliteTest::cleanup()
{
    m_database = {};
    QSqlDatabase::removeDatabase(u"oracle"_s);
}

void LintOracleSqliteTest::statements_data()
{
    QTest::addColumn<QString>("statement");
    eachStatement(oracleFile(u"sqlite-statements.sql"_s), m_options,
                  [](const sql::Statement &, const QString &statement) {
                      QTest::newRow(qPrintable(statement)) << statement;
                  });
}

void LintOracleSqliteTest::statements()
{
    QFETCH(QString, statement);
    lint::Effects claim;
    eachStatement(statement.toStdString(), m_options, [&](const sql::Statement &tree, const QString &) {
        claim = lint::effectsOf(tree, *m_schema, SqlDialect::SQLite, m_options.version);
        claim.fails = claim.fails || tree.as<sql::SyntaxError>();
    });
    const auto changes = [this] {
        QSqlQuery query(u"SELECT total_changes()"_s, m_database);
        return query.next() ? query.value(0).toLongLong() : -1;
    };
    const qint64 before = changes();
    const bool isRefused = !run(statement);
    if (!claim.isCertain)
        return;
    const QString words = u"claimed %1, SQLite: %2"_s.arg(claim.fails ? u"refused"_s : u"accepted"_s,
                                                          isRefused ? m_error : u"accepted"_s);
    QVERIFY2(claim.fails == isRefused, qPrintable(words));
    if (changes() > before)
        QVERIFY(claim.blocks >= lint::Blocks::Writes);
}

QTEST_GUILESS_MAIN(LintOracleSqliteTest)
#include "lint_oracle_sqlite.moc"
