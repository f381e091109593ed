// SPDX-FileCopyrightText: 2026 Lockkeeper contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/sessions/sessionspanel.h"

#include "core/text/sentences.h"
#include "ui/sessions/interruptdialog.h"

#include <QHeaderView>
#include <QPushButton>
#include <QTreeView>
#include <QVBoxLayout>

namespace lockkeeper {

SessionsPanel::SessionsPanel(QWidget *parent) : Panel(tr("Sessions"), parent)
{
    build();
    connect(m_tree->selectionModel(), &QItemSelectionModel::currentChanged, this,
            &SessionsPanel::showSelected);
    connect(&m_model, &QAbstractItemModel::rowsInserted, m_tree,
            [this](const QModelIndex &above) { m_tree->expand(above); });
    connect(m_interrupt, &QPushButton::clicked, this, &SessionsPanel::ask);
}

void SessionsPanel::build()
{
    m_tree = new QTreeView;
    m_tree->setModel(&m_model);
    m_tree->setAccessibleName(tr("Sessions that wait, below those they wait for"));
    m_tree->setFrameShape(QFrame::NoFrame);
    m_tree->setUniformRowHeights(true);
    m_tree->setAllColumnsShowFocus(true);
    m_tree->header()->setStretchLastSection(true);
    const int em = fontMetrics().horizontalAdvance(u'm');
    m_tree->setColumnWidth(WaitModel::SessionColumn, 18 * em);
    m_tree->setColumnWidth(WaitModel::WaitColumn, 18 * em);
    m_tree->setColumnWidth(WaitModel::StateColumn, 16 * em);
    m_tree->setColumnWidth(WaitModel::UserColumn, 10 * em);
    m_nobody = new QuietLabel;
    m_oldest = new QuietLabel;
    m_interrupt = new QPushButton(tr("End…"));
    m_interrupt->setToolTip(tr("Cancels what the selected session does, or ends it"));
    m_interrupt->setAccessibleName(tr("End the selected session's work"));
    m_interrupt->setEnabled(false);
    addCorner(m_interrupt);
    body()->addWidget(m_oldest);
    body()->addWidget(m_nobody);
    body()->addWidget(m_tree, 1);
}

void SessionsPanel::show(const ActivitySample &sample)
{
    m_model.show(waitTree(sample));
    m_nobody->setText(sample.coverage.lockWaits ? tr("Nobody waits for a lock.")
                                                : tr("This database does not tell who waits for whom."));
    m_nobody->setVisible(m_model.rowCount() == 0);
    m_tree->setVisible(m_model.rowCount() > 0);
    setTitle(sample.lockWaiters > 0 ? tr("Sessions: %1 waiting").arg(sample.lockWaiters) : tr("Sessions"));
    setTextOrHide(m_oldest, sample.oldestTransactionSession.isEmpty()
                                ? QString()
                                : tr("Oldest transaction: %1, open for %2")
                                      .arg(sample.oldestTransactionSession,
                                           sentences::duration(sample.oldestTransaction.count())));
    showSelected();
}

void SessionsPanel::showSelected() { m_interrupt->setEnabled(m_tree->currentIndex().isValid()); }

void SessionsPanel::ask()
{
    const WaitNode *node = m_model.nodeAt(m_tree->currentIndex());
    if (!node)
        return;
    auto *dialog = new InterruptDialog(*node, this);
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    connect(dialog, &InterruptDialog::interruptRequested, this, &SessionsPanel::interruptRequested);
    dialog->open();
}

} // namespace lockkeeper
