// SPDX-FileCopyrightText: 2026 Lockkeeper contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/connections/environment.h"
#include "core/workflow/snapshot.h"

#include <QWidget>

class QAction;
class QLabel;

namespace lockkeeper {

class EnvironmentBadge;

/// Which migration, how it is doing, on which database, and what can be done.
class HeaderBar final : public QWidget
{
    Q_OBJECT

public:
    explicit HeaderBar(const QList<QAction *> &actions, QWidget *parent = nullptr);

    void show(const MigrationSnapshot &snapshot);
    void setEnvironment(Environment environment);
    void setTarget(const QString &target);

private:
    void build(const QList<QAction *> &actions);

    QLabel *m_title = nullptr;
    QLabel *m_state = nullptr;
    QLabel *m_target = nullptr;
    EnvironmentBadge *m_badge = nullptr;
};

} // namespace lockkeeper
