// SPDX-FileCopyrightText: 2026 Lockkeeper contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/editor/editorpanel.h"
#include "ui/editor/findbar.h"
#include "ui/editor/findinglayer.h"
#include "ui/editor/findingtext.h"
#include "ui/editor/fixdialog.h"
#include "ui/editor/scintilla.h"
#include "ui/editor/sqleditor.h"
#include "ui/problems/problempanel.h"
#include "ui/theme/theme.h"

#include <QAbstractButton>
#include <QAbstractItemModelTester>
#include <QAccessible>
#include <QAction>
#include <QApplication>
#include <QClipboard>
#include <QDialogButtonBox>
#include <QLabel>
#include <QLineEdit>
#include <QPushButton>
#include <QRegularExpression>
#include <QSignalSpy>
#include <QTableView>
#include <QTest>

#include <memory>

using namespace lockkeeper;
using namespace Qt::StringLiterals;

class FindingsTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init()
    {
        QTest::failOnWarning(QRegularExpression(u"^(?!This plugin does not support)"_s));
    } // offscreen's own noise
    void placesMoveWithTheText_data();
    void placesMoveWithTheText();
    void underlineIsUnderTheExactBytes();
    void oldFindingsStayUntilNewOnesCome();
    void keysGoFromFindingToFinding();
    void detailsAreToldOnDemand();
    void caretLineIsTold();
    void fixIsShownThenAppliedThenUndone();
    void fixOfAnOldTextIsNotApplied();
    void stagesCanBeCopiedOnly();
    void suppressedFindingsStayInTheList();
    void problemsChangeInPlace();
    void problemGoesThere();
    void problemsAreFilteredBySeverity();
    void everyButtonHasAName();
    void everyCommandHasATextAndAShortcut();
    void findAndReplaceIsOneStepOfUndo();
    void searchCountsBytes_data();
    void searchCountsBytes();
    void longTextsAreWrapped();
};

