// SPDX-FileCopyrightText: 2026 Lockkeeper contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/lint/schema.h"
#include "tests/live/conformance/conformance.h"

#include <algorithm>

using namespace lockkeeper;
using namespace Qt::StringLiterals;

class CatalogConformance : public ConformanceTest
{
    Q_OBJECT

public:
    using ConformanceTest::ConformanceTest;

private slots:
    void init() { startAfresh(); }

    void describesColumns();
    void choosesAKey_data();
    void choosesAKey();
    void missesWhatIsNotThere();
    void estimatesRows();
    void oddNamesAreNames();
    void ownersLackNothing();
    void namesWhatOneMayWrite();
    void tellsTheLinterOfTables();
};

void CatalogConformance::describesColumns()
{
    run({u"CREATE TABLE t (id int NOT NULL PRIMARY KEY, first_name %1 NOT NULL DEFAULT 'it''s', b int DEFAULT 7, "
         "c %1, d %2)"_s.arg(m_words.text, m_words.generated)});
    const TableInfo info = table(u"t"_s);
    QCOMPARE(info.columns.size(), 5);
    QCOMPARE(info.columns[1].name, u"first_name"_s);
    QVERIFY(!info.column(u"first_name")->nullable && info.column(u"c")->nullable);
    QVERIFY(info.column(u"d")->generated && !info.column(u"c")->generated);
    QVERIFY(info.column(u"c")->defaultExpression.isEmpty());
    // A default is SQL: the server must understand it.
    QCOMPARE(value("SELECT "_L1 + info.column(u"first_name")->defaultExpression).toString(), u"it's"_s);
    QCOMPARE(value("SELECT "_L1 + info.column(u"b")->defaultExpression).toInt(), 7);
}

void CatalogConformance::choosesAKey_data()
{
    QTest::addColumn<QString>("columns");
    QTest::addColumn<QStringList>("key");
    const QString text = m_words.text;
    QTest::newRow("primary") << u"id int NOT NULL PRIMARY KEY, b int NOT NULL UNIQUE"_s
                             << QStringList{u"id"_s};
    QTest::newRow("two columns") << u"a int NOT NULL, b int NOT NULL, c int, PRIMARY KEY (b, a)"_s
                                 << QStringList{u"b"_s, u"a"_s};
    QTest::newRow("unique") << u"a int, b int NOT NULL UNIQUE"_s << QStringList{u"b"_s};
    QTest::newRow("NULL may be there twice") << u"a int, b int UNIQUE"_s << QStringList{};
    QTest::newRow("the fewest columns")
        << u"a int NOT NULL, b int NOT NULL, c int NOT NULL, UNIQUE (a, b), UNIQUE (c)"_s
        << QStringList{u"c"_s};
    QTest::newRow("text") << u"a %1 NOT NULL PRIMARY KEY"_s.arg(text) << QStringList{u"a"_s};
}

void CatalogConformance::choosesAKey()
{
    QFETCH(QString, columns);
    QFETCH(QStringList, key);
    run({u"CREATE TABLE t (%1)"_s.arg(columns)});
    const TableInfo info = table(u"t"_s);
    // SQLite walks a table without a key by its rowid.
    const bool hasAnother = m_engine == "sqlite"_L1 && key != QStringList{u"id"_s} && key.size() != 2;
    if (hasAnother)
        QVERIFY(info.key || key.isEmpty());
    else
        QCOMPARE(info.key ? info.key->columns : QStringList(), key);
}

void CatalogConformance::missesWhatIsNotThere()
{
    FAILS_WITH(session().catalog().table({{}, u"nowhere"_s}), Errc::TableNotFound);
    run({u"CREATE VIEW v AS SELECT 1 AS a"_s});
    FAILS_WITH(session().catalog().table({{}, u"v"_s}), Errc::TableNotFound);
}

void CatalogConformance::estimatesRows()
{
    run({u"CREATE TABLE t (id int NOT NULL PRIMARY KEY)"_s,
         inserting(u"t"_s, 500, [](int i) { return QString::number(i); })});
    const FillSpec fill = fillOf(u"t"_s, {});
    if (m_engine == "postgresql"_L1)
        run({u"ANALYZE t"_s});
    else if (m_engine != "sqlite"_L1)
        run({u"ANALYZE TABLE t"_s});
    QCOMPARE(table(u"t"_s).estimatedRows, 500);
    QVERIFY(table(u"t"_s).bytes > 0);
}

