// SPDX-FileCopyrightText: 2026 Lockkeeper contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/shell/cockpitpage.h"

#include "core/text/sentences.h"
#include "ui/backfill/backfillpanel.h"
#include "ui/charts/chartspanel.h"
#include "ui/cockpit/headerbar.h"
#include "ui/documents/scriptbar.h"
#include "ui/documents/scriptdesk.h"
#include "ui/editor/editorpanel.h"
#include "ui/gates/gatepanel.h"
#include "ui/journal/journalpanel.h"
#include "ui/plan/steppanel.h"
#include "ui/sessions/sessionspanel.h"
#include "ui/timeline/timelinewidget.h"

#include <QAction>
#include <QDockWidget>
#include <QHeaderView>
#include <QTableView>
#include <QVBoxLayout>

namespace lockkeeper {

namespace {

using namespace Qt::StringLiterals;

QTableView *stageTable(QAbstractItemModel *stages)
{
    auto *table = new QTableView;
    table->setModel(stages);
    table->setAccessibleName(CockpitPage::tr("Stages"));
    table->horizontalHeader()->setSectionResizeMode(QHeaderView::Stretch);
    table->verticalHeader()->hide();
    table->setFixedHeight(220);
    table->hide();
    return table;
}

} // namespace

CockpitPage::CockpitPage(const Actions &actions, QWidget *parent)
    : QWidget(parent)
    , m_header(new HeaderBar(actions.header))
    , m_timeline(new TimelineWidget)
    , m_stages(stageTable(m_timeline->model()))
    , m_notices(new QVBoxLayout)
    , m_workspace(new Workspace)
    , m_steps(new StepPanel)
    , m_backfill(new BackfillPanel)
    , m_charts(new ChartsPanel)
    , m_editor(new EditorPanel)
    , m_journal(new JournalPanel)
    , m_sessions(new SessionsPanel)
    , m_gate(new GatePanel(actions.check))
{
    addPanels();
    build(actions);
}

void CockpitPage::addPanels()
{
    using enum Workspace::Place;
    using P = Perspective;
    // The first of each place, then those that stand behind them as tabs.
    m_workspace->add(m_steps, {.id = u"steps"_s, .place = Left, .in = {P::Plan, P::Run}});
    m_workspace->add(m_backfill, {.id = u"backfill"_s, .place = Middle, .in = {P::Run, P::Present}});
    m_workspace->add(m_gate, {.id = u"gate"_s, .place = Right, .in = {P::Plan, P::Run, P::Present}});
    m_workspace->add(m_journal, {.id = u"journal"_s, .place = Below, .in = {P::Run}});
    m_workspace->add(m_charts, {.id = u"charts"_s, .place = Middle, .in = {P::Run, P::Present}});
    m_workspace->add(m_editor, {.id = u"editor"_s, .place = Middle, .in = {P::Plan, P::Write}});
    m_workspace->add(m_sessions, {.id = u"sessions"_s, .place = Below, .in = {P::Run}});
}

void CockpitPage::build(const Actions &actions)
{
    auto *layout = new QVBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(10);
    layout->addWidget(m_header);
    layout->addWidget(m_timeline);
    layout->addWidget(m_stages);
    layout->addLayout(m_notices);
    layout->addWidget(m_workspace, 1);
    connect(actions.table, &QAction::toggled, m_stages, &QWidget::setVisible);
    hideMigration();
    connect(m_timeline, &TimelineWidget::stageActivated, this, &CockpitPage::showStage);
    connect(m_timeline, &TimelineWidget::gateActivated, this, &CockpitPage::showGate);
    connect(m_steps, &StepPanel::openSqlRequested, this, [this](const QString &name, const QString &sql) {
        m_editor->scripts().desk().addNew(sql, name);
    });
    connect(m_gate, &GatePanel::runRequested, this, &CockpitPage::runRequested);
    connect(m_sessions, &SessionsPanel::interruptRequested, this, &CockpitPage::interruptRequested);
}

void CockpitPage::show(const MigrationSnapshot &snapshot)
{
    m_header->setVisible(true);
    m_timeline->setVisible(true);
    m_header->show(snapshot);
    m_timeline->show(snapshot);
    m_steps->show(snapshot);
    m_backfill->show(snapshot);
    m_charts->show(snapshot);
    m_gate->show(snapshot);
    m_journal->show(snapshot);
}

void CockpitPage::hideMigration()
{
    m_header->hide();
    m_timeline->hide();
}

void CockpitPage::showActivity(const ActivitySample &sample) { m_sessions->show(sample); }

void CockpitPage::setEnvironment(Environment environment)
{
    m_header->setEnvironment(environment);
    m_gate->setEnvironment(environment);
}

void CockpitPage::setTarget(const QString &target) { m_header->setTarget(target); }

void CockpitPage::addNotice(QWidget *notice) { m_notices->addWidget(notice); }

void CockpitPage::showStage(Stage stage)
{
    m_workspace->reveal(u"steps"_s);
    m_steps->select(stage);
}

void CockpitPage::showStep(const QString &step)
{
    m_workspace->reveal(u"steps"_s);
    m_steps->select(step);
}

void CockpitPage::showGate(Stage gate)
{
    m_workspace->reveal(u"gate"_s);
    m_gate->choose(gate);
}

void CockpitPage::showRefusal(const Error &error, const QString &at)
{
    m_workspace->reveal(u"gate"_s);
    m_gate->showRefusal(error, at);
}

void CockpitPage::clearRefusal() { m_gate->clearRefusal(); }

Stage CockpitPage::gate() const { return m_gate->gate(); }

QList<Command> CockpitPage::thingsToOpen(const MigrationSnapshot &snapshot)
{
    QList<Command> things;
    for (const StageSnapshot &stage : snapshot.stages) {
        const Stage which = stage.stage;
        things.append(
            {.title = sentences::stage(which), .detail = tr("Stage"), .shortcut = {}, .run = [this, which] {
                 showStage(which);
             }});
        if (!snapshot.gate(which).isEmpty())
            things.append({.title = tr("Gate before %1").arg(sentences::stage(which)),
                           .detail = tr("Gate"),
                           .shortcut = {},
                           .run = [this, which] { showGate(which); }});
    }
    for (const StepSnapshot &step : snapshot.steps)
        things.append({.title = step.step.id,
                       .detail = tr("Step of %1").arg(sentences::stage(step.step.stage)),
                       .shortcut = {},
                       .run = [this, id = step.step.id] { showStep(id); }});
    return things + panelsToOpen() + textsToOpen();
}

QList<Command> CockpitPage::panelsToOpen()
{
    QList<Command> things;
    for (const QDockWidget *dock : m_workspace->findChildren<QDockWidget *>(Qt::FindDirectChildrenOnly))
        things.append({.title = dock->windowTitle(),
                       .detail = tr("Panel"),
                       .shortcut = {},
                       .run = [this, id = dock->objectName()] { m_workspace->reveal(id); }});
    return things;
}

QList<Command> CockpitPage::textsToOpen()
{
    QList<Command> things;
    ScriptDesk &desk = m_editor->scripts().desk();
    for (int index = 0; index < desk.count(); ++index)
        things.append(
            {.title = desk.title(index), .detail = tr("Script"), .shortcut = {}, .run = [this, &desk, index] {
                 desk.setCurrent(index);
                 m_workspace->reveal(u"editor"_s);
             }});
    const QList<Problem> problems = m_editor->problems();
    for (int row = 0; row < problems.size(); ++row)
        things.append({.title = problems.at(row).title,
                       .detail = tr("Finding in line %1").arg(problems.at(row).line),
                       .shortcut = {},
                       .run = [this, row] {
                           m_workspace->reveal(u"editor"_s);
                           m_editor->goToProblem(row);
                       }});
    return things;
}

} // namespace lockkeeper
