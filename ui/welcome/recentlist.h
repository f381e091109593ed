// SPDX-FileCopyrightText: 2026 Lockkeeper contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/theme/panel.h"
#include "ui/welcome/recentmodel.h"

class QAction;
class QListView;
class QToolButton;

namespace lockkeeper {

/// The plans that were open, by keyboard and mouse: Enter opens, Delete takes one off the list.
class RecentList final : public Panel
{
    Q_OBJECT

public:
    explicit RecentList(QWidget *parent = nullptr);

    void show(const QList<RecentPlan> &plans);

Q_SIGNALS:
    void browseRequested();
    void sampleRequested();
    void openRequested(const lockkeeper::RecentPlan &plan);
    void removeRequested(const lockkeeper::RecentPlan &plan);

private:
    void build();
    QWidget *emptyState();
    void openCurrent();
    void removeCurrent();
    void showWhatCanBeDone();

    RecentModel m_model;
    QListView *m_list = nullptr;
    QWidget *m_empty = nullptr;
    QAction *m_remove = nullptr;
    QToolButton *m_removeButton = nullptr;
};

} // namespace lockkeeper
