// SPDX-FileCopyrightText: 2026 Lockkeeper contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/connections/connectionspanel.h"

#include "ui/connections/connectionlist.h"
#include "ui/connections/connectionmodel.h"

#include <QListView>
#include <QToolButton>
#include <QVBoxLayout>

#include <algorithm>

namespace lockkeeper {

namespace {

constexpr int mostShown = 4; ///< rows, before the list scrolls

} // namespace

ConnectionsPanel::ConnectionsPanel(const ConnectionList &list, QWidget *parent)
    : Panel(tr("Connections"), parent), m_model(new ConnectionModel(this))
{
    build();
    connect(&list, &ConnectionList::changed, this, [this, &list] { showProfiles(list); });
    connect(m_view, &QListView::activated, this,
            [this](const QModelIndex &index) { Q_EMIT openRequested(m_model->at(index.row()).id); });
    showProfiles(list);
}

void ConnectionsPanel::build()
{
    m_check = new QToolButton;
    m_check->setText(tr("Check"));
    m_check->setAccessibleName(tr("Check whether the connections work"));
    m_check->setToolTip(
        tr("Signs in to each of them and says whether it works. Nothing else is done there."));
    connect(m_check, &QToolButton::clicked, this, &ConnectionsPanel::checkRequested);
    addCorner(m_check);
    auto *manage = new QToolButton;
    manage->setText(tr("Manage…"));
    manage->setAccessibleName(tr("Manage connections"));
    connect(manage, &QToolButton::clicked, this, &ConnectionsPanel::managerRequested);
    addCorner(manage);
    m_view = new QListView;
    m_view->setModel(m_model);
    m_view->setItemDelegate(new ConnectionDelegate(m_view));
    m_view->setFrameShape(QFrame::NoFrame);
    m_view->setAccessibleName(tr("Connections"));
    m_empty = new QuietLabel(tr("None is kept yet. Manage takes over those of other programs, too."));
    body()->addWidget(m_view);
    body()->addWidget(m_empty);
}

void ConnectionsPanel::showProfiles(const ConnectionList &list)
{
    m_model->setProfiles(list.profiles());
    const int rows = m_model->rowCount();
    m_view->setVisible(rows > 0);
    m_check->setVisible(rows > 0);
    m_empty->setVisible(rows == 0);
    fitRows();
}

void ConnectionsPanel::showHealth(const QString &id, const ConnectionHealth &health)
{
    m_model->setHealth(id, health);
    m_view->doItemsLayout(); // a row with a third line is higher
    fitRows();
}

void ConnectionsPanel::fitRows()
{
    int height = 4;
    for (int row = 0; row < std::min(m_model->rowCount(), mostShown); ++row)
        height += m_view->sizeHintForRow(row);
    m_view->setFixedHeight(height);
}

} // namespace lockkeeper
