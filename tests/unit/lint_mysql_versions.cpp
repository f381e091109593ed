// SPDX-FileCopyrightText: 2026 Lockkeeper contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/lint/effects.h"
#include "core/sql/parser.h"

#include <QTest>

using namespace lockkeeper;

/// What changed from version to version; the oracles in tests/live only know the newest.
class LintMySqlVersionsTest final : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void versions_data();
    void versions();
    void uncheckedForeignKeys();
    void rowVersions();
};

namespace {

const std::string table =
    "CREATE TABLE t (id INT NOT NULL PRIMARY KEY, a INT, name VARCHAR(50) NOT NULL, tag VARCHAR(30) NOT NULL) "
    "DEFAULT CHARSET=utf8mb4";

lint::Effects effects(const std::string &statement, SqlDialect dialect, ServerVersion version,
                      const lint::LiveFacts *live = nullptr, const lint::SessionSettings &session = {})
{
    const LexOptions options{.dialect = dialect, .version = version};
    lint::Schema schema(dialect, live);
    lint::Effects found;
    const std::string text = live ? statement : table + ';' + statement;
    const Script script = split(text, options);
    for (const Piece &piece : script.pieces) {
        const sql::Statement tree = sql::parseMySql(text, script, piece, options);
        found = lint::effectsOf(tree, schema, dialect, version, session);
        schema.apply(tree);
    }
    return found;
}

QByteArray shown(const lint::Effects &effects)
{
    if (effects.fails)
        return "refused";
    std::string text(effects.algorithm ? nameOf(*effects.algorithm) : "-");
    text += ' ';
    text += effects.tableLock ? nameOf(*effects.tableLock) : "-";
    return QByteArray::fromStdString(text + (effects.rewrites.empty() ? "" : " rewrites"));
}

auto rowsFor(const char *family)
{
    return [family](const char *version, const char *statement, const char *expected) {
        const QByteArray server = QByteArray(family) + ' ' + version;
        QTest::addRow("%s: %s", server.constData(), statement)
            << QByteArray(statement) << server << QByteArray(expected);
    };
}

void addMySqlVersions()
{
    const auto row = rowsFor("mysql");
    const char *append = "ALTER TABLE t ADD COLUMN n INT";
    row("8.0.11", append, "INPLACE NONE rewrites");
    row("8.0.12", append, "INSTANT NONE");
    const char *first = "ALTER TABLE t ADD COLUMN n INT FIRST";
    row("8.0.28", first, "INPLACE NONE rewrites");
    row("8.0.29", first, "INSTANT NONE");
    const char *drop = "ALTER TABLE t DROP COLUMN a";
    row("8.0.28", drop, "INPLACE NONE rewrites");
    row("8.0.29", drop, "INSTANT NONE");
    const char *rename = "ALTER TABLE t RENAME COLUMN a TO b";
    row("8.0.27", rename, "INPLACE NONE");
    row("8.0.28", rename, "INSTANT NONE");
    const char *reference = "ALTER TABLE t ADD COLUMN n INT REFERENCES o (id)";
    row("8.4.0", reference, "INSTANT NONE");
    row("9.0.0", reference, "COPY SHARED rewrites");
    const char *widen = "ALTER TABLE t MODIFY COLUMN a BIGINT";
    row("9.7.0", widen, "COPY SHARED rewrites");
    const char *lockless = "ALTER TABLE t MODIFY COLUMN a BIGINT, LOCK=NONE";
    row("9.7.0", lockless, "refused");
    row("8.0.11", "ALTER TABLE t MODIFY COLUMN name VARCHAR(63) NOT NULL", "INPLACE NONE");
    const char *computed = "ALTER TABLE t ADD COLUMN n INT DEFAULT (1 + 2)";
    row("8.0.12", computed, "refused");
    row("8.0.13", computed, "COPY SHARED rewrites");
    const char *check = "ALTER TABLE t ADD CONSTRAINT a_positive CHECK (a > 0)";
    row("8.0.11", check, "INPLACE NONE");
    row("8.0.15", check, "INSTANT NONE");
    row("8.0.16", check, "COPY SHARED rewrites");
    const char *checked = "ALTER TABLE t ADD COLUMN n INT CHECK (n > 0)";
    row("8.0.15", checked, "INSTANT NONE");
    row("8.0.16", checked, "COPY SHARED rewrites");
    row("8.0.15", "ALTER TABLE t ALTER CHECK a_positive NOT ENFORCED", "refused");
    const char *unset = "ALTER TABLE t ALTER COLUMN a SET DEFAULT 1";
    row("8.0.11", unset, "INPLACE NONE");
    row("8.0.12", unset, "INSTANT NONE");
    row("8.0.11", "ALTER TABLE t ADD COLUMN n INT, ALGORITHM=INSTANT", "refused");
    const char *across = "ALTER TABLE t MODIFY COLUMN tag VARCHAR(100) NOT NULL";
    row("9.7.0", across, "COPY SHARED rewrites");
}

void addMariaDbVersions()
{
    const auto row = rowsFor("mariadb");
    const char *widen = "ALTER TABLE t MODIFY COLUMN a BIGINT";
    row("10.11.0", widen, "COPY SHARED rewrites");
    row("11.1.0", widen, "COPY SHARED rewrites");
    row("11.2.0", widen, "COPY NONE rewrites");
    const char *lockless = "ALTER TABLE t MODIFY COLUMN a BIGINT, LOCK=NONE";
    row("11.1.0", lockless, "refused");
    row("11.2.0", lockless, "COPY NONE rewrites");
    const char *computed = "ALTER TABLE t ADD COLUMN n INT DEFAULT (1 + 2)";
    row("10.11.0", computed, "COPY SHARED rewrites");
    row("11.8.0", computed, "INSTANT NONE");
    row("10.6.0", "ALTER TABLE t MODIFY COLUMN name VARCHAR(63) NOT NULL", "INSTANT NONE");
    const char *checked = "ALTER TABLE t ADD COLUMN n INT CHECK (n > 0)";
    row("10.11.0", checked, "INSTANT NONE");
    const char *append = "ALTER TABLE t ADD COLUMN n INT";
    row("10.2.44", append, "INPLACE NONE rewrites");
    row("10.3.2", append, "INSTANT NONE");
    const char *first = "ALTER TABLE t ADD COLUMN n INT FIRST";
    row("10.3.39", first, "INPLACE NONE rewrites");
    row("10.4.0", first, "INSTANT NONE");
    row("10.2.44", "CREATE INDEX i ON t (a)", "INPLACE NONE");
    row("10.3.2", "CREATE INDEX i ON t (a)", "NOCOPY NONE");
    const char *rename = "ALTER TABLE t RENAME COLUMN a TO b";
    row("10.5.1", rename, "refused");
    row("10.5.2", rename, "INSTANT NONE");
    const char *reference = "ALTER TABLE t ADD COLUMN n INT REFERENCES o (id)";
    row("10.4.34", reference, "INSTANT NONE");
    row("10.5.0", reference, "COPY SHARED rewrites");
    const char *across = "ALTER TABLE t MODIFY COLUMN tag VARCHAR(100) NOT NULL";
    row("10.3.39", across, "COPY SHARED rewrites");
    row("10.4.0", across, "INSTANT NONE");
    row("10.3.39", "ALTER TABLE t MODIFY COLUMN a INT AFTER name", "INPLACE NONE rewrites");
    row("10.4.0", "ALTER TABLE t MODIFY COLUMN a INT AFTER name", "INSTANT NONE");
    const char *collate = "ALTER TABLE t MODIFY COLUMN name VARCHAR(50) COLLATE utf8mb4_bin NOT NULL";
    row("10.3.39", collate, "COPY SHARED rewrites");
    row("10.4.0", collate, "INSTANT NONE");
}

} // namespace

