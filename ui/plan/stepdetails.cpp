// SPDX-FileCopyrightText: 2026 Lockkeeper contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/plan/stepdetails.h"

#include "core/text/sentences.h"
#include "ui/plan/steptext.h"
#include "ui/theme/look.h"
#include "ui/theme/panel.h"
#include "ui/theme/theme.h"

#include <QPlainTextEdit>
#include <QPushButton>
#include <QVBoxLayout>

namespace lockkeeper {

StepDetails::StepDetails(QWidget *parent) : QWidget(parent)
{
    build();
    clear();
}

void StepDetails::build()
{
    m_name = plainLabel();
    m_name->setFont(scaled(font(), 1.0, true));
    m_sql = new QPlainTextEdit;
    m_sql->setReadOnly(true);
    m_sql->setTabChangesFocus(true);
    m_sql->setFont(monospace());
    m_sql->setAccessibleName(tr("What the step runs"));
    m_open = new QPushButton(tr("Open in editor"));
    m_open->setToolTip(tr("Opens a copy of the SQL; the plan stays as it is"));
    connect(m_open, &QPushButton::clicked, this,
            [this] { Q_EMIT openSqlRequested(m_name->text(), m_statements); });
    m_undo = plainLabel();
    m_error = plainLabel();
    auto *layout = new QVBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->addWidget(m_name);
    layout->addWidget(m_error);
    layout->addWidget(m_sql, 1);
    layout->addWidget(m_open, 0, Qt::AlignLeft);
    layout->addWidget(m_undo);
}

void StepDetails::show(const StepSnapshot &step)
{
    m_name->setText(step.step.id);
    const QString text = stepText(step.step);
    if (m_sql->toPlainText() != text) // keeps selection and scroll position while snapshots come in
        m_sql->setPlainText(text);
    m_statements = statementsText(step.step);
    m_open->setVisible(!m_statements.isEmpty());
    setTextOrHide(m_undo, step.step.irreversible.isEmpty() ? tr("Undo: %1").arg(undoText(step.step))
                                                           : undoText(step.step));
    showError(step.record);
}

void StepDetails::showError(const StepRecord &record)
{
    if (record.error.isEmpty() || record.state == StepState::Done) {
        setTextOrHide(m_error, {});
        return;
    }
    const sentences::ErrorText text = sentences::error(errorFromJson(record.error));
    m_error->setPalette(withText(palette(), toneColor(Tone::Failed, palette())));
    setTextOrHide(m_error, QStringList{text.what, text.means, text.toDo}.join(u'\n').trimmed());
}

void StepDetails::clear()
{
    m_name->setText(tr("Select a step to see its SQL and its undo."));
    m_sql->clear();
    m_open->hide();
    setTextOrHide(m_undo, {});
    setTextOrHide(m_error, {});
}

} // namespace lockkeeper
