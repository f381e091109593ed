// SPDX-FileCopyrightText: 2026 Lockkeeper contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/charts/chartcanvas.h"

#include "ui/theme/theme.h"

#include <QChart>
#include <QGraphicsLayout>
#include <QLegend>
#include <QMouseEvent>

#include <algorithm>
#include <numeric>

namespace lockkeeper {

namespace {

constexpr double captionHeight = 22;
constexpr double bottomMargin = 7;

bool isDense(const ChartPicture &picture, double columns)
{
    return std::ranges::any_of(picture.view.metrics, [&](const MetricLines &metric) {
        const qsizetype points =
            std::accumulate(metric.lines.begin(), metric.lines.end(), qsizetype{0},
                            [](qsizetype sum, const Line &line) { return sum + line.size(); });
        return static_cast<double>(points) > columns;
    });
}

} // namespace

ChartCanvas::ChartCanvas(QString title, QWidget *parent) : QChartView(parent), m_title(std::move(title))
{
    setFrameShape(QFrame::NoFrame);
    setBackgroundBrush(Qt::NoBrush);
    viewport()->setAutoFillBackground(false);
    setRenderHint(QPainter::Antialiasing);
    setFocusPolicy(Qt::NoFocus); // the stack has it, for all charts together
    setMouseTracking(true);
    viewport()->setMouseTracking(true);
    chart()->legend()->hide();
    chart()->setBackgroundVisible(false);
    chart()->setMargins({});
    chart()->layout()->setContentsMargins(0, 0, 0, 0);
    chart()->setAnimationOptions(QChart::NoAnimation);
}

void ChartCanvas::setPicture(const ChartPicture &picture)
{
    m_picture = picture;
    // Lines that fill the picture look the same without it, and cost a third.
    setRenderHint(QPainter::Antialiasing, !isDense(picture, chart()->plotArea().width()));
    viewport()->update();
}

void ChartCanvas::setTops(double left, double right)
{
    m_top = left;
    m_topOfRight = right;
}

void ChartCanvas::setCrosshair(const std::optional<Crosshair> &crosshair)
{
    m_crosshair = crosshair;
    viewport()->update();
}

ChartPainter ChartCanvas::brush() const
{
    const QRectF plot = chart()->plotArea();
    return {.plot = plot,
            .time = {.from = m_picture.view.from,
                     .to = m_picture.view.to,
                     .left = plot.left(),
                     .right = plot.right()},
            .top = m_top,
            .topOfRight = m_topOfRight,
            .palette = palette(),
            .font = scaled(font(), 0.9)};
}

void ChartCanvas::drawBackground(QPainter *painter, const QRectF &)
{
    painter->setFont(scaled(font(), 0.9));
    brush().paintBack(*painter, m_picture);
}

void ChartCanvas::drawForeground(QPainter *painter, const QRectF &)
{
    painter->setFont(scaled(font(), 0.9));
    const ChartPainter paints = brush();
    paints.paintFront(*painter, m_picture, m_title);
    if (m_crosshair)
        paints.paintCrosshair(*painter, m_picture, *m_crosshair);
}

// Ahead of the chart's own layout, which would place the axes around another area.
void ChartCanvas::resizeEvent(QResizeEvent *event)
{
    chart()->setPlotArea(QRectF(rect()).adjusted(ChartPanel::leftMargin, captionHeight,
                                                 -ChartPanel::rightMargin, -bottomMargin));
    QChartView::resizeEvent(event);
    chart()->layout()->activate();
}

void ChartCanvas::mouseMoveEvent(QMouseEvent *event)
{
    Q_EMIT pointedAt(brush().time.at(event->position().x()));
}

void ChartCanvas::mousePressEvent(QMouseEvent *event)
{
    if (event->button() == Qt::LeftButton)
        Q_EMIT clicked(brush().time.at(event->position().x()));
    else
        event->ignore();
}

void ChartCanvas::mouseReleaseEvent(QMouseEvent *event) { event->accept(); }

// A chart doesn't scroll: the wheel belongs to what is around it.
void ChartCanvas::wheelEvent(QWheelEvent *event) { event->ignore(); }

void ChartCanvas::leaveEvent(QEvent *event)
{
    QChartView::leaveEvent(event);
    Q_EMIT left();
}

} // namespace lockkeeper
