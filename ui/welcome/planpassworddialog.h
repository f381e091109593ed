// SPDX-FileCopyrightText: 2026 Lockkeeper contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/engine/target.h"

#include <QDialog>

class QLineEdit;

namespace lockkeeper {

/// Asks for one database's password. What is typed goes into a Secret, and nowhere else.
class PlanPasswordDialog final : public QDialog
{
    Q_OBJECT

public:
    explicit PlanPasswordDialog(Target target, QWidget *parent = nullptr);

Q_SIGNALS:
    /// The target with the password that was typed.
    void answered(const lockkeeper::Target &target);

private:
    void answer();

    Target m_target;
    QLineEdit *m_password;
};

} // namespace lockkeeper
