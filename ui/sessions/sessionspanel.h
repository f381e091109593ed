// SPDX-FileCopyrightText: 2026 Lockkeeper contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/engine/activity.h"
#include "ui/sessions/waitmodel.h"
#include "ui/theme/panel.h"

class QPushButton;
class QTreeView;

namespace lockkeeper {

/// Who waits for whom on the server, and the way to end it.
class SessionsPanel final : public Panel
{
    Q_OBJECT

public:
    explicit SessionsPanel(QWidget *parent = nullptr);

    void show(const ActivitySample &sample);
    WaitModel *model() { return &m_model; }

Q_SIGNALS:
    void interruptRequested(const lockkeeper::SessionInfo &session, lockkeeper::Interruption how,
                            const QString &reason);

private:
    void build();
    void showSelected();
    void ask();

    WaitModel m_model;
    QLabel *m_oldest = nullptr;
    QLabel *m_nobody = nullptr;
    QTreeView *m_tree = nullptr;
    QPushButton *m_interrupt = nullptr;
};

} // namespace lockkeeper
