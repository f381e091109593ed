// SPDX-FileCopyrightText: 2026 Lockkeeper contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/welcome/welcomepage.h"

#include "ui/theme/panel.h"
#include "ui/theme/theme.h"

#include <QFileDialog>
#include <QFormLayout>
#include <QLineEdit>
#include <QProgressBar>
#include <QPushButton>
#include <QVBoxLayout>

namespace lockkeeper {

namespace {

constexpr int columnWidth = 640;

} // namespace

WelcomePage::WelcomePage(QWidget *parent) : QWidget(parent) { build(); }

void WelcomePage::build()
{
    auto *title = new QLabel(tr("Open a migration"));
    title->setFont(scaled(font(), 1.9, true));
    auto *promise =
        new QuietLabel(tr("Lockkeeper shows where a plan stands on its database. Opening runs nothing: "
                          "every stage waits for its button, and every gate for its evidence."));
    auto *sample = new QPushButton(tr("Try the sample"));
    connect(sample, &QPushButton::clicked, this, &WelcomePage::sampleRequested);
    m_busyText = new QuietLabel;
    m_busy = new QProgressBar;
    m_busy->setRange(0, 0);
    m_busy->setTextVisible(false);
    m_busy->setFixedHeight(6);
    auto *column = new QWidget;
    column->setMaximumWidth(columnWidth);
    auto *layout = new QVBoxLayout(column);
    layout->setSpacing(12);
    layout->addStretch(2);
    layout->addWidget(title);
    layout->addWidget(promise);
    layout->addWidget(openForm());
    layout->addWidget(
        new QuietLabel(tr("No database at hand? The sample starts a throwaway one with data, and an old "
                          "and a new application that use it.")));
    layout->addWidget(sample, 0, Qt::AlignLeft);
    layout->addWidget(m_busyText);
    layout->addWidget(m_busy);
    layout->addStretch(3);
    auto *page = new QHBoxLayout(this);
    page->addWidget(column, 1);
    showBusy({});
}

QWidget *WelcomePage::openForm()
{
    auto *form = new Panel(tr("Plan and database"));
    m_plan = new QLineEdit;
    m_plan->setPlaceholderText(tr("users-display-name.lockkeeper.yaml"));
    m_plan->setAccessibleName(tr("Plan file"));
    auto *browseButton = new QPushButton(tr("Browse…"));
    auto *plan = new QHBoxLayout;
    plan->addWidget(m_plan, 1);
    plan->addWidget(browseButton);
    m_url = new QLineEdit;
    m_url->setPlaceholderText(tr("postgresql://user@host/database or sqlite:///path"));
    m_url->setAccessibleName(tr("Database URL"));
    auto *open = new QPushButton(tr("Open plan"));
    auto *rows = new QFormLayout;
    auto *planLabel = new QLabel(tr("&Plan"));
    planLabel->setBuddy(m_plan); // a row's label finds a widget by itself, not a layout's
    rows->addRow(planLabel, plan);
    rows->addRow(tr("&Database"), m_url);
    form->body()->addLayout(rows);
    form->body()->addWidget(open, 0, Qt::AlignRight);
    const auto request = [this] { Q_EMIT openRequested(m_plan->text(), m_url->text()); };
    connect(browseButton, &QPushButton::clicked, this, &WelcomePage::browse);
    connect(open, &QPushButton::clicked, this, request);
    connect(m_url, &QLineEdit::returnPressed, this, request);
    return form;
}

void WelcomePage::browse()
{
    auto *dialog = new QFileDialog(this, tr("Open plan"), {}, tr("Plans (*.lockkeeper.yaml *.yaml *.yml)"));
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    dialog->setFileMode(QFileDialog::ExistingFile);
    connect(dialog, &QFileDialog::fileSelected, m_plan, &QLineEdit::setText);
    dialog->open();
}

void WelcomePage::showBusy(const QString &text)
{
    setTextOrHide(m_busyText, text);
    m_busy->setVisible(!text.isEmpty());
    m_busy->setAccessibleName(text);
}

} // namespace lockkeeper
