// SPDX-FileCopyrightText: 2026 Lockkeeper contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/passworddialog.h"

#include "ui/theme/environmentbadge.h"
#include "ui/theme/panel.h"

#include <QDialogButtonBox>
#include <QLineEdit>
#include <QPushButton>
#include <QVBoxLayout>

namespace lockkeeper {

PasswordDialog::PasswordDialog(const PasswordQuestion &question, QWidget *parent)
    : QDialog(parent), m_password(new QLineEdit)
{
    setWindowTitle(tr("Password"));
    auto *layout = new QVBoxLayout(this);
    if (question.environment) {
        auto *badge = new EnvironmentBadge;
        badge->setEnvironment(*question.environment);
        layout->addWidget(badge);
    }
    m_password->setEchoMode(QLineEdit::Password);
    m_password->setAccessibleName(tr("Password for %1").arg(question.place));
    layout->addWidget(plainLabel(m_password->accessibleName()));
    layout->addWidget(m_password);
    if (!question.remark.isEmpty())
        layout->addWidget(new QuietLabel(question.remark));
    auto *buttons = new QDialogButtonBox(QDialogButtonBox::Cancel);
    QPushButton *go = buttons->addButton(question.answer, QDialogButtonBox::AcceptRole);
    layout->addWidget(buttons);
    go->setDefault(true); // when it is in the dialog: before, there is none to be the default of
    connect(buttons, &QDialogButtonBox::accepted, this, &PasswordDialog::take);
    connect(buttons, &QDialogButtonBox::rejected, this, &QDialog::reject);
    setMinimumWidth(420);
    m_password->setFocus();
}

void PasswordDialog::take()
{
    const Secret password(m_password->text());
    m_password->clear();
    accept();
    Q_EMIT typed(password);
}

} // namespace lockkeeper