void LintMySqlVersionsTest::versions_data()
{
    QTest::addColumn<QByteArray>("statement");
    QTest::addColumn<QByteArray>("server");
    QTest::addColumn<QByteArray>("expected");
    addMySqlVersions();
    addMariaDbVersions();
}

void LintMySqlVersionsTest::versions()
{
    QFETCH(QByteArray, statement);
    QFETCH(QByteArray, server);
    QFETCH(QByteArray, expected);
    const QList<QByteArray> words = server.split(' ');
    const auto found = effects(statement.toStdString(), *sqlDialectFromName(words[0].toStdString()),
                               *serverVersionFromText(words[1].toStdString()));
    QCOMPARE(shown(found), expected);
    QVERIFY(found.isCertain);
}

// The manuals: INPLACE when foreign_key_checks is off, COPY otherwise.
void LintMySqlVersionsTest::uncheckedForeignKeys()
{
    const std::string add = "ALTER TABLE t ADD CONSTRAINT t_a FOREIGN KEY (a) REFERENCES o (id)";
    const lint::SessionSettings unchecked{.checksForeignKeys = false};
    QCOMPARE(shown(effects(add, SqlDialect::MySQL, {9, 7, 0})), "COPY SHARED rewrites");
    QCOMPARE(shown(effects(add, SqlDialect::MySQL, {9, 7, 0}, nullptr, unchecked)), "INPLACE NONE");
    QCOMPARE(shown(effects(add, SqlDialect::MariaDB, {11, 8, 0}, nullptr, unchecked)), "NOCOPY NONE");
    QCOMPARE(shown(effects(add, SqlDialect::MariaDB, {10, 2, 44}, nullptr, unchecked)), "INPLACE NONE");
}

void LintMySqlVersionsTest::rowVersions()
{
    lint::LiveFacts live;
    lint::TableFacts &facts = live.tables.emplace_back();
    facts.name = "t";
    facts.rowVersions = 64;
    const std::string append = "ALTER TABLE t ADD COLUMN n INT";
    QCOMPARE(shown(effects(append, SqlDialect::MySQL, {8, 4, 0}, &live)), "INPLACE NONE rewrites");
    QCOMPARE(shown(effects(append, SqlDialect::MySQL, {9, 1, 0}, &live)), "INSTANT NONE");
}

QTEST_GUILESS_MAIN(LintMySqlVersionsTest)
#include "lint_mysql_versions.moc"
