// SPDX-FileCopyrightText: 2026 Lockkeeper contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/connections/passworddialog.h"

#include "ui/theme/environmentbadge.h"
#include "ui/theme/panel.h"

#include <QDialogButtonBox>
#include <QLineEdit>
#include <QPushButton>
#include <QVBoxLayout>

namespace lockkeeper {

PasswordDialog::PasswordDialog(const ConnectionProfile &profile, bool keyringWorks, QWidget *parent)
    : QDialog(parent), m_password(new QLineEdit)
{
    setWindowTitle(tr("Password"));
    m_password->setEchoMode(QLineEdit::Password);
    m_password->setAccessibleName(tr("Password of %1").arg(profile.user));
    auto *badge = new EnvironmentBadge;
    badge->setEnvironment(profile.environment);
    auto *buttons = new QDialogButtonBox(QDialogButtonBox::Cancel);
    buttons->addButton(tr("Sign in"), QDialogButtonBox::AcceptRole);
    connect(buttons, &QDialogButtonBox::accepted, this, &QDialog::accept);
    connect(buttons, &QDialogButtonBox::rejected, this, &QDialog::reject);
    connect(this, &QDialog::accepted, this, [this] { Q_EMIT typed(Secret(m_password->text())); });
    auto *layout = new QVBoxLayout(this);
    layout->addWidget(badge);
    layout->addWidget(plainLabel(tr("Password for %1").arg(profile.toTarget({}).display())));
    layout->addWidget(m_password);
    if (!keyringWorks)
        layout->addWidget(new QuietLabel(
            tr("The desktop's keyring can't be reached, so the password is asked for each time.")));
    layout->addWidget(buttons);
    setMinimumWidth(420);
    m_password->setFocus();
}

} // namespace lockkeeper
