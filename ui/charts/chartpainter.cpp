// SPDX-FileCopyrightText: 2026 Lockkeeper contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/charts/chartpainter.h"

#include "ui/charts/chartstyle.h"
#include "ui/theme/look.h"
#include "ui/theme/theme.h"

#include <QPainter>

#include <algorithm>

namespace lockkeeper {

namespace {

constexpr double captionHeight = 20;
constexpr double boxMargin = 5;

bool isRight(MetricKind kind) { return kind == MetricKind::BackfillRate; }

int indexOf(const ChartPicture &picture, const Reading &reading)
{
    // One replica is read without its name.
    const auto found = std::ranges::find_if(picture.view.metrics, [&](const MetricLines &metric) {
        return metric.id.kind == reading.id.kind
               && (reading.id.name.isEmpty() || metric.id.name == reading.id.name);
    });
    return static_cast<int>(found - picture.view.metrics.begin());
}

} // namespace

QColor markerColor(MarkerKind kind, const QPalette &palette)
{
    switch (kind) {
    case MarkerKind::Stage:
        return toneColor(Tone::Running, palette);
    case MarkerKind::GateOpen:
    case MarkerKind::Released:
        return toneColor(Tone::Done, palette);
    case MarkerKind::GateRefused:
    case MarkerKind::Failure:
        return toneColor(Tone::Failed, palette);
    case MarkerKind::Held:
        return toneColor(Tone::Waiting, palette);
    case MarkerKind::Setting:
        return toneColor(Tone::Idle, palette);
    case MarkerKind::Note:
        return toneColor(Tone::Unsure, palette);
    }
    return {};
}

double ChartPainter::y(double value, double ofTop) const
{
    return plot.bottom() - std::clamp(value / ofTop, 0.0, 1.0) * plot.height();
}

void ChartPainter::paintBack(QPainter &painter, const ChartPicture &picture) const
{
    painter.setPen(QPen(gridColor(palette), 1));
    for (const TimeTick &tick : timeTicks(time))
        painter.drawLine(QPointF(qRound(time.x(tick.at)) + 0.5, plot.top()),
                         QPointF(qRound(time.x(tick.at)) + 0.5, plot.bottom()));
    if (picture.threshold)
        painter.fillRect(QRectF(plot.topLeft(), QPointF(plot.right(), y(picture.threshold->value, top))),
                         toneTint(Tone::Waiting, palette));
    for (const Gap &gap : picture.view.gaps)
        paintGap(painter, gap);
}

void ChartPainter::paintGap(QPainter &painter, const Gap &gap) const
{
    const QRectF area(QPointF(std::max(time.x(gap.from), plot.left()), plot.top()),
                      QPointF(std::min(time.x(gap.to), plot.right()), plot.bottom()));
    if (area.width() < 1)
        return;
    QColor ink = quietColor(palette);
    ink.setAlphaF(0.35F);
    painter.fillRect(area, palette.color(QPalette::Base));
    painter.fillRect(area, QBrush(ink, Qt::BDiagPattern));
    paintWord(painter, area, chartwords::gap(gap));
}

// The longest of the texts that fits, on the background's colour so that lines don't cross it.
void ChartPainter::paintWord(QPainter &painter, const QRectF &area, const QStringList &texts) const
{
    const QFontMetricsF metrics(font);
    for (const QString &text : texts) {
        QRectF box = metrics.boundingRect(area, Qt::AlignCenter, text).adjusted(-4, -2, 4, 2);
        if (box.width() > area.width() || box.height() > area.height())
            continue;
        painter.fillRect(box, palette.color(QPalette::Base));
        painter.setPen(quietColor(palette));
        painter.drawText(box, Qt::AlignCenter, text);
        return;
    }
}

void ChartPainter::paintThreshold(QPainter &painter, const ChartThreshold &threshold) const
{
    const double line = y(threshold.value, top);
    const QColor color = toneColor(Tone::Waiting, palette);
    painter.setPen(QPen(color, 1.2, Qt::DashLine));
    painter.drawLine(QPointF(plot.left(), line), QPointF(plot.right(), line));
    const QFontMetricsF metrics(font);
    QRectF word(0, 0, metrics.horizontalAdvance(threshold.text) + 6, metrics.height());
    word.moveTopLeft({plot.left() + 4, line - word.height() - 1});
    if (word.top() < plot.top() - 2)
        word.moveTop(line + 1);
    QColor behind = palette.color(QPalette::Base);
    behind.setAlphaF(0.75F);
    painter.fillRect(word, behind);
    painter.drawText(word, Qt::AlignCenter, threshold.text);
}

void ChartPainter::paintFront(QPainter &painter, const ChartPicture &picture, const QString &title) const
{
    painter.save();
    if (picture.threshold)
        paintThreshold(painter, *picture.threshold);
    painter.setRenderHint(QPainter::Antialiasing, false); // they stand upright
    for (const Marker &marker : picture.markers) {
        const double x = qRound(time.x(marker.at)) + 0.5;
        painter.setPen(QPen(markerColor(marker.kind, palette), 1, Qt::DotLine));
        painter.drawLine(QPointF(x, plot.top()), QPointF(x, plot.bottom()));
    }
    painter.setRenderHint(QPainter::Antialiasing);
    const QFont bold = scaled(font, 1.05, true);
    painter.setFont(bold);
    painter.setPen(palette.color(QPalette::Text));
    // Beside the axis's labels, not above them.
    const QRectF caption(plot.left(), plot.top() - captionHeight, plot.width(), captionHeight - 2);
    painter.drawText(caption, Qt::AlignLeft | Qt::AlignVCenter, title);
    painter.setFont(font);
    paintLegend(painter, picture, caption.left() + QFontMetricsF(bold).horizontalAdvance(title) + 16);
    if (picture.view.metrics.isEmpty()) {
        painter.setPen(quietColor(palette));
        painter.drawText(plot, Qt::AlignCenter | Qt::TextWordWrap, picture.nothing);
    }
    painter.restore();
}

void ChartPainter::paintLegend(QPainter &painter, const ChartPicture &picture, double x) const
{
    const QFontMetricsF metrics(font);
    const double middle = plot.top() - captionHeight / 2 - 1;
    for (int i = 0; i < picture.view.metrics.size(); ++i) {
        const MetricId &id = picture.view.metrics.at(i).id;
        const auto newest = std::ranges::find_if(
            picture.newest, [&](const Reading &reading) { return indexOf(picture, reading) == i; });
        const QString value =
            newest == picture.newest.end() ? QStringLiteral("–") : chartwords::value(id.kind, newest->bucket);
        const QString name = chartwords::legend(id) + u' ';
        const double width = 28 + metrics.horizontalAdvance(name) + metrics.horizontalAdvance(value);
        if (x + width > plot.right() + ChartPanel::rightMargin)
            return;
        painter.setPen(linePen(i, palette));
        painter.drawLine(QPointF(x, middle), QPointF(x + 22, middle));
        painter.setPen(quietColor(palette));
        const double base = middle + metrics.ascent() / 2 - 1;
        painter.drawText(QPointF(x + 28, base), name);
        painter.setPen(palette.color(QPalette::Text));
        painter.drawText(QPointF(x + 28 + metrics.horizontalAdvance(name), base), value);
        x += width + 18;
    }
}

void ChartPainter::paintCrosshair(QPainter &painter, const ChartPicture &picture,
                                  const Crosshair &crosshair) const
{
    if (!time.contains(crosshair.at))
        return;
    painter.save();
    const double x = qRound(time.x(crosshair.at)) + 0.5;
    const QColor color = palette.color(QPalette::Text);
    painter.setPen(
        QPen(color, crosshair.isPinned ? 1.6 : 1, crosshair.isPinned ? Qt::SolidLine : Qt::DashLine));
    painter.drawLine(QPointF(x, plot.top()), QPointF(x, plot.bottom()));
    paintDots(painter, picture, crosshair, x);
    paintReadings(painter, crosshair, x);
    painter.restore();
}

void ChartPainter::paintDots(QPainter &painter, const ChartPicture &picture, const Crosshair &crosshair,
                             double x) const
{
    for (const Reading &reading : crosshair.readings) {
        painter.setPen(QPen(palette.color(QPalette::Base), 1.5));
        painter.setBrush(linePen(indexOf(picture, reading), palette).color());
        const double ofTop = isRight(reading.id.kind) ? topOfRight : top;
        painter.drawEllipse(QPointF(x, y(reading.bucket.most, ofTop)), 4, 4);
    }
}

void ChartPainter::paintReadings(QPainter &painter, const Crosshair &crosshair, double x) const
{
    QStringList lines;
    lines.reserve(crosshair.readings.size());
    for (const Reading &reading : crosshair.readings) {
        const QString value = chartwords::value(reading.id.kind, reading.bucket);
        lines << (reading.id.name.isEmpty() ? value : reading.id.name + u' ' + value);
    }
    if (lines.isEmpty())
        lines << chartwords::noData();
    const QFontMetricsF metrics(font);
    double width = 0;
    for (const QString &line : std::as_const(lines))
        width = std::max(width, metrics.horizontalAdvance(line));
    QRectF box(x + 8, plot.top() + 3, width + 2 * boxMargin,
               static_cast<double>(lines.size()) * metrics.height() + boxMargin);
    if (box.right() > plot.right())
        box.moveRight(x - 8);
    painter.setPen(borderColor(palette));
    painter.setBrush(palette.color(QPalette::ToolTipBase));
    painter.drawRoundedRect(box, 4, 4);
    painter.setPen(palette.color(QPalette::ToolTipText));
    painter.drawText(box, Qt::AlignCenter, lines.join(u'\n'));
}

} // namespace lockkeeper
