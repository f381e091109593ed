// SPDX-FileCopyrightText: 2026 Lockkeeper contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/monitor/waittree.h"

#include <QDialog>

class QLineEdit;
class QPushButton;

namespace lockkeeper {

/// Shows whose work is about to be ended and asks why: the reason goes into the journal.
class InterruptDialog final : public QDialog
{
    Q_OBJECT

public:
    explicit InterruptDialog(WaitNode node, QWidget *parent = nullptr);

Q_SIGNALS:
    void interruptRequested(const lockkeeper::SessionInfo &session, lockkeeper::Interruption how,
                            const QString &reason);

private:
    void build();
    void showReason();
    void choose(Interruption how);
    QString facts() const;
    /// What cancelling means for this one.
    QString consequence() const;

    WaitNode m_node;
    QLineEdit *m_reason = nullptr;
    QPushButton *m_cancel = nullptr;
    QPushButton *m_end = nullptr;
};

} // namespace lockkeeper
