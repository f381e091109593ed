// SPDX-FileCopyrightText: 2026 Lockkeeper contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/editor/editorpanel.h"
#include "ui/editor/sqleditor.h"
#include "ui/messagebar.h"
#include "ui/results/queryconnection.h"
#include "ui/results/resultexport.h"
#include "ui/results/resultmodel.h"
#include "ui/results/resultpanel.h"

#include <QAbstractButton>
#include <QAbstractItemModelTester>
#include <QElapsedTimer>
#include <QLabel>
#include <QRegularExpression>
#include <QSignalSpy>
#include <QTableView>
#include <QTemporaryDir>
#include <QTest>

#include <numeric>

using namespace lockkeeper;
using namespace Qt::StringLiterals;

class ResultsTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase();
    void init()
    {
        QTest::failOnWarning(QRegularExpression(u"^(?!This plugin does not support)"_s));
    } // offscreen's own noise
    void exports_data();
    void exports();
    void modelTakesChunks();
    void rowsComeInChunksAndAreCapped();
    void longCellsAreShortened();
    void theServerRefusesToWrite();
    void cancelEndsTheQuery();
    void nextQueryEndsTheOneBefore();
    void panelShowsRowsAndNull();
    void panelRefusesWhatWrites_data();
    void panelRefusesWhatWrites();
    void cancelAnswersAtOnce();

private:
    QTemporaryDir m_folder;
    Target m_target;
};

namespace {

const QString endless =
    u"WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n) SELECT count(*) FROM n"_s;
const QString numbers =
    u"WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n LIMIT %1) SELECT i FROM n"_s;

QString stateOf(const ResultPanel &panel)
{
    QStringList texts;
    for (const QLabel *label : panel.findChildren<QLabel *>())
        texts << label->text();
    return texts.join(u' ');
}

} // namespace

void ResultsTest::initTestCase()
{
    const auto target = Target::parse(u"sqlite:///%1?mode=rwc"_s.arg(m_folder.filePath(u"shop.db"_s)));
    QVERIFY(target);
    m_target = *target;
    const auto session = openSession(m_target);
    QVERIFY(session);
    QVERIFY((*session)->query({u"CREATE TABLE t (id INTEGER, name TEXT)"_s}));
    QVERIFY((*session)->query({u"INSERT INTO t VALUES (1, 'one'), (2, NULL)"_s}));
}

void ResultsTest::exports_data()
{
    QTest::addColumn<ExportFormat>("format");
    QTest::addColumn<QByteArray>("wanted");
    QTest::addRow("csv") << ExportFormat::Csv
                         << QByteArray("id,te|xt,id\r\n1,\"a,\"\"b\"\"\n🙂\",2\r\n,\"\",\r\n");
    QTest::addRow("markdown")
        << ExportFormat::Markdown
        << QByteArray(
               "| id | te\\|xt | id |\n| --- | --- | --- |\n| 1 | a,\"b\" 🙂 | 2 |\n| NULL |  | NULL |\n");
    QTest::addRow("json") << ExportFormat::Json << QByteArray(R"([
    {
        "id": 1,
        "id_2": 2,
        "te|xt": "a,\"b\"\n🙂"
    },
    {
        "id": null,
        "id_2": null,
        "te|xt": ""
    }
]
)");
}

void ResultsTest::exports()
{
    QFETCH(ExportFormat, format);
    const Rows rows{
        .columns = {u"id"_s, u"te|xt"_s, u"id"_s},
        .rows = {{qlonglong(1), u"a,\"b\"\n🙂"_s, qlonglong(2)}, {QVariant(), u""_s, QVariant()}}};
    QTEST(exported(rows, format), "wanted");
}

void ResultsTest::modelTakesChunks()
{
    ResultModel model;
    const QAbstractItemModelTester tester(&model, QAbstractItemModelTester::FailureReportingMode::QtTest);
    model.append({.columns = {u"a"_s}});
    model.append({.columns = {u"a"_s}, .rows = {{u"x\ny"_s}, {QVariant()}}});
    model.append({.columns = {u"a"_s}, .rows = {{u"z"_s}}});
    QCOMPARE(model.rowCount(), 3);
    QCOMPARE(model.index(0, 0).data().toString(), u"x⏎y"_s);
    QCOMPARE(model.index(1, 0).data().toString(), u"NULL"_s);
    model.clear();
    QCOMPARE(model.rowCount(), 0);
}

