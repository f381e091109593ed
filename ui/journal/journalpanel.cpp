// SPDX-FileCopyrightText: 2026 Lockkeeper contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/journal/journalpanel.h"

#include <QHeaderView>
#include <QTreeView>
#include <QVBoxLayout>

namespace lockkeeper {

JournalPanel::JournalPanel(QWidget *parent) : Panel(tr("Journal"), parent)
{
    auto *list = new QTreeView;
    list->setModel(&m_model);
    list->setAccessibleName(tr("Journal"));
    list->setRootIsDecorated(false);
    list->setUniformRowHeights(true);
    list->setFrameShape(QFrame::NoFrame);
    list->setAllColumnsShowFocus(true);
    list->header()->setStretchLastSection(false);
    list->header()->setSectionResizeMode(QHeaderView::ResizeToContents);
    list->header()->setSectionResizeMode(EventModel::TextColumn, QHeaderView::Stretch);
    body()->addWidget(list, 1);
}

void JournalPanel::show(const MigrationSnapshot &snapshot)
{
    if (std::exchange(m_migration, snapshot.record.id) != snapshot.record.id)
        m_model.clear();
    m_model.add(snapshot.events);
}

} // namespace lockkeeper
