// SPDX-FileCopyrightText: 2026 Lockkeeper contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/recipes/previewpage.h"

#include "core/plan/plan.h"
#include "core/text/sentences.h"
#include "ui/editor/findingtext.h"
#include "ui/messagebar.h"
#include "ui/plan/steptext.h"
#include "ui/recipes/codeedit.h"
#include "ui/recipes/pagehead.h"
#include "ui/recipes/recipeconnection.h"
#include "ui/theme/look.h"
#include "ui/theme/panel.h"
#include "ui/theme/theme.h"

#include <QHeaderView>
#include <QSplitter>
#include <QTabWidget>
#include <QTreeWidget>
#include <QVBoxLayout>

#include <algorithm>

namespace lockkeeper {

namespace {

using namespace Qt::StringLiterals;

constexpr int whyRole = Qt::UserRole;

QTreeWidget *makeTree(const QStringList &columns, const QString &name)
{
    auto *tree = new QTreeWidget;
    tree->setColumnCount(static_cast<int>(columns.size()));
    tree->setHeaderLabels(columns);
    tree->setAccessibleName(name);
    tree->setFrameShape(QFrame::NoFrame);
    tree->setUniformRowHeights(false);
    tree->setTabKeyNavigation(false);
    return tree;
}

QTreeWidgetItem *addRow(QTreeWidgetItem &parent, const QString &what, const QString &text)
{
    auto *row = new QTreeWidgetItem(&parent, {what, text});
    row->setToolTip(1, text);
    row->setTextAlignment(0, Qt::AlignLeft | Qt::AlignTop);
    return row;
}

QString text(const std::string &words) { return QString::fromStdString(words); }

} // namespace

PreviewPage::PreviewPage(KSyntaxHighlighting::Repository &repository, QWidget *parent) : QWizardPage(parent)
{
    build(repository);
    connect(m_findings, &QTreeWidget::currentItemChanged, this, [this](const QTreeWidgetItem *item) {
        setTextOrHide(m_why, item ? item->data(0, whyRole).toString() : QString());
    });
}

void PreviewPage::build(KSyntaxHighlighting::Repository &repository)
{
    m_messages = new MessageBar;
    m_stages = makeTree({tr("Stage"), tr("What happens")}, tr("The plan's stages"));
    m_stages->header()->setSectionResizeMode(0, QHeaderView::ResizeToContents);
    m_file = new CodeEdit(repository, u"YAML"_s);
    m_file->setReadOnly(true);
    m_file->setLineWrapMode(QPlainTextEdit::NoWrap);
    m_file->setTextInteractionFlags(Qt::TextSelectableByMouse | Qt::TextSelectableByKeyboard);
    m_file->setAccessibleName(tr("The plan file"));
    auto *tabs = new QTabWidget;
    tabs->addTab(m_stages, tr("&Stages"));
    tabs->addTab(m_file, tr("&File"));
    tabs->setAccessibleName(tr("The plan"));
    m_summary = new QLabel;
    m_summary->setTextFormat(Qt::PlainText);
    m_summary->setFont(scaled(font(), 1.0, true));
    m_findings = makeTree({tr("Severity"), tr("Step"), tr("Finding")}, tr("What the linter says"));
    m_findings->setRootIsDecorated(false);
    m_findings->header()->setSectionResizeMode(QHeaderView::ResizeToContents);
    m_why = new QuietLabel;
    m_why->setWordWrap(true);
    auto *lint = new QWidget;
    auto *below = new QVBoxLayout(lint);
    below->setContentsMargins(0, 4, 0, 0);
    below->addWidget(m_summary);
    below->addWidget(m_findings, 1);
    below->addWidget(m_why);
    auto *both = new QSplitter(Qt::Vertical);
    both->addWidget(tabs);
    both->addWidget(lint);
    both->setStretchFactor(0, 3);
    both->setStretchFactor(1, 1);
    both->setChildrenCollapsible(false);
    both->setSizes({340, 200});
    auto *head = new PageHead;
    head->say(tr("The plan"),
              tr("Nothing of it was run. Save it, have it reviewed, and open it in the cockpit."), 4, 4);
    auto *layout = new QVBoxLayout(this);
    layout->addWidget(head);
    layout->addWidget(m_messages);
    layout->addWidget(both, 1);
}

void PreviewPage::showPreview(const RecipePreview &preview)
{
    m_messages->hide();
    m_file->setPlainText(QString::fromUtf8(preview.text));
    showStages(*preview.plan);
    showFindings(preview.findings);
}

void PreviewPage::showError(const Error &error) { m_messages->showError(error); }

void PreviewPage::showStages(const Plan &plan)
{
    m_stages->clear();
    for (const Stage stage : allStages) {
        const auto conditions = plan.conditionsOf(stage);
        const auto steps = plan.stepsOf(stage);
        auto *top = new QTreeWidgetItem(m_stages, {sentences::stage(stage)});
        top->setFont(0, scaled(font(), 1.0, true));
        if (conditions.isEmpty() && steps.isEmpty())
            top->setText(1, stage == Stage::Classify ? tr("The server, its privileges and tables are checked")
                            : plan.watch.count() > 0 && stage == Stage::Verify ? QString()
                                                                               : tr("Nothing to do"));
        for (const Condition &condition : conditions)
            addRow(*top, stage == Stage::Verify ? tr("Watched") : tr("Gate"), sentences::question(condition));
        if (stage == Stage::Verify && plan.watch.count() > 0)
            addRow(*top, tr("Watch"), tr("for %1").arg(sentences::duration(plan.watch.count())));
        for (const Step &step : steps) {
            auto *row = addRow(*top, step.id, stepText(step).simplified());
            addRow(*row, tr("Does"), stepText(step));
            addRow(*row, tr("Undo"), undoText(step));
            if (!step.doneWhen.isEmpty())
                addRow(*row, tr("Done when"), step.doneWhen);
        }
        top->setExpanded(true);
    }
}

void PreviewPage::showFindings(const QList<StepFinding> &findings)
{
    m_findings->clear();
    setTextOrHide(m_why, {});
    const auto count = [&findings](lint::Severity severity) {
        return static_cast<int>(std::ranges::count(
            findings, severity, [](const StepFinding &found) { return found.finding.severity; }));
    };
    m_summary->setText(findings.isEmpty() ? tr("The linter has nothing to say.")
                                          : tr("The linter found – blockers: %1, risks: %2, notes: %3")
                                                .arg(count(lint::Severity::Blocker))
                                                .arg(count(lint::Severity::Risk))
                                                .arg(count(lint::Severity::Note)));
    m_findings->setVisible(!findings.isEmpty());
    auto sorted = findings;
    std::ranges::stable_sort(sorted, std::greater(),
                             [](const StepFinding &found) { return found.finding.severity; });
    for (const StepFinding &found : std::as_const(sorted)) {
        auto *row = new QTreeWidgetItem(
            m_findings, {severityWord(found.finding.severity), found.step, text(found.finding.title())});
        row->setIcon(0, lookIcon(lookOf(found.finding.severity), palette()));
        row->setData(0, whyRole,
                     QString(text(found.finding.why()) + u'\n' + text(found.finding.help())).trimmed());
    }
}

} // namespace lockkeeper