void ResultsTest::rowsComeInChunksAndAreCapped()
{
    QueryConnection connection(m_target);
    QList<qsizetype> chunks;
    connect(&connection, &QueryConnection::rowsArrived, this,
            [&](const Rows &rows) { chunks << rows.size(); });
    QSignalSpy ends(&connection, &QueryConnection::finished);
    connection.run(numbers.arg(20'000));
    QVERIFY(QTest::qWaitFor([&] { return !ends.isEmpty(); }, 20'000));
    QVERIFY(ends.first().first().value<QueryEnd>().isCut);
    QCOMPARE(std::accumulate(chunks.begin(), chunks.end(), qsizetype(0)), QueryConnection::mostRows);
    QVERIFY(chunks.size() >= 20);
    connection.run(numbers.arg(QueryConnection::mostRows));
    QVERIFY(QTest::qWaitFor([&] { return ends.size() == 2; }, 20'000));
    QVERIFY(!ends.last().first().value<QueryEnd>().isCut);
}

void ResultsTest::longCellsAreShortened()
{
    QueryConnection connection(m_target);
    Rows got;
    connect(&connection, &QueryConnection::rowsArrived, this,
            [&](const Rows &rows) { got.rows += rows.rows; });
    QSignalSpy ends(&connection, &QueryConnection::finished);
    connection.run(u"SELECT printf('%.*c', 100000, 'x')"_s);
    QVERIFY(QTest::qWaitFor([&] { return !ends.isEmpty(); }, 20'000));
    QCOMPARE(got.rows.first().first().toString().size(), QueryConnection::longestCell + 1);
}

void ResultsTest::theServerRefusesToWrite()
{
    QueryConnection connection(m_target);
    QSignalSpy failures(&connection, &QueryConnection::failed);
    connection.run(u"DELETE FROM t"_s);
    QVERIFY(QTest::qWaitFor([&] { return !failures.isEmpty(); }, 20'000));
    const auto session = openSession(m_target);
    QCOMPARE((*session)->query({u"SELECT count(*) FROM t"_s})->scalar().toInt(), 2);
}

void ResultsTest::cancelEndsTheQuery()
{
    QueryConnection connection(m_target);
    connection.run(endless);
    connection.cancel();
    QSignalSpy ends(&connection, &QueryConnection::finished);
    connection.run(u"SELECT 1"_s); // on the same session: it can run only when the endless one has ended
    QVERIFY(QTest::qWaitFor([&] { return !ends.isEmpty(); }, 20'000));
}

void ResultsTest::nextQueryEndsTheOneBefore()
{
    QueryConnection connection(m_target);
    QSignalSpy ends(&connection, &QueryConnection::finished);
    QSignalSpy failures(&connection, &QueryConnection::failed);
    connection.run(endless);
    connection.run(u"SELECT 1"_s);
    QVERIFY(QTest::qWaitFor([&] { return !ends.isEmpty(); }, 20'000));
    QVERIFY(failures.isEmpty());
}

void ResultsTest::panelShowsRowsAndNull()
{
    EditorPanel panel;
    QueryConnection connection(m_target);
    connectQueries(panel, connection);
    panel.setSetup({.options = {.dialect = SqlDialect::SQLite}, .live = {}});
    panel.load(u"DROP TABLE t;\nSELECT id, name FROM t ORDER BY id;\n"_s);
    panel.show();
    QVERIFY(QTest::qWaitForWindowActive(&panel));
    panel.editor().setFocus();
    panel.editor().goToLine(1);
    QTest::keyClick(&panel.editor(), Qt::Key_F9);
    const QAbstractItemModel *model = panel.results().findChild<QTableView *>()->model();
    QVERIFY2(QTest::qWaitFor([&] { return stateOf(panel.results()).contains("Rows: 2."_L1); }, 20'000),
             stateOf(panel.results()).toUtf8().constData());
    QCOMPARE(model->index(0, 1).data().toString(), u"one"_s);
    QCOMPARE(model->index(1, 1).data().toString(), u"NULL"_s);
    QCOMPARE(panel.editor().selectedText(), u"SELECT id, name FROM t ORDER BY id"_s);
}

void ResultsTest::panelRefusesWhatWrites_data()
{
    QTest::addColumn<QString>("text");
    for (const QString &text : {u"DROP TABLE t;"_s, u"WITH x AS (SELECT 1) DELETE FROM t"_s, u"nonsense"_s})
        QTest::addRow("%s", qPrintable(text)) << text;
}

void ResultsTest::panelRefusesWhatWrites()
{
    QFETCH(QString, text);
    EditorPanel panel;
    QSignalSpy asked(&panel, &EditorPanel::queryRequested);
    panel.load(text);
    panel.show();
    QVERIFY(QTest::qWaitForWindowActive(&panel));
    panel.editor().setFocus();
    QTest::keyClick(&panel.editor(), Qt::Key_F9);
    QVERIFY(asked.isEmpty());
    QVERIFY2(stateOf(panel.results()).contains("Make it a step of a plan"_L1),
             stateOf(panel.results()).toUtf8().constData());
}

void ResultsTest::cancelAnswersAtOnce()
{
    ResultPanel panel;
    QSignalSpy cancelled(&panel, &ResultPanel::cancelRequested);
    panel.started(u"SELECT 1"_s);
    panel.append({.columns = {u"a"_s}, .rows = {{1}}});
    const auto buttons = panel.findChildren<QAbstractButton *>();
    (*std::ranges::find(buttons, u"Cancel"_s, &QAbstractButton::text))->click();
    QCOMPARE(cancelled.count(), 1);
    QVERIFY(stateOf(panel).contains("Cancelled"_L1));
    panel.append({.columns = {u"a"_s}, .rows = {{2}}}); // too late
    panel.failed({.code = Errc::StatementFailed});
    QCOMPARE(panel.findChild<QTableView *>()->model()->rowCount(), 1);
    QVERIFY(!panel.findChild<MessageBar *>()->isVisibleTo(&panel));
}

QTEST_MAIN(ResultsTest)
#include "results.moc"
