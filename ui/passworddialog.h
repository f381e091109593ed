// SPDX-FileCopyrightText: 2026 Lockkeeper contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/secret.h"
#include "core/connections/environment.h"

#include <QDialog>

#include <optional>

class QLineEdit;

namespace lockkeeper {

/// What a password is asked for.
struct PasswordQuestion
{
    QString place; ///< "postgresql://anna@db/shop"
    std::optional<Environment> environment{};
    QString remark{}; ///< below the line; empty: none
    QString answer;   ///< the button's text
};

/// Asks for the password of a database that is about to be opened. It is kept nowhere.
class PasswordDialog final : public QDialog
{
    Q_OBJECT

public:
    explicit PasswordDialog(const PasswordQuestion &question, QWidget *parent = nullptr);

Q_SIGNALS:
    void typed(const lockkeeper::Secret &password);

private:
    void take();

    QLineEdit *m_password;
};

} // namespace lockkeeper
