// SPDX-FileCopyrightText: 2026 Lockkeeper contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/problems/problempanel.h"

#include "ui/editor/findingtext.h"
#include "ui/theme/look.h"
#include "ui/theme/panel.h"

#include <QHBoxLayout>
#include <QHeaderView>
#include <QLabel>
#include <QTableView>
#include <QToolButton>

#include <algorithm>

namespace lockkeeper {

namespace {

using namespace Qt::StringLiterals;

constexpr std::array worstFirst{lint::Severity::Blocker, lint::Severity::Risk, lint::Severity::Note};

QString plural(lint::Severity severity)
{
    switch (severity) {
    case lint::Severity::Note:
        return ProblemPanel::tr("Notes");
    case lint::Severity::Risk:
        return ProblemPanel::tr("Risks");
    case lint::Severity::Blocker:
        return ProblemPanel::tr("Blockers");
    }
    return {};
}

} // namespace

void ProblemFilter::show(lint::Severity severity, bool isShown)
{
    m_shown.at(static_cast<std::size_t>(severity)) = isShown;
    invalidateRowsFilter();
}

void ProblemFilter::showSuppressed(bool isShown)
{
    m_showsSuppressed = isShown;
    invalidateRowsFilter();
}

bool ProblemFilter::filterAcceptsRow(int row, const QModelIndex &) const
{
    const Problem &problem = static_cast<const ProblemModel *>(sourceModel())->problem(row);
    return problem.isSuppressed ? m_showsSuppressed : m_shown.at(static_cast<std::size_t>(problem.severity));
}

ProblemPanel::ProblemPanel(QWidget *parent)
    : QWidget(parent)
    , m_model(new ProblemModel(this))
    , m_filter(new ProblemFilter(this))
    , m_view(new QTableView)
{
    m_filter->setSourceModel(m_model);
    m_filter->setSortRole(ProblemModel::sortRole);
    build();
    connect(m_view, &QTableView::activated, this,
            [this](const QModelIndex &index) { Q_EMIT activated(m_filter->mapToSource(index).row()); });
    show(QList<Problem>());
}

QToolButton *ProblemPanel::filterButton(const QString &text, bool isOn)
{
    auto *button = new QToolButton;
    button->setText(text);
    button->setCheckable(true);
    button->setChecked(isOn);
    button->setAutoRaise(true);
    button->setToolButtonStyle(Qt::ToolButtonTextBesideIcon);
    return button;
}

void ProblemPanel::build()
{
    auto *row = new QHBoxLayout;
    row->setContentsMargins(4, 4, 4, 0);
    for (const lint::Severity severity : worstFirst) {
        QToolButton *button = filterButton(plural(severity), true);
        m_severities.at(static_cast<std::size_t>(severity)) = button;
        connect(button, &QToolButton::toggled, m_filter,
                [this, severity](bool isOn) { m_filter->show(severity, isOn); });
        row->addWidget(button);
    }
    m_suppressed = filterButton(tr("Allowed"), false);
    m_suppressed->setToolTip(tr("What a comment in the script allows"));
    connect(m_suppressed, &QToolButton::toggled, m_filter, &ProblemFilter::showSuppressed);
    row->addWidget(m_suppressed);
    row->addStretch();
    m_nothing = new QuietLabel(tr("Nothing was found."));
    row->addWidget(m_nothing);

    m_view->setModel(m_filter);
    m_view->setAccessibleName(tr("Problems"));
    m_view->setSortingEnabled(true);
    m_view->sortByColumn(ProblemModel::LineColumn, Qt::AscendingOrder);
    m_view->setSelectionBehavior(QAbstractItemView::SelectRows);
    m_view->setSelectionMode(QAbstractItemView::SingleSelection);
    m_view->setEditTriggers(QAbstractItemView::NoEditTriggers);
    m_view->setTabKeyNavigation(false); // Tab leaves the list
    m_view->setShowGrid(false);
    m_view->setFrameShape(QFrame::NoFrame);
    m_view->verticalHeader()->hide();
    m_view->verticalHeader()->setDefaultSectionSize(m_view->fontMetrics().height() + 8);
    m_view->horizontalHeader()->setHighlightSections(false);
    m_view->horizontalHeader()->setDefaultAlignment(Qt::AlignLeft | Qt::AlignVCenter);
    m_view->horizontalHeader()->setSectionResizeMode(ProblemModel::TitleColumn, QHeaderView::Stretch);
    m_view->setColumnWidth(ProblemModel::LineColumn, 60);
    m_view->setColumnWidth(ProblemModel::RuleColumn, 220);
    auto *layout = new QVBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(4);
    layout->addLayout(row);
    layout->addWidget(m_view, 1);
}

void ProblemPanel::show(const QList<Problem> &problems)
{
    m_model->setProblems(problems);
    updateCounts(problems);
}

void ProblemPanel::updateCounts(const QList<Problem> &problems)
{
    for (const lint::Severity severity : worstFirst) {
        const auto count = std::ranges::count_if(problems, [severity](const Problem &problem) {
            return problem.severity == severity && !problem.isSuppressed;
        });
        QToolButton *button = m_severities.at(static_cast<std::size_t>(severity));
        button->setText(tr("%1: %2").arg(plural(severity)).arg(count));
        button->setIcon(lookIcon(lookOf(severity), palette()));
    }
    const auto allowed = std::ranges::count_if(problems, &Problem::isSuppressed);
    m_suppressed->setText(tr("Allowed: %1").arg(allowed));
    m_suppressed->setVisible(allowed > 0);
    m_nothing->setVisible(problems.isEmpty());
}

} // namespace lockkeeper
