// SPDX-FileCopyrightText: 2026 Lockkeeper contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/connections/importdialog.h"

#include "core/text/checks.h"
#include "core/text/sentences.h"
#include "ui/theme/panel.h"

#include <QDialogButtonBox>
#include <QHeaderView>
#include <QPushButton>
#include <QTreeWidget>
#include <QVBoxLayout>

#include <algorithm>

namespace lockkeeper {

using namespace Qt::StringLiterals;

namespace {

QString placeOf(const ConnectionProfile &profile) { return profile.toTarget({}).display(); }

} // namespace

ImportDialog::ImportDialog(Findings findings, const QList<ConnectionProfile> &known, QWidget *parent)
    : QDialog(parent), m_findings(std::move(findings))
{
    setWindowTitle(tr("Import connections"));
    build(known);
    connect(m_list, &QTreeWidget::itemChanged, this, &ImportDialog::showCount);
    connect(this, &QDialog::accepted, this, [this] { Q_EMIT chosen(checkedConnections()); });
    showCount();
}

void ImportDialog::build(const QList<ConnectionProfile> &known)
{
    m_list = new QTreeWidget;
    m_list->setAccessibleName(tr("Connections that were found"));
    m_list->setRootIsDecorated(false);
    m_list->setHeaderLabels({tr("Name"), tr("Environment"), tr("Database"), tr("Found in")});
    for (const FoundConnection &found : std::as_const(m_findings.connections))
        addRow(found, known);
    for (int column = 0; column < m_list->columnCount(); ++column)
        m_list->resizeColumnToContents(column);
    for (int column = 0; column + 1 < m_list->columnCount(); ++column)
        m_list->setColumnWidth(column, m_list->columnWidth(column) + 20);
    auto *buttons = new QDialogButtonBox(QDialogButtonBox::Cancel);
    m_import = buttons->addButton(QString(), QDialogButtonBox::AcceptRole);
    connect(buttons, &QDialogButtonBox::accepted, this, &QDialog::accept);
    connect(buttons, &QDialogButtonBox::rejected, this, &QDialog::reject);
    auto *layout = new QVBoxLayout(this);
    layout->addWidget(new QuietLabel(
        m_findings.connections.isEmpty()
            ? tr("Nothing was found in pg_service.conf, the PG* variables and .my.cnf.")
            : tr("The environment is guessed from the name; what says nothing is production. Passwords that "
                 "stand beside a connection go to the keyring.")));
    layout->addWidget(m_list, 1);
    for (const Error &problem : std::as_const(m_findings.problems))
        layout->addWidget(plainLabel(sentences::error(problem).what));
    layout->addWidget(buttons);
    resize(860, 380);
}

void ImportDialog::addRow(const FoundConnection &found, const QList<ConnectionProfile> &known)
{
    const QString place = placeOf(found.profile);
    const bool isKnown = std::ranges::any_of(
        known, [&](const ConnectionProfile &profile) { return placeOf(profile) == place; });
    auto *row = new QTreeWidgetItem(
        m_list, {isKnown ? tr("%1 (in the list already)").arg(found.profile.name) : found.profile.name,
                 sentences::environment(found.profile.environment), place, found.origin});
    row->setCheckState(0, isKnown ? Qt::Unchecked : Qt::Checked);
}

void ImportDialog::showCount()
{
    const int count = static_cast<int>(checkedConnections().size());
    m_import->setText(tr("Import the chosen ones (%1)").arg(count));
    m_import->setEnabled(count > 0);
}

QList<FoundConnection> ImportDialog::checkedConnections() const
{
    QList<FoundConnection> connections;
    for (int row = 0; row < m_list->topLevelItemCount(); ++row) {
        if (m_list->topLevelItem(row)->checkState(0) == Qt::Checked)
            connections.append(m_findings.connections[row]);
    }
    return connections;
}

} // namespace lockkeeper
