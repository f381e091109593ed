// SPDX-FileCopyrightText: 2026 Lockkeeper contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/plan/stepdetails.h"

#include "core/text/sentences.h"
#include "ui/plan/stepfacts.h"
#include "ui/plan/steptext.h"
#include "ui/theme/look.h"
#include "ui/theme/panel.h"
#include "ui/theme/textsize.h"
#include "ui/theme/theme.h"

#include <QFormLayout>
#include <QPlainTextEdit>
#include <QPushButton>
#include <QtMath>

namespace lockkeeper {

namespace {

constexpr int fewestSqlLines = 2;
constexpr int mostSqlLines = 12; ///< more are scrolled to
constexpr int rowGap = 3;
constexpr int headingGap = 6;

/// Shows a row only when it says something.
void setFact(QLabel *label, const QString &text)
{
    label->setText(text);
    if (auto *form = qobject_cast<QFormLayout *>(label->parentWidget()->layout()))
        form->setRowVisible(label, !text.isEmpty());
}

} // namespace

StepDetails::StepDetails(QWidget *parent) : QScrollArea(parent)
{
    build();
    clear();
}

void StepDetails::build()
{
    m_name = plainLabel();
    keepFont(m_name, 1.0, true);
    m_sql = new QPlainTextEdit;
    m_sql->setReadOnly(true);
    m_sql->setTabChangesFocus(true);
    keepMonospace(m_sql);
    m_sql->setAccessibleName(tr("What the step runs"));
    m_open = new QPushButton(tr("Open in editor"));
    m_open->setToolTip(tr("Opens a copy of the SQL; the plan stays as it is"));
    connect(m_open, &QPushButton::clicked, this,
            [this] { Q_EMIT openSqlRequested(m_name->text(), m_statements); });
    m_error = plainLabel();
    auto *page = new QWidget;
    auto *form = new QFormLayout(page);
    form->setRowWrapPolicy(QFormLayout::WrapAllRows);
    form->setContentsMargins(0, 0, 0, 0);
    form->setVerticalSpacing(rowGap);
    form->addRow(m_name);
    form->addRow(m_error);
    form->addRow(m_sql);
    form->addRow(m_open);
    form->setAlignment(m_open, Qt::AlignLeft);
    m_undo = addFact(form, tr("Undo"));
    m_expected = addFact(form, tr("Lock expected"));
    m_observed = addFact(form, tr("Lock observed"));
    m_doneWhen = addFact(form, tr("Done when this is true"));
    m_attempts = addFact(form, tr("Attempts"));
    setWidget(page);
    setWidgetResizable(true);
    setFrameShape(QFrame::NoFrame);
    setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    setFocusPolicy(Qt::NoFocus);
    // The panel behind is the ground.
    viewport()->setAutoFillBackground(false);
    page->setAutoFillBackground(false);
}

// As high as its text, so that what is said below it is seen without scrolling.
void StepDetails::fitSql()
{
    const int lines = qBound(fewestSqlLines, qRound(m_sql->document()->size().height()), mostSqlLines);
    const int frame = 2 * m_sql->frameWidth() + qCeil(2 * m_sql->document()->documentMargin());
    m_sql->setFixedHeight(qCeil(lines * QFontMetricsF(m_sql->font()).lineSpacing()) + frame + rowGap);
}

void StepDetails::resizeEvent(QResizeEvent *event)
{
    QScrollArea::resizeEvent(event);
    fitSql();
}

QLabel *StepDetails::addFact(QFormLayout *form, const QString &title)
{
    auto *label = plainLabel();
    label->setWordWrap(true);
    label->setAccessibleName(title);
    auto *heading = new QuietLabel(title);
    heading->setContentsMargins(0, headingGap, 0, 0); // nearer to its own text than to the one before
    heading->setBuddy(label);
    form->addRow(heading, label);
    m_facts << label;
    return label;
}

void StepDetails::show(const StepSnapshot &step, const ExpectedEffects *expected, const QList<Event> &events)
{
    m_name->setText(step.step.id);
    const QString text = stepText(step.step);
    if (m_sql->toPlainText() != text) // keeps selection and scroll position while snapshots come in
        m_sql->setPlainText(text);
    m_sql->show();
    fitSql();
    m_statements = statementsText(step.step);
    m_open->setVisible(!m_statements.isEmpty());
    setFact(m_undo, undoText(step.step));
    setFact(m_expected, expected ? expectedText(*expected) : QString());
    setFact(m_observed, observedText(step.record));
    setFact(m_doneWhen, step.step.doneWhen);
    setFact(m_attempts, attemptsText(events, step.step.id));
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
    m_name->setText(tr("Select a step to see its SQL, its locks and its undo."));
    m_sql->clear();
    m_sql->hide();
    m_open->hide();
    for (QLabel *fact : std::as_const(m_facts))
        setFact(fact, {});
    setTextOrHide(m_error, {});
}

} // namespace lockkeeper
