// SPDX-FileCopyrightText: 2026 Lockkeeper contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/editor/editorpanel.h"

#include "core/sql/onlyreads.h"
#include "core/sql/splitter.h"
#include "ui/documents/scriptbar.h"
#include "ui/editor/completer.h"
#include "ui/editor/findbar.h"
#include "ui/editor/findinglayer.h"
#include "ui/editor/findingtext.h"
#include "ui/editor/fixdialog.h"
#include "ui/editor/scintilla.h"
#include "ui/editor/sqleditor.h"
#include "ui/problems/problempanel.h"
#include "ui/results/resultpanel.h"
#include "ui/theme/look.h"
#include "ui/theme/theme.h"

#include <QAction>
#include <QHBoxLayout>
#include <QInputDialog>
#include <QSplitter>
#include <QTabWidget>
#include <QToolButton>

#include <algorithm>
#include <iterator>

namespace lockkeeper {

namespace {

using namespace Qt::StringLiterals;

Problem problemOf(const PlacedFindings &findings, const SqlEditor &editor, int index)
{
    const lint::Finding &finding = findings.finding(index);
    return {.severity = finding.severity,
            .line = editor.lineOf(findings.place(index).begin) + 1,
            .title = QString::fromStdString(finding.title()),
            .rule = QString::fromUtf8(finding.rule->id),
            .isSuppressed = finding.isSuppressed};
}

} // namespace

EditorPanel::EditorPanel(QWidget *parent)
    : Panel(tr("SQL"), parent)
    , m_editor(new SqlEditor)
    , m_scripts(new ScriptBar(*m_editor))
    , m_layer(new FindingLayer(*m_editor))
    , m_watch(new LintWatch(*m_editor, this))
    , m_findBar(new FindBar(*m_editor))
    , m_completer(new Completer(*m_editor))
    , m_problems(new ProblemPanel)
    , m_results(new ResultPanel)
{
    m_editor->setFrameShape(QFrame::NoFrame);
    auto *upper = new QWidget;
    auto *column = new QVBoxLayout(upper);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(0);
    column->addWidget(m_scripts);
    column->addWidget(m_editor, 1);
    column->addWidget(m_findBar);
    auto *splitter = new QSplitter(Qt::Vertical);
    splitter->addWidget(upper);
    splitter->addWidget(buildBelow());
    splitter->setStretchFactor(0, 1);
    splitter->setSizes({420, 230});
    splitter->setChildrenCollapsible(false);
    body()->addWidget(splitter, 1);
    buildActions();
    connect(m_watch, &LintWatch::judged, this, &EditorPanel::judged);
    connect(m_layer, &FindingLayer::currentChanged, this, &EditorPanel::showCurrent);
    connect(m_problems, &ProblemPanel::activated, m_layer, &FindingLayer::goTo);
    connect(&m_scripts->desk(), &ScriptDesk::currentChanged, this, &EditorPanel::forgetFindings);
    m_watch->judgeNow();
}

EditorPanel::~EditorPanel() = default;

QWidget *EditorPanel::buildBelow()
{
    m_current = plainLabel();
    m_current->setWordWrap(false);
    m_current->setAccessibleName(tr("Finding at the caret"));
    m_current->setSizePolicy(QSizePolicy::Ignored, QSizePolicy::Preferred);
    m_place = new QuietLabel;
    m_place->setWordWrap(false);
    auto *line = new QHBoxLayout;
    line->addWidget(m_current, 1);
    line->addWidget(m_place);
    m_tabs = new QTabWidget;
    m_tabs->setDocumentMode(true);
    m_tabs->addTab(m_problems, tr("Problems"));
    m_tabs->addTab(m_results, tr("Results"));
    auto *below = new QWidget;
    auto *column = new QVBoxLayout(below);
    column->setContentsMargins(0, 4, 0, 0);
    column->addLayout(line);
    column->addWidget(m_tabs, 1);
    return below;
}

QAction *EditorPanel::addCommand(const QString &text, const QList<QKeySequence> &keys, const QString &tip,
                                 const std::function<void()> &run)
{
    auto *action = new QAction(text, this);
    action->setShortcuts(keys);
    action->setShortcutContext(Qt::WidgetWithChildrenShortcut);
    action->setToolTip(u"%1 (%2)"_s.arg(tip, keys.first().toString(QKeySequence::NativeText)));
    connect(action, &QAction::triggered, this, [run] { run(); });
    addAction(action);
    return action;
}

void EditorPanel::addButton(QAction *action)
{
    auto *button = new QToolButton;
    button->setDefaultAction(action);
    button->setToolButtonStyle(Qt::ToolButtonTextOnly);
    addCorner(button);
}

void EditorPanel::buildActions()
{
    addButton(addCommand(tr("Run"), {Qt::Key_F9},
                         tr("Runs the selection or the statement at the caret, if it only reads"),
                         [this] { runStatement(); }));
    addButton(addCommand(tr("Next problem"), {Qt::Key_F8}, tr("Goes to the next finding"),
                         [this] { m_layer->goToNext(); }));
    addCommand(tr("Previous problem"), {Qt::SHIFT | Qt::Key_F8}, tr("Goes to the finding before"),
               [this] { m_layer->goToPrevious(); });
    addButton(addCommand(tr("Details"), {Qt::ALT | Qt::Key_Return, Qt::ALT | Qt::Key_Enter},
                         tr("All that is known of the finding at the caret"),
                         [this] { m_layer->toggleDetails(); }));
    m_fix = addCommand(tr("Show fix…"), {Qt::CTRL | Qt::Key_Period},
                       tr("What would change, before it is applied"), [this] { showFix(); });
    addButton(m_fix);
    addButton(
        addCommand(tr("Find"), {QKeySequence::Find}, tr("Finds text"), [this] { m_findBar->openFind(); }));
    addCommand(tr("Replace"), {Qt::CTRL | Qt::Key_H}, tr("Finds and replaces text"),
               [this] { m_findBar->openReplace(); });
    addCommand(tr("Find next"), {Qt::Key_F3}, tr("Goes to the next match"),
               [this] { m_findBar->findNext(); });
    addCommand(tr("Find previous"), {Qt::SHIFT | Qt::Key_F3}, tr("Goes to the match before"),
               [this] { m_findBar->findPrevious(); });
    addCommand(tr("Go to line…"), {Qt::CTRL | Qt::Key_G}, tr("Puts the caret there"),
               [this] { askForLine(); });
    addCommand(tr("Comment"), {Qt::CTRL | Qt::Key_Slash}, tr("Comments the selected lines, or takes it back"),
               [this] { m_editor->toggleComment(); });
    addCommand(tr("Complete"), {Qt::CTRL | Qt::Key_Space}, tr("Offers names that fit here"),
               [this] { m_completer->offer(); });
    addCommand(tr("Select next occurrence"), {Qt::CTRL | Qt::Key_D}, tr("Adds a caret at the same word"),
               [this] { m_editor->addNextOccurrence(); });
    addCommand(tr("Larger text"), {Qt::CTRL | Qt::Key_Plus, Qt::CTRL | Qt::Key_Equal}, tr("Larger text"),
               [this] { m_editor->zoomIn(); });
    addCommand(tr("Smaller text"), {Qt::CTRL | Qt::Key_Minus}, tr("Smaller text"),
               [this] { m_editor->zoomOut(); });
    addCommand(tr("Usual text size"), {Qt::CTRL | Qt::Key_0}, tr("Usual text size"),
               [this] { m_editor->zoomTo(0); });
}

void EditorPanel::setSetup(const LintSetup &setup)
{
    m_editor->setDialect(setup.options.dialect);
    m_completer->setDialect(setup.options.dialect);
    m_watch->setSetup(setup);
}

void EditorPanel::setNames(const CatalogNames &names) { m_completer->setNames(names); }

void EditorPanel::setCompletionAutomatic(bool isAutomatic) { m_completer->setAutomatic(isAutomatic); }

void EditorPanel::load(const QString &text)
{
    m_editor->load(text);
    m_watch->judgeNow();
}

QString EditorPanel::text() const { return m_editor->text(); }

// They are another script's.
void EditorPanel::forgetFindings()
{
    m_layer->show(std::make_shared<lint::LintResult>(), {});
    showProblems();
    m_watch->judgeNow();
}

void EditorPanel::judged(const std::shared_ptr<const lint::LintResult> &result)
{
    m_layer->show(result, m_watch->setup().live);
    Q_EMIT judgedScript(result);
    showProblems();
}

QList<Problem> EditorPanel::problems() const
{
    const PlacedFindings &findings = m_layer->findings();
    QList<Problem> problems;
    problems.reserve(findings.size());
    for (int i = 0; i < findings.size(); ++i)
        problems.append(problemOf(findings, *m_editor, i));
    return problems;
}

void EditorPanel::goToProblem(int row)
{
    m_layer->goTo(row);
    m_editor->setFocus();
}

void EditorPanel::showProblems()
{
    const QList<Problem> problems = this->problems();
    m_problems->show(problems);
    m_tabs->setTabText(0, problems.isEmpty() ? tr("Problems") : tr("Problems: %1").arg(problems.size()));
}

void EditorPanel::showCurrent()
{
    const std::vector<int> here = m_layer->atCaret();
    int line = 0;
    int column = 0;
    m_editor->getCursorPosition(&line, &column);
    m_place->setText(tr("Line %1, column %2").arg(line + 1).arg(column + 1));
    m_fix->setEnabled(fixAtCaret() >= 0);
    if (here.empty()) {
        m_current->clear();
        return;
    }
    const lint::Finding &finding = m_layer->findings().finding(here.front());
    m_current->setPalette(withText(palette(), finding.isSuppressed
                                                  ? quietColor(palette())
                                                  : toneColor(lookOf(finding.severity).tone, palette())));
    m_current->setText(headline(finding, std::ssize(here) - 1));
}

/// Of the worst finding that has one; none while the text isn't the one that was judged.
int EditorPanel::fixAtCaret() const
{
    const PlacedFindings &findings = m_layer->findings();
    const std::vector<int> here = m_layer->atCaret();
    const auto fixable =
        std::ranges::find_if(here, [&](int index) { return findings.finding(index).fix.has_value(); });
    return fixable == here.end() || findings.isStale() ? -1 : *fixable;
}

void EditorPanel::showFix()
{
    const int index = fixAtCaret();
    const PlacedFindings &findings = m_layer->findings();
    if (index < 0)
        return;
    auto *dialog = new FixDialog(findings.finding(index), *findings.result(), this);
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    connect(dialog, &QDialog::accepted, this, [this, index, version = findings.result()] {
        // The text, and what was said of it, may have changed below the dialog.
        if (m_layer->findings().result() == version && !m_layer->findings().isStale())
            applyFix(index);
    });
    dialog->open();
}

void EditorPanel::applyFix(int index)
{
    m_layer->hideDetails();
    m_editor->apply(m_layer->findings().finding(index).fix->edits);
    m_watch->judgeNow();
}

void EditorPanel::askForLine()
{
    auto *dialog = new QInputDialog(this);
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    dialog->setWindowTitle(tr("Go to line"));
    dialog->setLabelText(tr("Line, from 1 to %1:").arg(m_editor->lines()));
    dialog->setInputMode(QInputDialog::IntInput);
    dialog->setIntRange(1, m_editor->lines());
    dialog->setIntValue(m_editor->caretLine() + 1);
    connect(dialog, &QInputDialog::intValueSelected, m_editor,
            [this](int line) { m_editor->goToLine(line - 1); });
    dialog->open();
}

/// Around the caret, or the one that ends just before it.
Span EditorPanel::statementAtCaret(const std::string &text) const
{
    const auto dialect = m_watch->setup().options.dialect;
    const Script script = split(text, {.dialect = dialect, .version = usualVersion(dialect)});
    const auto after = std::ranges::upper_bound(script.pieces, m_editor->caret(), {},
                                                [](const Piece &piece) { return piece.span.begin; });
    return after == script.pieces.begin() ? Span() : std::prev(after)->span;
}

void EditorPanel::runStatement()
{
    m_tabs->setCurrentWidget(m_results);
    const std::string text = m_editor->utf8();
    const Span selected = selection(*m_editor);
    const Span span = selected.isEmpty() ? statementAtCaret(text) : selected;
    if (!span.isValid() || span.isEmpty()) {
        m_results->refused(tr("There is no statement at the caret."));
        return;
    }
    // What is sent is what is seen to be sent.
    m_editor->select(span);
    const auto dialect = m_watch->setup().options.dialect;
    const auto statement = std::string_view(text).substr(std::size_t(span.begin), std::size_t(span.size()));
    if (!onlyReads(statement, {.dialect = dialect, .version = usualVersion(dialect)})) {
        m_results->refused(
            tr("This statement writes, or may write. Make it a step of a plan. Nothing was sent."));
        return;
    }
    const QString sql = QString::fromUtf8(statement);
    m_results->started(sql);
    Q_EMIT queryRequested(sql);
}

} // namespace lockkeeper
