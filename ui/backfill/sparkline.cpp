// SPDX-FileCopyrightText: 2026 Lockkeeper contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/backfill/sparkline.h"

#include "ui/theme/look.h"
#include "ui/theme/theme.h"

#include <QLocale>
#include <QPainter>
#include <QPainterPath>

#include <algorithm>

namespace lockkeeper {

namespace {

constexpr qsizetype most = 240; // two minutes at two a second

} // namespace

Sparkline::Sparkline(QWidget *parent) : QWidget(parent)
{
    setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Expanding);
    setAccessibleName(tr("Rows a second, the last two minutes"));
}

void Sparkline::setValues(const QList<double> &values)
{
    m_values = values.last(qMin(most, values.size()));
    update();
}

QPolygonF Sparkline::curve(const QRectF &area) const
{
    const double top = qMax(1.0, *std::ranges::max_element(m_values));
    const double step = area.width() / static_cast<double>(qMax<qsizetype>(1, m_values.size() - 1));
    QPolygonF points;
    for (qsizetype i = 0; i < m_values.size(); ++i)
        points << QPointF(area.left() + static_cast<double>(i) * step,
                          area.bottom() - m_values.at(i) / top * area.height());
    return points;
}

void Sparkline::paintEvent(QPaintEvent *)
{
    QPainter painter(this);
    painter.setRenderHint(QPainter::Antialiasing);
    const QRectF area = QRectF(rect()).adjusted(1, 16, -1, -2);
    painter.setPen(QPen(borderColor(palette()), 1));
    painter.drawLine(area.bottomLeft(), area.bottomRight());
    if (m_values.size() < 2)
        return;
    painter.setPen(QPen(borderColor(palette()), 1, Qt::DotLine));
    painter.drawLine(area.topLeft(), area.topRight());
    painter.setFont(scaled(font(), 0.85));
    painter.setPen(quietColor(palette()));
    const double top = *std::ranges::max_element(m_values);
    painter.drawText(QRectF(rect()), Qt::AlignRight | Qt::AlignTop,
                     tr("most: %1 rows/s").arg(QLocale().toString(top, 'f', 0)));
    const QPolygonF points = curve(area);
    QPainterPath below(area.bottomLeft());
    for (const QPointF &point : points)
        below.lineTo(point);
    below.lineTo(points.last().x(), area.bottom());
    painter.fillPath(below, toneTint(Tone::Running, palette()));
    painter.setPen(
        QPen(toneColor(Tone::Running, palette()), 1.6, Qt::SolidLine, Qt::RoundCap, Qt::RoundJoin));
    painter.drawPolyline(points);
}

} // namespace lockkeeper
