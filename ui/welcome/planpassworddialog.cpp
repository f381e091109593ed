// SPDX-FileCopyrightText: 2026 Lockkeeper contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/welcome/planpassworddialog.h"

#include "ui/theme/panel.h"

#include <QDialogButtonBox>
#include <QLineEdit>
#include <QPushButton>
#include <QVBoxLayout>

namespace lockkeeper {

PlanPasswordDialog::PlanPasswordDialog(Target target, QWidget *parent)
    : QDialog(parent), m_target(std::move(target)), m_password(new QLineEdit)
{
    setWindowTitle(tr("Password"));
    auto *question = plainLabel(tr("The password for %1:").arg(m_target.display()));
    m_password->setEchoMode(QLineEdit::Password);
    m_password->setAccessibleName(question->text());
    auto *buttons = new QDialogButtonBox(QDialogButtonBox::Cancel);
    QPushButton *open = buttons->addButton(tr("Open plan"), QDialogButtonBox::AcceptRole);
    auto *layout = new QVBoxLayout(this);
    layout->addWidget(question);
    layout->addWidget(m_password);
    layout->addWidget(new QuietLabel(tr("It is used while the window is open, and stored nowhere.")));
    layout->addWidget(buttons);
    open->setDefault(true); // when it is in the dialog: before, there is none to be the default of
    setMinimumWidth(420);
    connect(buttons, &QDialogButtonBox::accepted, this, &PlanPasswordDialog::answer);
    connect(buttons, &QDialogButtonBox::rejected, this, &QDialog::reject);
}

void PlanPasswordDialog::answer()
{
    m_target.password = Secret(m_password->text());
    m_password->clear();
    accept();
    Q_EMIT answered(m_target);
}

} // namespace lockkeeper
