// SPDX-FileCopyrightText: 2026 Lockkeeper contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/plan/rollbackdialog.h"

#include "core/text/sentences.h"
#include "ui/plan/steptext.h"
#include "ui/theme/panel.h"
#include "ui/theme/textsize.h"
#include "ui/theme/theme.h"

#include <QComboBox>
#include <QDialogButtonBox>
#include <QPlainTextEdit>
#include <QPushButton>
#include <QVBoxLayout>

#include <ranges>

namespace lockkeeper {

namespace {

using namespace Qt::StringLiterals;

} // namespace

RollbackDialog::RollbackDialog(MigrationSnapshot snapshot, QWidget *parent)
    : QDialog(parent), m_snapshot(std::move(snapshot))
{
    build();
    setWindowTitle(tr("Roll back"));
    connect(m_stages, &QComboBox::currentIndexChanged, this, &RollbackDialog::showUndo);
    connect(this, &QDialog::accepted, this, [this] { Q_EMIT rollbackRequested(chosen()); });
    showUndo();
}

void RollbackDialog::build()
{
    m_stages = new QComboBox;
    m_stages->setAccessibleName(tr("Back to before"));
    for (const StageSnapshot &stage : m_snapshot.stages) {
        if (stage.startedAt != 0)
            m_stages->addItem(tr("Back to before %1").arg(sentences::stage(stage.stage)),
                              static_cast<int>(stage.stage));
    }
    m_stages->setCurrentIndex(m_stages->count() - 1);
    m_undo = new QPlainTextEdit;
    m_undo->setReadOnly(true);
    m_undo->setTabChangesFocus(true);
    keepMonospace(m_undo);
    m_undo->setAccessibleName(tr("What is undone, newest first"));
    auto *buttons = new QDialogButtonBox(QDialogButtonBox::Cancel);
    m_go = buttons->addButton(QString(), QDialogButtonBox::AcceptRole);
    connect(buttons, &QDialogButtonBox::accepted, this, &QDialog::accept);
    connect(buttons, &QDialogButtonBox::rejected, this, &QDialog::reject);
    auto *layout = new QVBoxLayout(this);
    layout->addWidget(m_stages);
    layout->addWidget(new QuietLabel(tr("These steps are undone, newest first:")));
    layout->addWidget(m_undo, 1);
    layout->addWidget(buttons);
    resize(620, 420);
}

void RollbackDialog::showUndo()
{
    QStringList lines;
    int steps = 0;
    for (const StepSnapshot &step : m_snapshot.steps | std::views::reverse) {
        const bool touched =
            step.record.state != StepState::Pending && step.record.state != StepState::Undone;
        if (step.step.stage < chosen() || !touched)
            continue;
        ++steps;
        lines << u"-- %1\n%2"_s.arg(step.step.id, undoText(step.step));
    }
    m_undo->setPlainText(lines.join(u"\n\n"_s));
    m_go->setText(tr("Undo these steps (%1)").arg(steps));
}

Stage RollbackDialog::chosen() const { return static_cast<Stage>(m_stages->currentData().toInt()); }

} // namespace lockkeeper
