// SPDX-FileCopyrightText: 2026 Lockkeeper contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/results/resultpanel.h"

#include "core/text/numbers.h"
#include "core/text/sentences.h"
#include "ui/messagebar.h"
#include "ui/results/resultexport.h"
#include "ui/results/resultmodel.h"
#include "ui/theme/panel.h"

#include <QClipboard>
#include <QFileDialog>
#include <QGuiApplication>
#include <QHBoxLayout>
#include <QHeaderView>
#include <QSaveFile>
#include <QTableView>
#include <QToolButton>

namespace lockkeeper {

namespace {

using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

QToolButton *button(const QString &text, const QString &tip)
{
    auto *made = new QToolButton;
    made->setText(text);
    made->setToolTip(tip);
    return made;
}

} // namespace

ResultPanel::ResultPanel(QWidget *parent)
    : QWidget(parent), m_model(new ResultModel(this)), m_view(new QTableView), m_message(new MessageBar)
{
    build();
    m_clock.setInterval(100ms);
    connect(&m_clock, &QTimer::timeout, this, &ResultPanel::showRunning);
    connect(m_cancel, &QToolButton::clicked, this, &ResultPanel::cancel);
    connect(m_export, &QToolButton::clicked, this, &ResultPanel::askWhereTo);
    connect(m_copy, &QToolButton::clicked, this, &ResultPanel::copyTable);
    end(tr("Nothing was run yet. F9 runs the statement at the caret, when it only reads."));
}

void ResultPanel::build()
{
    m_state = new QuietLabel;
    m_state->setWordWrap(false);
    m_state->setSizePolicy(QSizePolicy::Ignored, QSizePolicy::Preferred);
    m_cancel = button(tr("Cancel"), tr("Ends the query on the server"));
    m_copy = button(tr("Copy as table"), tr("Markdown, for a chat message"));
    m_export = button(tr("Export…"), tr("CSV, JSON or Markdown, by the file's name"));
    auto *row = new QHBoxLayout;
    row->setContentsMargins(4, 4, 4, 0);
    row->addWidget(m_state, 1);
    row->addWidget(m_cancel);
    row->addWidget(m_copy);
    row->addWidget(m_export);
    m_view->setModel(m_model);
    m_view->setAccessibleName(tr("Results"));
    m_view->setEditTriggers(QAbstractItemView::NoEditTriggers);
    m_view->setTabKeyNavigation(false);
    m_view->setFrameShape(QFrame::NoFrame);
    m_view->setAlternatingRowColors(true);
    m_view->setWordWrap(false);
    m_view->verticalHeader()->setDefaultSectionSize(m_view->fontMetrics().height() + 6);
    auto *layout = new QVBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(4);
    layout->addLayout(row);
    layout->addWidget(m_message);
    layout->addWidget(m_view, 1);
}

void ResultPanel::started(const QString &sql)
{
    m_message->hide();
    m_model->clear();
    m_view->setAccessibleDescription(sql);
    m_isRunning = true;
    m_elapsed.start();
    m_clock.start();
    m_cancel->setEnabled(true);
    m_copy->setEnabled(false);
    m_export->setEnabled(false);
    showRunning();
}

void ResultPanel::append(const Rows &chunk)
{
    const bool isFirst = m_model->columnCount() == 0;
    if (!m_isRunning)
        return; // came after Cancel
    m_model->append(chunk);
    if (isFirst)
        m_view->resizeColumnsToContents();
}

void ResultPanel::finished(const QueryEnd &end)
{
    if (!m_isRunning)
        return;
    const QString facts =
        tr("Rows: %1. Time: %2.")
            .arg(sentences::number(qint64(m_model->rowCount())), sentences::duration(m_elapsed.elapsed()));
    ResultPanel::end(end.isCut ? tr("%1 There are more; only these were fetched.").arg(facts) : facts);
}

void ResultPanel::failed(const Error &error)
{
    if (!m_isRunning)
        return;
    if (error.code == Errc::Cancelled) {
        end(tr("Cancelled. Nothing was changed."));
        return;
    }
    end(tr("Failed after %1.").arg(sentences::duration(m_elapsed.elapsed())));
    m_message->showError(error);
}

void ResultPanel::refused(const QString &reason)
{
    m_message->hide();
    m_model->clear();
    end(reason);
}

// The server may need a while to end it; nobody has to wait for that.
void ResultPanel::cancel()
{
    Q_EMIT cancelRequested();
    end(tr("Cancelled. Nothing was changed. Rows that had come: %1.")
            .arg(sentences::number(qint64(m_model->rowCount()))));
}

void ResultPanel::end(const QString &state)
{
    m_isRunning = false;
    m_clock.stop();
    m_cancel->setEnabled(false);
    m_copy->setEnabled(m_model->columnCount() > 0);
    m_export->setEnabled(m_model->columnCount() > 0);
    showState(state);
}

void ResultPanel::showState(const QString &state)
{
    m_state->setText(state);
    m_state->setToolTip(state);
}

void ResultPanel::showRunning()
{
    showState(
        tr("Running for %1. Rows so far: %2.")
            .arg(sentences::duration(m_elapsed.elapsed()), sentences::number(qint64(m_model->rowCount()))));
}

void ResultPanel::askWhereTo()
{
    auto *dialog = new QFileDialog(this, tr("Export results"));
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    dialog->setAcceptMode(QFileDialog::AcceptSave);
    dialog->setDefaultSuffix(u"csv"_s);
    dialog->setNameFilters({tr("CSV (*.csv)"), tr("JSON (*.json)"), tr("Markdown (*.md)")});
    connect(dialog, &QFileDialog::fileSelected, this, &ResultPanel::saveTo);
    dialog->open();
}

void ResultPanel::saveTo(const QString &path)
{
    QSaveFile file(path);
    const bool isGood = file.open(QIODevice::WriteOnly)
                        && file.write(exported(m_model->rows(), formatFor(path))) >= 0 && file.commit();
    if (isGood)
        showState(tr("Written to %1.").arg(path));
    else
        m_message->showMessage({.what = tr("%1 can't be written.").arg(path),
                                .means = tr("A file that was there before is as it was."),
                                .toDo = tr("Choose another folder.")},
                               file.errorString());
}

void ResultPanel::copyTable()
{
    QGuiApplication::clipboard()->setText(
        QString::fromUtf8(exported(m_model->rows(), ExportFormat::Markdown)));
}

} // namespace lockkeeper
