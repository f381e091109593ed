// SPDX-FileCopyrightText: 2026 Lockkeeper contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/workflow/snapshot.h"

#include <QDialog>

class QComboBox;
class QPlainTextEdit;
class QPushButton;

namespace lockkeeper {

/// Asks how far to go back, and shows what that undoes. Whether it may is the core's to say.
class RollbackDialog final : public QDialog
{
    Q_OBJECT

public:
    RollbackDialog(MigrationSnapshot snapshot, QWidget *parent);

Q_SIGNALS:
    void rollbackRequested(lockkeeper::Stage to);

private:
    void build();
    void showUndo();
    Stage chosen() const;

    MigrationSnapshot m_snapshot;
    QComboBox *m_stages = nullptr;
    QPlainTextEdit *m_undo = nullptr;
    QPushButton *m_go = nullptr;
};

} // namespace lockkeeper
