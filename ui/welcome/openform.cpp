// SPDX-FileCopyrightText: 2026 Lockkeeper contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/welcome/openform.h"

#include "ui/welcome/recentplans.h"

#include <QFileDialog>
#include <QFormLayout>
#include <QLineEdit>
#include <QPushButton>

namespace lockkeeper {

OpenForm::OpenForm(QWidget *parent)
    : Panel(tr("Open a plan"), parent), m_plan(new QLineEdit), m_url(new QLineEdit), m_password(new QLineEdit)
{
    build();
}

void OpenForm::build()
{
    m_plan->setPlaceholderText(tr("users-display-name.lockkeeper.yaml"));
    m_plan->setAccessibleName(tr("Plan file"));
    auto *browseButton = new QPushButton(tr("Browse…"));
    auto *plan = new QHBoxLayout;
    plan->addWidget(m_plan, 1);
    plan->addWidget(browseButton);
    m_url->setPlaceholderText(tr("postgresql://user@host/database or sqlite:///path"));
    m_url->setAccessibleName(tr("Database URL"));
    m_password->setEchoMode(QLineEdit::Password);
    m_password->setPlaceholderText(tr("only if the server asks for one"));
    m_password->setAccessibleName(tr("Password"));
    auto *open = new QPushButton(tr("Open plan"));
    auto *rows = new QFormLayout;
    auto *planLabel = new QLabel(tr("&Plan"));
    planLabel->setBuddy(m_plan); // a row's label finds a widget by itself, not a layout's
    rows->addRow(planLabel, plan);
    rows->addRow(tr("&Database"), m_url);
    rows->addRow(tr("Pass&word"), m_password);
    body()->addLayout(rows);
    body()->addWidget(new QuietLabel(tr("Opening runs nothing. A password is stored nowhere.")));
    body()->addWidget(open, 0, Qt::AlignRight);
    connect(browseButton, &QPushButton::clicked, this, &OpenForm::browse);
    connect(open, &QPushButton::clicked, this, &OpenForm::request);
    connect(m_url, &QLineEdit::editingFinished, this, &OpenForm::hidePassword);
    for (QLineEdit *field : {m_url, m_password})
        connect(field, &QLineEdit::returnPressed, this, &OpenForm::request);
}

void OpenForm::fill(const QString &planPath, const QString &url)
{
    m_plan->setText(planPath);
    m_url->setText(url);
    (planPath.isEmpty() ? m_plan : m_url)->setFocus();
}

bool OpenForm::isEmpty() const { return m_plan->text().isEmpty() && m_url->text().isEmpty(); }

void OpenForm::browse()
{
    auto *dialog = new QFileDialog(this, tr("Open plan"), {}, tr("Plans (*.lockkeeper.yaml *.yaml *.yml)"));
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    dialog->setFileMode(QFileDialog::ExistingFile);
    connect(dialog, &QFileDialog::fileSelected, this, [this](const QString &path) {
        m_plan->setText(path);
        m_url->setFocus();
    });
    dialog->open();
}

void OpenForm::hidePassword()
{
    const auto target = Target::parse(m_url->text());
    if (!target || target->password.isEmpty())
        return;
    m_password->setText(target->password.reveal());
    m_url->setText(urlWithoutPassword(*target));
}

void OpenForm::request()
{
    hidePassword();
    auto target = Target::parse(m_url->text());
    if (!target) {
        Q_EMIT failed(target.error());
        m_url->setFocus();
        return;
    }
    target->password = Secret(m_password->text());
    Q_EMIT openRequested(m_plan->text(), *target);
}

} // namespace lockkeeper
