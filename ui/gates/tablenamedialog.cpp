// SPDX-FileCopyrightText: 2026 Lockkeeper contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/gates/tablenamedialog.h"

#include "core/text/sentences.h"
#include "ui/plan/steptext.h"
#include "ui/theme/panel.h"
#include "ui/theme/textsize.h"
#include "ui/theme/theme.h"

#include <QDialogButtonBox>
#include <QLabel>
#include <QLineEdit>
#include <QPlainTextEdit>
#include <QPushButton>
#include <QVBoxLayout>

namespace lockkeeper {

namespace {

using namespace Qt::StringLiterals;

QString scriptOf(const QList<Step> &steps)
{
    QStringList parts;
    for (const Step &step : steps)
        parts << u"-- %1\n%2"_s.arg(step.id, stepText(step));
    return parts.join(u"\n\n"_s);
}

QPlainTextEdit *scriptView(const QString &script)
{
    auto *view = new QPlainTextEdit(script);
    view->setReadOnly(true);
    view->setTabChangesFocus(true);
    keepMonospace(view);
    view->setAccessibleName(TableNameDialog::tr("What will run"));
    return view;
}

} // namespace

TableNameDialog::TableNameDialog(const MigrationSnapshot &snapshot, Stage stage, QWidget *parent)
    : QDialog(parent), m_table(snapshot.plan->tableToName())
{
    build(snapshot, stage);
    connect(m_name, &QLineEdit::textChanged, this, &TableNameDialog::compare);
    connect(m_go, &QPushButton::clicked, this, &TableNameDialog::choose);
    compare();
}

void TableNameDialog::build(const MigrationSnapshot &snapshot, Stage stage)
{
    const QString effect = sentences::effect(*snapshot.plan, stage);
    setWindowTitle(effect);
    m_name = new QLineEdit;
    m_name->setAccessibleName(tr("The table's name"));
    m_hint = new QuietLabel;
    auto *asked = plainLabel(tr("Type \"%1\" to go on:").arg(m_table));
    asked->setBuddy(m_name);
    auto *buttons = new QDialogButtonBox(QDialogButtonBox::Cancel);
    m_go = buttons->addButton(effect, QDialogButtonBox::ActionRole);
    connect(buttons, &QDialogButtonBox::rejected, this, &QDialog::reject);
    auto *layout = new QVBoxLayout(this);
    layout->setSpacing(10);
    layout->addWidget(plainLabel(factsOf(snapshot, stage)));
    layout->addWidget(scriptView(scriptOf(snapshot.plan->stepsOf(stage))), 1);
    layout->addWidget(asked);
    layout->addWidget(m_name);
    layout->addWidget(m_hint);
    layout->addWidget(buttons);
    m_go->setDefault(true); // only now: a button knows its dialog once it is in its layout
    resize(620, 420);
    m_name->setFocus();
}

QString TableNameDialog::factsOf(const MigrationSnapshot &snapshot, Stage stage) const
{
    QStringList lines{tr("This can't be undone by a rollback, only from a backup:")};
    for (const Step &step : snapshot.plan->stepsOf(stage)) {
        if (!step.irreversible.isEmpty())
            lines << tr("%1: %2").arg(step.id, step.irreversible);
    }
    const qsizetype conditions = snapshot.gate(stage).size();
    if (conditions > 0)
        lines << tr("Conditions that are Open and will be asked once more: %1").arg(conditions);
    return lines.join(u'\n');
}

bool TableNameDialog::isNamed() const { return m_name->text().trimmed() == m_table; }

// The button stays reachable: who presses it too early is told what is missing.
void TableNameDialog::compare()
{
    const bool isWrong = !m_name->text().isEmpty() && !m_table.startsWith(m_name->text().trimmed());
    m_hint->setText(isWrong ? tr("That is not %1.").arg(m_table) : QString());
    m_go->setAccessibleDescription(isNamed() ? QString() : tr("Needs the name %1 first").arg(m_table));
}

void TableNameDialog::choose()
{
    if (!isNamed()) {
        m_hint->setText(tr("Nothing was run. Type %1 first.").arg(m_table));
        m_name->setFocus();
        return;
    }
    Q_EMIT named(m_table);
    accept();
}

} // namespace lockkeeper
