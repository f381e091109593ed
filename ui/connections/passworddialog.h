// SPDX-FileCopyrightText: 2026 Lockkeeper contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/secret.h"
#include "core/connections/connectionprofile.h"

#include <QDialog>

class QLineEdit;

namespace lockkeeper {

/// Asks for the password of a connection that is about to be opened. It is kept nowhere.
class PasswordDialog final : public QDialog
{
    Q_OBJECT

public:
    /// @p keyringWorks: false says why it is asked for although it should be in the keyring.
    PasswordDialog(const ConnectionProfile &profile, bool keyringWorks, QWidget *parent);

Q_SIGNALS:
    void typed(const lockkeeper::Secret &password);

private:
    QLineEdit *m_password;
};

} // namespace lockkeeper
