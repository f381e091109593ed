// SPDX-FileCopyrightText: 2026 Lockkeeper contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/charts/chartstack.h"

#include "ui/charts/qtchart.h"
#include "ui/charts/timestrip.h"
#include "ui/theme/theme.h"

#include <QAccessible>
#include <QAccessibleAnnouncementEvent>
#include <QKeyEvent>
#include <QPainter>
#include <QVBoxLayout>

namespace lockkeeper {

namespace {

const QList<MetricKind> everything{MetricKind::LockWaits, MetricKind::ReplicationLag,
                                   MetricKind::BackfillShare, MetricKind::BackfillRate,
                                   MetricKind::ErrorRate};

} // namespace

ChartStack::ChartStack(QWidget *parent) : QWidget(parent), m_markers(new MarkerStrip), m_axis(new TimeStrip)
{
    setFocusPolicy(Qt::StrongFocus);
    setAccessibleName(tr("Charts"));
    auto *layout = new QVBoxLayout(this);
    layout->setContentsMargins(4, 4, 4, 4);
    layout->setSpacing(0);
    layout->addWidget(m_markers);
    for (const MetricKind kind : {MetricKind::LockWaits, MetricKind::ReplicationLag})
        addChart({.title = chartwords::title(kind), .kinds = {kind}});
    addChart({.title = chartwords::title(MetricKind::BackfillShare),
              .kinds = {MetricKind::BackfillShare, MetricKind::BackfillRate}});
    addChart({.title = chartwords::title(MetricKind::ErrorRate), .kinds = {MetricKind::ErrorRate}});
    layout->addWidget(m_axis);
}

void ChartStack::addChart(const ChartSubject &subject)
{
    ChartPanel *chart = new QtChart(subject);
    m_subjects.append(subject);
    m_charts.append(chart);
    static_cast<QBoxLayout *>(layout())->addWidget(chart, 1);
    connect(chart, &ChartPanel::pointedAt, this, &ChartStack::pointAt);
    connect(chart, &ChartPanel::clicked, this, &ChartStack::pinAt);
    connect(chart, &ChartPanel::left, this, [this] {
        if (m_crosshair && !m_crosshair->isPinned)
            setCrosshair({}, false);
    });
}

void ChartStack::show(const History &history, qint64 now)
{
    m_history = &history;
    m_now = now;
    draw();
}

bool ChartStack::isDue(qint64 now) const
{
    constexpr qint64 most = 5'000; // the legend's figures may not be older
    const qint64 wait = std::min(m_axis->scale().column() / 2, most);
    return now - m_now >= wait;
}

void ChartStack::setThreshold(MetricKind kind, const std::optional<ChartThreshold> &threshold)
{
    if (threshold)
        m_thresholds.insert(kind, *threshold);
    else
        m_thresholds.remove(kind);
}

void ChartStack::setRange(ChartRange range)
{
    m_window.setRange(range);
    draw();
}

void ChartStack::setPaused(bool paused)
{
    if (paused == m_window.isPaused())
        return;
    if (paused)
        m_window.pause(m_now);
    else
        m_window.goLive();
    draw();
    Q_EMIT pausedChanged(paused);
}

qint64 ChartStack::from() const { return m_window.from(m_history ? m_history->oldest() : 0, m_now); }

void ChartStack::draw()
{
    if (!m_history)
        return;
    m_axis->setTimes(from(), to());
    for (qsizetype i = 0; i < m_charts.size(); ++i)
        m_charts.at(i)->show(picture(m_subjects.at(i)));
    m_markers->setMarkers(m_history->markers(from(), to()), from(), to());
    if (m_crosshair)
        setCrosshair(m_crosshair->at, m_crosshair->isPinned);
    else
        Q_EMIT readingChanged(reading());
}

ChartPicture ChartStack::picture(const ChartSubject &subject) const
{
    const int columns = qMax(50, width() - ChartPanel::leftMargin - ChartPanel::rightMargin);
    const MetricKind kind = subject.kinds.first();
    ChartPicture picture{
        .view = m_history->view(subject.kinds, from(), to(), columns, m_now),
        .markers = withRoom(m_history->markers(from(), to()), m_axis->scale()),
        .newest = readingsAt(*m_history, subject.kinds, to()),
        .threshold = {},
        .nothing = chartwords::nothing(kind, m_history->isMeasured(kind), m_history->oldest() != 0)};
    if (const auto found = m_thresholds.constFind(kind);
        found != m_thresholds.constEnd() && !picture.view.metrics.isEmpty())
        picture.threshold = *found;
    return picture;
}

void ChartStack::pointAt(qint64 at)
{
    if (!m_crosshair || !m_crosshair->isPinned)
        setCrosshair(at, false);
}

// A pinned moment must not run away: the picture stops.
void ChartStack::pinAt(qint64 at)
{
    setFocus(Qt::MouseFocusReason);
    if (m_crosshair && m_crosshair->isPinned) {
        setCrosshair(at, false);
        return;
    }
    setPaused(true);
    setCrosshair(at, true);
}

void ChartStack::move(qint64 columns)
{
    if (!m_history)
        return;
    setPaused(true);
    const qint64 column = m_axis->scale().column();
    const qint64 start = m_crosshair ? m_crosshair->at : to();
    const qint64 at = std::clamp(start + columns * column, qMin(m_history->oldest(), to()), m_now);
    m_window.reveal(at, m_history->oldest());
    setCrosshair(at, m_crosshair && m_crosshair->isPinned);
    draw();
    QAccessibleAnnouncementEvent spoken(this, reading());
    QAccessible::updateAccessibility(&spoken);
}

void ChartStack::setCrosshair(const std::optional<qint64> &at, bool isPinned)
{
    m_crosshair.reset();
    if (at && m_history)
        m_crosshair = Crosshair{.at = *at, .isPinned = isPinned, .readings = {}};
    showCrosshair();
    Q_EMIT readingChanged(reading());
}

void ChartStack::showCrosshair()
{
    for (qsizetype i = 0; i < m_charts.size(); ++i) {
        std::optional<Crosshair> own = m_crosshair;
        if (own)
            own->readings = readingsAt(*m_history, m_subjects.at(i).kinds, own->at);
        m_charts.at(i)->showCrosshair(own);
    }
    m_axis->setCrosshair(m_crosshair ? std::optional(m_crosshair->at) : std::nullopt);
    setAccessibleDescription(reading());
}

QString ChartStack::reading() const
{
    if (!m_history || m_now == 0)
        return {};
    const qint64 at = m_crosshair ? m_crosshair->at : to();
    return chartwords::line(at, readingsAt(*m_history, everything, at));
}

void ChartStack::keyPressEvent(QKeyEvent *event)
{
    const qint64 step = event->modifiers() & Qt::ShiftModifier ? 10 : 1;
    if (event->matches(QKeySequence::Copy))
        Q_EMIT copyRequested();
    else if (event->key() == Qt::Key_Left || event->key() == Qt::Key_Right)
        move(event->key() == Qt::Key_Left ? -step : step);
    else if (event->modifiers() != Qt::NoModifier || !act(event->key()))
        QWidget::keyPressEvent(event); // with a modifier it belongs to the window's shortcuts
}

bool ChartStack::act(int key)
{
    switch (key) {
    case Qt::Key_Home:
    case Qt::Key_End:
        setPaused(true);
        setCrosshair(key == Qt::Key_Home ? from() : to(), false);
        return true;
    case Qt::Key_Space:
        setPaused(!m_window.isPaused());
        return true;
    case Qt::Key_Return:
    case Qt::Key_Enter:
        pinAt(m_crosshair ? m_crosshair->at : to());
        return true;
    case Qt::Key_Escape:
        setCrosshair({}, false);
        return true;
    case Qt::Key_N:
        Q_EMIT noteRequested();
        return true;
    default:
        return false;
    }
}

void ChartStack::paintEvent(QPaintEvent *)
{
    if (!hasFocus())
        return;
    QPainter painter(this);
    painter.setRenderHint(QPainter::Antialiasing);
    painter.setPen(QPen(palette().color(QPalette::Highlight), 1.5));
    painter.drawRoundedRect(QRectF(rect()).adjusted(1, 1, -1, -1), 5, 5);
}

void ChartStack::focusInEvent(QFocusEvent *event)
{
    QWidget::focusInEvent(event);
    update();
}

void ChartStack::focusOutEvent(QFocusEvent *event)
{
    QWidget::focusOutEvent(event);
    update();
}

} // namespace lockkeeper
