// SPDX-FileCopyrightText: 2026 Lockkeeper contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/plan/steppanel.h"

#include "ui/plan/stepdetails.h"

#include <QEvent>
#include <QHeaderView>
#include <QSplitter>
#include <QTreeView>
#include <QVBoxLayout>

#include <algorithm>

namespace lockkeeper {

namespace {

using namespace Qt::StringLiterals;

constexpr qsizetype mostEvents = 2000;

} // namespace

StepPanel::StepPanel(QWidget *parent) : Panel(tr("Steps"), parent)
{
    build();
    connect(m_tree->selectionModel(), &QItemSelectionModel::currentChanged, this, &StepPanel::showCurrent);
    connect(&m_model, &QAbstractItemModel::dataChanged, this, &StepPanel::showCurrent);
    connect(&m_model, &QAbstractItemModel::modelReset, m_tree, &QTreeView::expandAll);
}

void StepPanel::build()
{
    m_tree = new QTreeView;
    m_tree->setModel(&m_model);
    m_tree->setAccessibleName(tr("Stages and steps"));
    m_tree->setFrameShape(QFrame::NoFrame);
    m_tree->setUniformRowHeights(true);
    m_tree->setIndentation(12);
    m_tree->setRootIsDecorated(true);
    m_tree->setAllColumnsShowFocus(true);
    m_tree->header()->setStretchLastSection(false);
    m_tree->header()->setSectionResizeMode(QHeaderView::ResizeToContents);
    m_tree->header()->setSectionResizeMode(StepModel::NameColumn, QHeaderView::Interactive);
    m_tree->viewport()->installEventFilter(this);
    m_details = new StepDetails;
    connect(m_details, &StepDetails::openSqlRequested, this, &StepPanel::openSqlRequested);
    auto *splitter = new QSplitter(Qt::Vertical);
    splitter->setChildrenCollapsible(false);
    splitter->addWidget(m_tree);
    splitter->addWidget(m_details);
    splitter->setStretchFactor(0, 1);
    splitter->setStretchFactor(1, 1);
    splitter->setSizes({1100, 1000}); // in proportion
    body()->addWidget(splitter, 1);
}

void StepPanel::show(const MigrationSnapshot &snapshot)
{
    m_expected = snapshot.expected;
    keepEvents(snapshot.events);
    m_model.setSnapshot(snapshot);
    fitNames();
    followRunningStep(snapshot);
}

// All that is left, but never less than the names: where that is too much, the columns behind are scrolled to.
void StepPanel::fitNames()
{
    int others = 0;
    for (int column = StepModel::NameColumn + 1; column < StepModel::Columns; ++column)
        others += m_tree->header()->sectionSize(column);
    const int names = static_cast<QAbstractItemView *>(m_tree)->sizeHintForColumn(StepModel::NameColumn);
    m_tree->header()->resizeSection(StepModel::NameColumn,
                                    std::max(names, m_tree->viewport()->width() - others));
}

bool StepPanel::eventFilter(QObject *watched, QEvent *event)
{
    if (event->type() == QEvent::Resize)
        fitNames();
    return Panel::eventFilter(watched, event);
}

// A snapshot brings the newest events only, and an attempt may be hours old.
void StepPanel::keepEvents(const QList<Event> &events)
{
    const qint64 known = m_events.isEmpty() ? -1 : m_events.last().sequence;
    for (const Event &event : events) {
        if (event.sequence > known && event.data.contains(u"step"_s))
            m_events << event;
    }
    if (m_events.size() > mostEvents)
        m_events.remove(0, m_events.size() - mostEvents);
}

void StepPanel::select(Stage stage)
{
    m_tree->setCurrentIndex(m_model.indexOf(stage));
    m_tree->scrollTo(m_model.indexOf(stage), QAbstractItemView::PositionAtTop);
}

void StepPanel::select(const QString &step) { m_tree->setCurrentIndex(m_model.indexOf(step)); }

// Once for each step that starts, so that a person who looks at another one isn't pulled away.
void StepPanel::followRunningStep(const MigrationSnapshot &snapshot)
{
    for (const StepSnapshot &step : snapshot.steps) {
        const bool active = step.record.state == StepState::Running || step.record.state == StepState::Failed;
        if (!active || step.step.id == m_followed)
            continue;
        m_followed = step.step.id;
        m_tree->setCurrentIndex(m_model.indexOf(step.step.id));
        return;
    }
}

void StepPanel::showCurrent()
{
    const StepSnapshot *step = m_model.stepAt(m_tree->currentIndex());
    if (!step) {
        m_details->clear();
        return;
    }
    const auto expected =
        m_expected ? m_expected->constFind(step->step.id) : ExpectedByStep::const_iterator();
    const bool isKnown = m_expected && expected != m_expected->constEnd();
    m_details->show(*step, isKnown ? &*expected : nullptr, m_events);
}

} // namespace lockkeeper