void CatalogConformance::oddNamesAreNames()
{
    const TableName odd{.schema = {}, .name = uR"(odd `"name% é)"_s};
    const QString text = session().dialect().quoted(odd);
    const QString column = session().dialect().quoted(u"Sel`ect\""_s);
    run({u"CREATE TABLE "_s + text + u" (id int NOT NULL PRIMARY KEY, "_s + column + u" int)"_s,
         u"INSERT INTO "_s + text + u" VALUES (1, 2), (2, 3)"_s});
    const auto info = session().catalog().table(odd);
    VERIFY_OK(info);
    QVERIFY(info->column(u"Sel`ect\""));
    const FillSpec fill{
        .table = info->name, .key = *info->key, .set = {{u"Sel`ect\""_s, u"id * 10"_s}}, .where = {}};
    VERIFY_OK(session().backfill().prepare(fill));
    QCOMPARE(fillAll(fill, 1), 2);
    QCOMPARE(value(u"SELECT sum("_s + column + u") FROM "_s + text).toInt(), 30);
}

void CatalogConformance::ownersLackNothing()
{
    run({u"CREATE TABLE t (id int NOT NULL PRIMARY KEY)"_s});
    const auto missing = session().catalog().missingPrivileges({table(u"t"_s).name, {{}, u"later"_s}});
    VERIFY_OK(missing);
    QVERIFY2(missing->isEmpty(), qPrintable(missing->join(u"; "_s)));
}

void CatalogConformance::namesWhatOneMayWrite()
{
    run({u"CREATE TABLE plain (id int NOT NULL PRIMARY KEY, b int)"_s,
         u"CREATE TABLE %1 (%1 int)"_s.arg(session().dialect().quoted(u"odd name"_s)),
         u"CREATE VIEW seen AS SELECT id FROM plain"_s});
    const auto tables = session().catalog().writtenTables();
    VERIFY_OK(tables);
    const auto columnsOf = [&](const QString &name) {
        const auto found = std::ranges::find(*tables, name, &WrittenTable::name);
        return found == tables->end() ? QStringList() : found->columns;
    };
    QCOMPARE(columnsOf(u"plain"_s), (QStringList{u"id"_s, u"b"_s}));
    QCOMPARE(columnsOf(u"seen"_s), QStringList{u"id"_s});
    const QString odd = session().dialect().quoted(u"odd name"_s);
    QCOMPARE(columnsOf(odd), QStringList{odd});
}

void CatalogConformance::tellsTheLinterOfTables()
{
    run({u"CREATE TABLE parents (id int NOT NULL PRIMARY KEY)"_s,
         u"CREATE TABLE t (id int NOT NULL PRIMARY KEY, name %1 NOT NULL, parent int, b int DEFAULT 5, "
         "FOREIGN KEY (parent) REFERENCES parents (id) ON DELETE CASCADE)"_s.arg(m_words.text),
         u"CREATE INDEX t_b ON t (b)"_s, u"CREATE VIEW t_seen AS SELECT name FROM t"_s,
         u"INSERT INTO parents VALUES (1)"_s,
         inserting(u"t"_s, 30, [](int i) { return u"%1, 'n', 1, 2"_s.arg(i); })});
    if (m_engine == "postgresql"_L1)
        run({u"ANALYZE t"_s});
    const auto facts = session().catalog().liveFacts({{"", "t"}, {"", "nowhere"}}, {});
    VERIFY_OK(facts);
    const auto found = std::ranges::find(facts->tables, "t", &lint::TableFacts::name);
    QVERIFY(found != facts->tables.end());
    QVERIFY(found->isComplete && !found->createdHere);
    QCOMPARE(found->columns.size(), 4U);
    QVERIFY(found->column("name")->notNull.value_or(false));
    QVERIFY(!found->column("b")->notNull.value_or(false));
    QVERIFY(found->index("t_b"));
    QCOMPARE(found->rows, 30);
    QVERIFY(std::ranges::any_of(found->constraints, [](const lint::ConstraintFacts &constraint) {
        return constraint.kind == sql::ConstraintKind::ForeignKey && constraint.references == "parents"
               && constraint.onDeleteCascade;
    }));
    QVERIFY(std::ranges::any_of(facts->views, [](const auto &view) { return view.name == "t_seen"; }));
    QVERIFY(std::ranges::none_of(facts->tables, [](const auto &table) { return table.name == "nowhere"; }));
}

std::unique_ptr<QObject> lockkeeper::catalogTests(const QString &engine)
{
    return std::make_unique<CatalogConformance>(engine);
}

#include "catalogs.moc"
