// SPDX-FileCopyrightText: 2026 Lockkeeper contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/backfill/backfillpanel.h"

#include "core/text/sentences.h"
#include "ui/backfill/sparkline.h"
#include "ui/theme/look.h"
#include "ui/theme/textsize.h"
#include "ui/theme/theme.h"

#include <QDateTime>
#include <QGridLayout>
#include <QLocale>
#include <QProgressBar>

namespace lockkeeper {

namespace {

using namespace Qt::StringLiterals;

constexpr int barSteps = 1000;

QString number(double value) { return QLocale().toString(value, 'f', 0); }

} // namespace

BackfillPanel::BackfillPanel(QWidget *parent) : Panel(tr("Backfill"), parent) { build(); }

void BackfillPanel::build()
{
    m_percent = new QLabel;
    keepFont(m_percent, 2.4, true);
    m_rows = new QuietLabel;
    m_bar = new QProgressBar;
    m_bar->setRange(0, barSteps);
    m_bar->setTextVisible(false);
    m_bar->setFixedHeight(10);
    m_bar->setAccessibleName(tr("Backfill progress"));
    auto *head = new QHBoxLayout;
    head->addWidget(m_percent);
    head->addWidget(m_rows, 1, Qt::AlignBottom);
    auto *figures = new QGridLayout;
    figures->setHorizontalSpacing(18);
    figures->setVerticalSpacing(1);
    m_rate = addFigure(tr("Speed"), figures, 0);
    m_batch = addFigure(tr("Batch size"), figures, 1);
    m_left = addFigure(tr("Time left"), figures, 2);
    m_hold = plainLabel();
    m_hold->setAutoFillBackground(true);
    m_hold->setMargin(8);
    m_sparkline = new Sparkline;
    body()->addLayout(head);
    body()->addWidget(m_bar);
    body()->addWidget(m_hold);
    body()->addLayout(figures);
    body()->addWidget(m_sparkline, 1);
}

QLabel *BackfillPanel::addFigure(const QString &caption, QGridLayout *grid, int column)
{
    auto *value = new QLabel;
    keepFont(value, 1.15, true);
    value->setAccessibleName(caption);
    auto *name = new QuietLabel(caption);
    name->setWordWrap(false);
    grid->addWidget(name, 0, column);
    grid->addWidget(value, 1, column);
    grid->setColumnStretch(column, 1);
    return value;
}

void BackfillPanel::show(const MigrationSnapshot &snapshot)
{
    const FillSnapshot *fill = snapshot.currentFill();
    if (!fill) {
        showNothing(snapshot);
        return;
    }
    if (std::exchange(m_step, fill->step) != fill->step)
        m_window.clear();
    if (fill->state == FillState::Running)
        m_window.add(snapshot.takenAt, fill->rowsSeen);
    showFill(*fill);
    showHold(*fill, snapshot.takenAt);
}

void BackfillPanel::showNothing(const MigrationSnapshot &snapshot)
{
    const bool planned = snapshot.plan && !snapshot.plan->stepsOf(Stage::Backfill).isEmpty();
    setTitle(tr("Backfill"));
    m_percent->setText(u"–"_s);
    m_rows->setText(planned ? tr("Not started yet.") : tr("This plan has no backfill."));
    m_bar->setValue(0);
    for (QLabel *figure : {m_rate, m_batch, m_left})
        figure->setText(u"–"_s);
    setTextOrHide(m_hold, {});
    m_sparkline->setValues({});
}

void BackfillPanel::showFill(const FillSnapshot &fill)
{
    setTitle(tr("Backfill of %1").arg(fill.table.display()));
    const double fraction = fill.fraction();
    m_percent->setText(tr("%1 %").arg(QLocale().toString(fraction * 100, 'f', fraction < 1 ? 1 : 0)));
    m_rows->setText(
        fill.state == FillState::Done
            ? tr("%1 read, %2 changed")
                  .arg(sentences::rows(fill.rowsSeen), number(static_cast<double>(fill.rowsChanged)))
            : tr("%1 of about %2 done and kept")
                  .arg(sentences::rows(fill.rowsSeen), number(static_cast<double>(fill.rowsExpected))));
    m_bar->setValue(static_cast<int>(fraction * barSteps));
    const double lifetime =
        fill.workMs > 0 ? static_cast<double>(fill.rowsSeen) * 1000.0 / static_cast<double>(fill.workMs) : 0;
    const bool running = fill.state == FillState::Running;
    const double rate = running                         ? m_window.rate().value_or(lifetime)
                        : fill.state == FillState::Done ? lifetime
                                                        : 0;
    m_rate->setText(tr("%1 rows/s").arg(number(rate)));
    m_batch->setText(fill.batchSize > 0 ? sentences::rows(fill.batchSize) : u"–"_s);
    m_left->setText(timeLeftText(fill));
    m_sparkline->setValues(m_window.history());
    m_sparkline->setAccessibleDescription(tr("now %1").arg(m_rate->text()));
}

void BackfillPanel::showHold(const FillSnapshot &fill, qint64 now)
{
    if (fill.state != FillState::Held) {
        setTextOrHide(m_hold, {});
        return;
    }
    const QString since = QDateTime::fromMSecsSinceEpoch(fill.heldSince).toString(u"HH:mm:ss"_s);
    QPalette colors = withText(palette(), toneColor(Tone::Waiting, palette()));
    colors.setColor(QPalette::Window, toneTint(Tone::Waiting, palette()));
    m_hold->setPalette(colors);
    setTextOrHide(m_hold, tr("Held since %1 (%2): %3. It goes on by itself.")
                              .arg(since, sentences::duration(qMax<qint64>(0, now - fill.heldSince)),
                                   sentences::holdReason(fill.holdReason)));
}

QString BackfillPanel::timeLeftText(const FillSnapshot &fill) const
{
    if (fill.state == FillState::Done)
        return tr("none");
    if (fill.state == FillState::Held)
        return tr("unknown while held");
    const auto left = m_window.timeLeft(qMax<qint64>(0, fill.rowsExpected - fill.rowsSeen));
    if (!left || fill.fraction() < 0.01)
        return tr("not known yet");
    //: a range of durations
    return tr("%1 – %2").arg(sentences::duration(left->least), sentences::duration(left->most));
}

} // namespace lockkeeper
