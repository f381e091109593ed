// SPDX-FileCopyrightText: 2026 Lockkeeper contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/editor/completion.h"
#include "ui/editor/lintwatch.h"
#include "ui/problems/problemmodel.h"
#include "ui/theme/panel.h"

class QAction;
class QTabWidget;

namespace lockkeeper {

class Completer;
class FindBar;
class FindingLayer;
class ProblemPanel;
class ResultPanel;
class ScriptBar;
class SqlEditor;

/// The SQL editor with all that belongs to it: find bar, the finding at the caret, problems, results. It knows no database: what
/// one knows comes as values.
class EditorPanel final : public Panel
{
    Q_OBJECT

public:
    explicit EditorPanel(QWidget *parent = nullptr);
    ~EditorPanel() override;

    /// Dialect, version, severities and what the database knows: the script is judged by it from now on.
    void setSetup(const LintSetup &setup);
    /// What is offered while typing, beside the dialect's own words.
    void setNames(const CatalogNames &names);
    void setCompletionAutomatic(bool isAutomatic);
    void load(const QString &text);
    QString text() const;

    /// The open scripts as tabs, and their files.
    ScriptBar &scripts() const { return *m_scripts; }
    SqlEditor &editor() const { return *m_editor; }
    const FindingLayer &findings() const { return *m_layer; }
    /// What was found in the script, by place.
    QList<Problem> problems() const;
    void goToProblem(int row);
    /// Where a query's rows go; connect a QueryConnection to it.
    ResultPanel &results() const { return *m_results; }

Q_SIGNALS:
    /// The script was judged; whoever knows the database may look up what it names.
    void judgedScript(std::shared_ptr<const lockkeeper::lint::LintResult> result);
    /// One statement that only reads; what may write is never asked for.
    void queryRequested(const QString &sql);

private:
    QWidget *buildBelow();
    void buildActions();
    QAction *addCommand(const QString &text, const QList<QKeySequence> &keys, const QString &tip,
                        const std::function<void()> &run);
    void addButton(QAction *action);
    void forgetFindings();
    void judged(const std::shared_ptr<const lint::LintResult> &result);
    void showProblems();
    void showCurrent();
    int fixAtCaret() const;
    void showFix();
    void applyFix(int index);
    void askForLine();
    void runStatement();
    Span statementAtCaret(const std::string &text) const;

    SqlEditor *m_editor;
    ScriptBar *m_scripts;
    FindingLayer *m_layer;
    LintWatch *m_watch;
    FindBar *m_findBar;
    Completer *m_completer;
    ProblemPanel *m_problems;
    ResultPanel *m_results;
    QTabWidget *m_tabs = nullptr;
    QLabel *m_current = nullptr;
    QLabel *m_place = nullptr;
    QAction *m_fix = nullptr;
};

} // namespace lockkeeper