namespace {

using Sci = QsciScintillaBase;

const QString script =
    u"SELECT '🙂';\r\nCREATE INDEX i ON users (email);\r\nSELECT 1;\r\nDROP TABLE orders;\r\n"_s;

bool isJudged(const EditorPanel &panel)
{
    return panel.findings().findings().result() && !panel.findings().findings().isStale()
           && panel.findings().findings().result()->source->bytes() == panel.editor().utf8();
}

std::unique_ptr<EditorPanel> judgedPanel(const QString &text, const LintSetup &setup = {})
{
    auto panel = std::make_unique<EditorPanel>();
    panel->resize(1000, 640);
    panel->setSetup(setup);
    panel->load(text);
    panel->show();
    std::ignore = QTest::qWaitForWindowActive(panel.get());
    panel->editor().setFocus();
    std::ignore = QTest::qWaitFor([&] { return isJudged(*panel); }, 20'000);
    return panel;
}

int findingOf(const EditorPanel &panel, std::string_view rule)
{
    const PlacedFindings &findings = panel.findings().findings();
    for (int i = 0; i < findings.size(); ++i) {
        if (findings.finding(i).rule->id == rule)
            return i;
    }
    return -1;
}

QAbstractItemModel *problemsOf(const EditorPanel &panel)
{
    return panel.findChild<ProblemPanel *>()->findChild<QTableView *>()->model();
}

/// QsciScintilla::annotation() answers with garbage now and then.
QString boxBelow(const SqlEditor &editor, int line)
{
    const auto at = static_cast<unsigned long>(line);
    QByteArray text(editor.SendScintilla(Sci::SCI_ANNOTATIONGETTEXT, at, static_cast<void *>(nullptr)), '\0');
    editor.SendScintilla(Sci::SCI_ANNOTATIONGETTEXT, at, static_cast<void *>(text.data()));
    return QString::fromUtf8(text);
}

FixDialog *openFix(EditorPanel &panel, int finding)
{
    panel.editor().select(
        {panel.findings().findings().place(finding).begin, panel.findings().findings().place(finding).begin});
    const auto actions = panel.actions();
    const auto fix = std::ranges::find(actions, QKeySequence(Qt::CTRL | Qt::Key_Period), &QAction::shortcut);
    std::ignore = QTest::qWaitFor([&] { return (*fix)->isEnabled(); });
    QTest::keyClick(&panel.editor(), Qt::Key_Period, Qt::ControlModifier);
    return panel.findChild<FixDialog *>();
}

} // namespace

void FindingsTest::placesMoveWithTheText_data()
{
    QTest::addColumn<int>("at");
    QTest::addColumn<int>("removed");
    QTest::addColumn<int>("added");
    QTest::addColumn<int>("begin");
    QTest::addColumn<int>("end");
    // The finding is about the bytes 14 to 45.
    QTest::addRow("before") << 0 << 0 << 5 << 19 << 50;
    QTest::addRow("at its begin") << 14 << 0 << 3 << 17 << 48;
    QTest::addRow("inside") << 20 << 2 << 0 << 14 << 43;
    QTest::addRow("at its end") << 45 << 0 << 9 << 14 << 45;
    QTest::addRow("behind") << 50 << 4 << 0 << 14 << 45;
    QTest::addRow("over its begin") << 10 << 10 << 1 << 10 << 36;
    QTest::addRow("over its end") << 40 << 10 << 0 << 14 << 40;
    QTest::addRow("over all of it") << 0 << 60 << 2 << 0 << 0;
}

void FindingsTest::placesMoveWithTheText()
{
    QFETCH(int, at);
    QFETCH(int, removed);
    QFETCH(int, added);
    auto result = std::make_shared<lint::LintResult>();
    result->findings.push_back({.span = {14, 45}});
    PlacedFindings findings(result);
    QVERIFY(!findings.isStale());
    findings.move(at, removed, added);
    QVERIFY(findings.isStale());
    QTEST(findings.place(0).begin, "begin");
    QTEST(findings.place(0).end, "end");
}

void FindingsTest::underlineIsUnderTheExactBytes()
{
    const auto panel = judgedPanel(script);
    const int index = findingOf(*panel, "pg-create-index-blocking");
    QVERIFY(index >= 0);
    const Span place = panel->findings().findings().place(index);
    const std::string text = panel->editor().utf8();
    QVERIFY(static_cast<std::size_t>(place.begin) >= text.find("CREATE INDEX"));
    const auto isMarked = [&](int byte) {
        return (tell(panel->editor(), Sci::SCI_INDICATORALLONFOR, byte) >> Sci::INDIC_CONTAINER) != 0;
    };
    QVERIFY(isMarked(place.begin));
    QVERIFY(isMarked(place.end - 1));
    QVERIFY(!isMarked(place.end));
    QVERIFY(!isMarked(0));
}

void FindingsTest::oldFindingsStayUntilNewOnesCome()
{
    const auto panel = judgedPanel(script);
    SqlEditor &editor = panel->editor();
    const int before = panel->findings().findings().size();
    const Span place = panel->findings().findings().place(findingOf(*panel, "pg-create-index-blocking"));
    editor.select({0, 0});
    QTest::keyClicks(&editor, u"-- 1"_s);
    QTest::keyClick(&editor, Qt::Key_Return);
    QVERIFY(panel->findings().findings().isStale());
    QCOMPARE(panel->findings().findings().size(), before);
    QCOMPARE(panel->findings().findings().place(findingOf(*panel, "pg-create-index-blocking")).begin,
             place.begin + 6);
    QVERIFY(QTest::qWaitFor([&] { return isJudged(*panel); }, 20'000));
    QCOMPARE(panel->findings().findings().place(findingOf(*panel, "pg-create-index-blocking")).begin,
             place.begin + 6);
}

void FindingsTest::keysGoFromFindingToFinding()
{
    const auto panel = judgedPanel(script);
    SqlEditor &editor = panel->editor();
    editor.select({0, 0});
    std::vector<int> begins;
    for (int i = 0; i < panel->findings().findings().size(); ++i) {
        QTest::keyClick(&editor, Qt::Key_F8);
        begins.push_back(selection(editor).begin);
    }
    QVERIFY(std::ranges::count_if(begins, [](int begin) { return begin > 0; }) > 1);
    const int last = selection(editor).begin;
    QTest::keyClick(&editor, Qt::Key_F8);
    QTest::keyClick(&editor, Qt::Key_F8, Qt::ShiftModifier);
    QCOMPARE(selection(editor).begin, last);
}

void FindingsTest::detailsAreToldOnDemand()
{
    auto live = std::make_shared<lint::LiveFacts>();
    live->tables.push_back(
        {.name = "public.users", .rows = 41'000'000, .bytes = 12'884'901'888, .writesPerSecond = 310.0});
    const auto panel = judgedPanel(script, {.options = {}, .live = live});
    SqlEditor &editor = panel->editor();
    const int index = findingOf(*panel, "pg-create-index-blocking");
    editor.select(
        {panel->findings().findings().place(index).begin, panel->findings().findings().place(index).begin});
    const int line = editor.caretLine();
    QVERIFY(boxBelow(editor, line).isEmpty());
    QTest::keyClick(&editor, Qt::Key_Return, Qt::AltModifier);
    QVERIFY(QTest::qWaitFor([&] { return !boxBelow(editor, line).isEmpty(); }));
    const QString box = boxBelow(editor, line).simplified();
    for (const QString &part : {u"41,000,000 rows"_s, u"12.0 GB"_s, u"310 writes a second"_s,
                                u"Writes wait while it runs."_s, u"pg-create-index-blocking"_s})
        QVERIFY2(box.contains(part), (part + u" is not in: "_s + box).toUtf8().constData());
    QTest::keyClick(&editor, Qt::Key_Return, Qt::AltModifier);
    QVERIFY(boxBelow(editor, line).isEmpty());
}

void FindingsTest::caretLineIsTold()
{
    const auto panel = judgedPanel(script);
    const auto labels = panel->findChildren<QLabel *>();
    const auto label = std::ranges::find(labels, u"Finding at the caret"_s, &QWidget::accessibleName);
    QVERIFY(label != labels.end());
    panel->editor().goToLine(1);
    QVERIFY(QTest::qWaitFor([&] { return !(*label)->text().isEmpty(); }));
    const QString told = (*label)->text();
    QVERIFY2(told.startsWith("Blocker: "_L1) || told.startsWith("Risk: "_L1), told.toUtf8().constData());
    panel->editor().goToLine(2);
    QVERIFY(QTest::qWaitFor([&] { return (*label)->text().isEmpty(); }));
}

void FindingsTest::fixIsShownThenAppliedThenUndone()
{
    const auto panel = judgedPanel(script);
    const std::string before = panel->editor().utf8();
    FixDialog *dialog = openFix(*panel, findingOf(*panel, "pg-create-index-blocking"));
    QVERIFY(dialog);
    QVERIFY2(dialog->text().contains("+ CREATE INDEX CONCURRENTLY"_L1), dialog->text().toUtf8().constData());
    QCOMPARE(panel->editor().utf8(), before); // shown is not applied
    dialog->accept();
    QVERIFY(panel->editor().utf8().contains("CREATE INDEX CONCURRENTLY i"));
    QVERIFY(panel->editor().utf8().contains("\r\n"));
    panel->editor().undo();
    QCOMPARE(panel->editor().utf8(), before);
}

void FindingsTest::fixOfAnOldTextIsNotApplied()
{
    const auto panel = judgedPanel(script);
    FixDialog *dialog = openFix(*panel, findingOf(*panel, "pg-create-index-blocking"));
    QVERIFY(dialog);
    panel->editor().load(u"SELECT 1;"_s);
    dialog->accept();
    QCOMPARE(panel->editor().utf8(), "SELECT 1;");
}

void FindingsTest::stagesCanBeCopiedOnly()
{
    const auto panel = judgedPanel(
        u"ALTER TABLE users ALTER COLUMN email SET NOT NULL;\nALTER TABLE users RENAME COLUMN a TO b;\n"
        "ALTER TABLE users ALTER COLUMN id TYPE bigint;\n"_s);
    const PlacedFindings &findings = panel->findings().findings();
    int staged = -1;
    for (int i = 0; i < findings.size() && staged < 0; ++i)
        staged = findings.finding(i).fix && findings.finding(i).fix->edits.empty() ? i : -1;
    QVERIFY(staged >= 0);
    FixDialog dialog(findings.finding(staged), *findings.result(), panel.get());
    QVERIFY(dialog.text().contains("-- "_L1));
    const auto buttons = dialog.findChildren<QPushButton *>();
    QVERIFY(std::ranges::none_of(
        buttons, [](const QPushButton *button) { return button->text().contains("Apply"_L1); }));
    const auto copy = std::ranges::find(
        buttons, u"Copy"_s, [](const QPushButton *button) { return button->text().remove(u'&'); });
    QVERIFY(copy != buttons.end());
    (*copy)->click();
    QCOMPARE(QGuiApplication::clipboard()->text(), dialog.text());
}

void FindingsTest::suppressedFindingsStayInTheList()
{
    const auto panel = judgedPanel(
        u"-- lockkeeper:allow pg-create-index-blocking maintenance window\nCREATE INDEX i ON users (email);\n"_s);
    const int index = findingOf(*panel, "pg-create-index-blocking");
    QVERIFY(index >= 0);
    QVERIFY(panel->findings().findings().finding(index).isSuppressed);
    const int shown = problemsOf(*panel)->rowCount();
    const auto buttons = panel->findChild<ProblemPanel *>()->findChildren<QAbstractButton *>();
    const auto allowed = std::ranges::find_if(
        buttons, [](const QAbstractButton *button) { return button->text() == "Allowed: 1"_L1; });
    QVERIFY(allowed != buttons.end());
    (*allowed)->click();
    QCOMPARE(problemsOf(*panel)->rowCount(), shown + 1);
}

void FindingsTest::problemsChangeInPlace()
{
    ProblemModel model;
    const QAbstractItemModelTester tester(&model, QAbstractItemModelTester::FailureReportingMode::QtTest);
    QSignalSpy resets(&model, &QAbstractItemModel::modelReset);
    const auto problem = [](const QString &rule, int line) {
        return Problem{.line = line, .title = rule, .rule = rule};
    };
    model.setProblems({problem(u"a"_s, 1), problem(u"b"_s, 2), problem(u"c"_s, 3)});
    const QPersistentModelIndex last = model.index(2, ProblemModel::LineColumn);
    model.setProblems({problem(u"a"_s, 1), problem(u"x"_s, 2), problem(u"y"_s, 3), problem(u"c"_s, 9)});
    QCOMPARE(last.row(), 3);
    QCOMPARE(last.data().toInt(), 9);
    model.setProblems({problem(u"c"_s, 1)});
    QCOMPARE(last.row(), 0);
    model.setProblems({});
    QVERIFY(!last.isValid());
    QCOMPARE(resets.count(), 0);
}

void FindingsTest::problemGoesThere()
{
    const auto panel = judgedPanel(script);
    auto *view = panel->findChild<ProblemPanel *>()->findChild<QTableView *>();
    const QAbstractItemModel *model = view->model();
    for (int row = 0; row < model->rowCount(); ++row) {
        if (model->index(row, ProblemModel::RuleColumn).data().toString() == "pg-create-index-blocking"_L1)
            view->setCurrentIndex(model->index(row, 0));
    }
    view->setFocus();
    QTest::keyClick(view, Qt::Key_Return);
    QCOMPARE(panel->editor().caretLine(), 1);
    QVERIFY(panel->editor().hasFocus());
}

void FindingsTest::problemsAreFilteredBySeverity()
{
    const auto panel = judgedPanel(script);
    const int all = problemsOf(*panel)->rowCount();
    QVERIFY(all > 1);
    const auto buttons = panel->findChild<ProblemPanel *>()->findChildren<QAbstractButton *>();
    for (QAbstractButton *button : buttons) {
        if (button->isCheckable() && button->isChecked())
            button->click();
    }
    QCOMPARE(problemsOf(*panel)->rowCount(), 0);
}

void FindingsTest::everyButtonHasAName()
{
    const EditorPanel panel;
    for (QAbstractButton *button : panel.findChildren<QAbstractButton *>()) {
        if (button->inherits("QTableCornerButton") || qobject_cast<QLineEdit *>(button->parent()))
            continue; // Qt's own
        if (button->parent()->inherits("QTabBar"))
            continue;
        const QString name = QAccessible::queryAccessibleInterface(button)->text(QAccessible::Name);
        QVERIFY2(!name.isEmpty(), button->metaObject()->className());
    }
}

void FindingsTest::everyCommandHasATextAndAShortcut()
{
    const EditorPanel panel;
    QSet<QKeySequence> taken;
    for (const QAction *action : panel.actions()) {
        QVERIFY(!action->text().isEmpty());
        QVERIFY2(!action->shortcuts().isEmpty(), action->text().toUtf8().constData());
        for (const QKeySequence &key : action->shortcuts()) {
            QVERIFY2(!taken.contains(key), key.toString().toUtf8().constData());
            taken.insert(key);
        }
    }
}

void FindingsTest::findAndReplaceIsOneStepOfUndo()
{
    const auto panel = judgedPanel(u"SELECT ü, id FROM t;\nSELECT ü, id FROM u;\n"_s);
    const std::string before = panel->editor().utf8();
    QTest::keyClick(&panel->editor(), Qt::Key_H, Qt::ControlModifier);
    auto *bar = panel->findChild<FindBar *>();
    QVERIFY(bar->isVisible());
    const auto fields = bar->findChildren<QLineEdit *>();
    QCOMPARE(fields.size(), 2);
    QTest::keyClicks(fields[0], u"id"_s);
    QTest::keyClick(fields[0], Qt::Key_Return);
    QCOMPARE(panel->editor().selectedText(), u"id"_s);
    QVERIFY(fields[0]->hasFocus());
    fields[1]->setText(u"🙂"_s);
    const auto buttons = bar->findChildren<QAbstractButton *>();
    (*std::ranges::find(buttons, u"Replace all"_s, &QAbstractButton::text))->click();
    QCOMPARE(panel->editor().utf8(), "SELECT ü, 🙂 FROM t;\nSELECT ü, 🙂 FROM u;\n");
    panel->editor().undo();
    QCOMPARE(panel->editor().utf8(), before);
    QTest::keyClick(fields[0], Qt::Key_Escape);
    QVERIFY(!bar->isVisible());
    QVERIFY(panel->editor().hasFocus());
}

void FindingsTest::searchCountsBytes_data()
{
    QTest::addColumn<QString>("wanted");
    QTest::addColumn<bool>("isExpression");
    QTest::addColumn<QString>("with");
    QTest::addColumn<QString>("after");
    const QString all = u"é🙂 ab.c ABxC\r\n日本 ab.c"_s;
    QTest::addRow("plain") << u"ab.c"_s << false << u"Z"_s << QString(all).replace(u"ab.c"_s, u"Z"_s);
    QTest::addRow("expression") << u"ab.c"_s << true << u"Z"_s << u"é🙂 Z Z\r\n日本 Z"_s;
    QTest::addRow("groups") << u"(a)b"_s << true << u"\\1🙂"_s << u"é🙂 a🙂.c A🙂xC\r\n日本 a🙂.c"_s;
}

void FindingsTest::searchCountsBytes()
{
    QFETCH(QString, wanted);
    QFETCH(bool, isExpression);
    QFETCH(QString, with);
    QFETCH(QString, after);
    SqlEditor editor;
    editor.load(u"é🙂 ab.c ABxC\r\n日本 ab.c"_s);
    editor.apply(replacements(editor.text(), {.text = wanted, .isExpression = isExpression}, with));
    QCOMPARE(editor.text(), after);
}

void FindingsTest::longTextsAreWrapped()
{
    const QString text = wrapped(u"one two three four\nfive six"_s, 10);
    QCOMPARE(text, u"one two\n  three\n  four\nfive six"_s);
}

QTEST_MAIN(FindingsTest)
#include "findings.moc"
