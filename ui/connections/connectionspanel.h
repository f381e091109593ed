// SPDX-FileCopyrightText: 2026 Lockkeeper contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/theme/panel.h"

class QListView;
class QToolButton;

namespace lockkeeper {

class ConnectionList;
class ConnectionModel;
struct ConnectionHealth;

/// The kept connections on the welcome page: Enter or a double click opens a plan on one.
class ConnectionsPanel final : public Panel
{
    Q_OBJECT

public:
    /// @p list is its user's, and must outlive it.
    explicit ConnectionsPanel(const ConnectionList &list, QWidget *parent = nullptr);

    void showHealth(const QString &id, const ConnectionHealth &health);

Q_SIGNALS:
    /// Whether they lead anywhere is to be tried.
    void checkRequested();
    void openRequested(const QString &id);
    void managerRequested();

private:
    void build();
    void showProfiles(const ConnectionList &list);
    void fitRows();

    ConnectionModel *m_model;
    QToolButton *m_check = nullptr;
    QListView *m_view = nullptr;
    QLabel *m_empty = nullptr;
};

} // namespace lockkeeper
