// SPDX-FileCopyrightText: 2026 Lockkeeper contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/theme/panel.h"

class QListView;

namespace lockkeeper {

class ConnectionList;
class ConnectionModel;

/// The kept connections on the welcome page: Enter or a double click opens a plan on one.
class ConnectionsPanel final : public Panel
{
    Q_OBJECT

public:
    /// @p list is its user's, and must outlive it.
    explicit ConnectionsPanel(const ConnectionList &list, QWidget *parent = nullptr);

Q_SIGNALS:
    void openRequested(const QString &id);
    void managerRequested();

private:
    void build();
    void showProfiles(const ConnectionList &list);

    ConnectionModel *m_model;
    QListView *m_view = nullptr;
    QLabel *m_empty = nullptr;
};

} // namespace lockkeeper
