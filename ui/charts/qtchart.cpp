// SPDX-FileCopyrightText: 2026 Lockkeeper contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/charts/qtchart.h"

#include "ui/charts/chartcanvas.h"
#include "ui/charts/chartstyle.h"
#include "ui/theme/theme.h"

#include <QCategoryAxis>
#include <QEvent>
#include <QLineSeries>
#include <QVBoxLayout>
#include <QValueAxis>

#include <algorithm>

namespace lockkeeper {

namespace {

/// So that a quiet chart doesn't make mountains of nothing.
double leastTop(MetricKind kind)
{
    switch (kind) {
    case MetricKind::LockWaits:
        return 4;
    case MetricKind::BackfillShare:
    case MetricKind::BackfillRate:
        return 100;
    case MetricKind::ReplicationLag:
    case MetricKind::ErrorRate:
        return 1;
    }
    return 1;
}

double mostOf(const HistoryView &view, MetricKind kind)
{
    double most = 0;
    for (const MetricLines &metric : view.metrics) {
        if (metric.id.kind != kind)
            continue;
        for (const Line &line : metric.lines)
            most = std::max(most, std::ranges::max_element(line, {}, &QPointF::y)->y());
    }
    return most;
}

} // namespace

QtChart::QtChart(ChartSubject subject, QWidget *parent)
    : ChartPanel(parent)
    , m_subject(std::move(subject))
    , m_canvas(new ChartCanvas(m_subject.title))
    , m_chart(m_canvas->chart())
    , m_time(new QValueAxis)
{
    m_time->setVisible(false);
    m_chart->addAxis(m_time, Qt::AlignBottom);
    for (const MetricKind kind : std::as_const(m_subject.kinds))
        m_scales.append(makeScale(kind, m_scales.isEmpty() ? Qt::AlignLeft : Qt::AlignRight));
    auto *layout = new QVBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->addWidget(m_canvas);
    setAccessibleName(m_subject.title);
    m_canvas->setAccessibleName(m_subject.title);
    connect(m_canvas, &ChartCanvas::pointedAt, this, &ChartPanel::pointedAt);
    connect(m_canvas, &ChartCanvas::left, this, &ChartPanel::left);
    connect(m_canvas, &ChartCanvas::clicked, this, &ChartPanel::clicked);
    style();
}

QtChart::~QtChart() = default;

QtChart::Scale QtChart::makeScale(MetricKind kind, Qt::Alignment side)
{
    auto *axis = new QCategoryAxis;
    axis->setLabelsPosition(QCategoryAxis::AxisLabelsPositionOnValue);
    axis->setLineVisible(false);
    axis->setGridLineVisible(side == Qt::AlignLeft);
    axis->setTruncateLabels(false);
    m_chart->addAxis(axis, side);
    Scale scale{.kind = kind, .axis = axis, .top = 0};
    setTop(scale, leastTop(kind));
    return scale;
}

void QtChart::setTop(Scale &scale, double top)
{
    if (std::exchange(scale.top, top) == top)
        return;
    for (const QString &label : scale.axis->categoriesLabels())
        scale.axis->remove(label);
    scale.axis->setStartValue(0);
    for (const double value : {0.0, top / 2, top})
        scale.axis->append(chartwords::axis(scale.kind, value), value);
    scale.axis->setRange(0, top);
}

QtChart::Scale &QtChart::scaleOf(MetricKind kind)
{
    const auto found = std::ranges::find(m_scales, kind, &Scale::kind);
    return found == m_scales.end() ? m_scales.first() : *found;
}

void QtChart::show(const ChartPicture &picture)
{
    for (Scale &scale : m_scales) {
        double most = mostOf(picture.view, scale.kind);
        if (picture.threshold && &scale == &m_scales.first())
            most = std::max(most, picture.threshold->value * 1.2);
        const bool isShare = scale.kind == MetricKind::BackfillShare;
        setTop(scale, isShare ? 100 : roundTop(std::max(most, leastTop(scale.kind))));
    }
    // An axis without a figure would say that there are figures.
    for (const Scale &scale : std::as_const(m_scales))
        scale.axis->setVisible(!picture.view.metrics.isEmpty());
    m_time->setRange(static_cast<double>(picture.view.from), static_cast<double>(picture.view.to));
    showLines(picture.view);
    m_canvas->setTops(m_scales.first().top, m_scales.last().top);
    m_canvas->setPicture(picture);
    describe(picture);
}

void QtChart::showLines(const HistoryView &view)
{
    qsizetype used = 0;
    for (int index = 0; index < view.metrics.size(); ++index) {
        const MetricLines &metric = view.metrics.at(index);
        QCategoryAxis *axis = scaleOf(metric.id.kind).axis;
        for (const Line &line : metric.lines) {
            QLineSeries *target = series(used++);
            if (target->pen() != linePen(index, palette()))
                target->setPen(linePen(index, palette()));
            if (!target->attachedAxes().contains(axis)) {
                for (const Scale &scale : std::as_const(m_scales)) {
                    if (target->attachedAxes().contains(scale.axis))
                        target->detachAxis(scale.axis);
                }
                target->attachAxis(axis);
            }
            target->replace(line);
        }
    }
    while (m_series.size() > used) {
        QLineSeries *spare = m_series.takeLast();
        m_chart->removeSeries(spare);
        delete spare;
    }
}

QLineSeries *QtChart::series(qsizetype index)
{
    if (index < m_series.size())
        return m_series.at(index);
    auto *made = new QLineSeries;
    m_chart->addSeries(made);
    made->attachAxis(m_time);
    made->attachAxis(m_scales.first().axis);
    m_series.append(made);
    return made;
}

void QtChart::showCrosshair(const std::optional<Crosshair> &crosshair) { m_canvas->setCrosshair(crosshair); }

// The legend's words, for who can't see them.
void QtChart::describe(const ChartPicture &picture)
{
    QStringList parts;
    parts.reserve(picture.newest.size());
    for (const Reading &reading : picture.newest)
        parts << chartwords::legend(reading.id) + u' ' + chartwords::value(reading.id.kind, reading.bucket);
    const QString text = picture.view.metrics.isEmpty() ? picture.nothing : parts.join(QStringLiteral(", "));
    setAccessibleDescription(text);
    m_canvas->setAccessibleDescription(text);
}

void QtChart::changeEvent(QEvent *event)
{
    ChartPanel::changeEvent(event);
    if (event->type() == QEvent::PaletteChange || event->type() == QEvent::FontChange)
        style();
}

void QtChart::style()
{
    for (const Scale &scale : std::as_const(m_scales)) {
        scale.axis->setLabelsFont(scaled(font(), 0.85));
        scale.axis->setLabelsBrush(quietColor(palette()));
        scale.axis->setGridLinePen(QPen(gridColor(palette()), 1));
    }
    for (auto *series : std::as_const(m_series))
        series->setPen(Qt::NoPen); // the next picture gives each its own
    m_canvas->update();
}

} // namespace lockkeeper
