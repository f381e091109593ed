// SPDX-FileCopyrightText: 2026 Lockkeeper contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/charts/timestrip.h"

#include "ui/charts/chartpainter.h"
#include "ui/theme/theme.h"

#include <QHelpEvent>
#include <QPainter>
#include <QToolTip>

namespace lockkeeper {

namespace {

constexpr double signWidth = 9;

TimeScale scaleOf(const QWidget &widget, qint64 from, qint64 to)
{
    return {.from = from,
            .to = to,
            .left = ChartPanel::leftMargin,
            .right = static_cast<double>(widget.width() - ChartPanel::rightMargin)};
}

// Each kind has a shape of its own, so that the colour isn't needed.
QPolygonF signOf(MarkerKind kind)
{
    switch (kind) {
    case MarkerKind::Stage:
        return {{QPointF(-3, -4), QPointF(4, 0), QPointF(-3, 4)}};
    case MarkerKind::GateOpen:
        return {{QPointF(0, -4), QPointF(4, 0), QPointF(0, 4), QPointF(-4, 0)}};
    case MarkerKind::GateRefused:
    case MarkerKind::Failure:
        return {{QPointF(-3, -4), QPointF(0, -1), QPointF(3, -4), QPointF(4, -3), QPointF(1, 0),
                 QPointF(4, 3), QPointF(3, 4), QPointF(0, 1), QPointF(-3, 4), QPointF(-4, 3), QPointF(-1, 0),
                 QPointF(-4, -3)}};
    case MarkerKind::Held:
        return {{QPointF(-3.5, -4), QPointF(3.5, -4), QPointF(3.5, 4), QPointF(-3.5, 4)}};
    case MarkerKind::Released:
        return {{QPointF(-4, 3), QPointF(0, -4), QPointF(4, 3)}};
    case MarkerKind::Setting:
    case MarkerKind::Note:
        return {{QPointF(-4, -4), QPointF(4, -4), QPointF(4, 1), QPointF(0, 4), QPointF(-4, 1)}};
    }
    return {};
}

} // namespace

TimeStrip::TimeStrip(QWidget *parent) : QWidget(parent)
{
    setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Fixed);
    setAttribute(Qt::WA_TransparentForMouseEvents);
}

void TimeStrip::setTimes(qint64 from, qint64 to)
{
    m_from = from;
    m_to = to;
    update();
}

void TimeStrip::setCrosshair(std::optional<qint64> at)
{
    m_crosshair = at;
    update();
}

TimeScale TimeStrip::scale() const { return scaleOf(*this, m_from, m_to); }

std::optional<QRectF> TimeStrip::crosshairBox() const
{
    if (!m_crosshair || !scale().contains(*m_crosshair))
        return {};
    QRectF box(0, 3, 66, height() - 4);
    box.moveCenter({std::clamp(scale().x(*m_crosshair), 36.0, width() - 36.0), box.center().y()});
    return box;
}

void TimeStrip::paintEvent(QPaintEvent *)
{
    QPainter painter(this);
    painter.setRenderHint(QPainter::Antialiasing);
    painter.setFont(scaled(font(), 0.9));
    const TimeScale time = scale();
    const std::optional<QRectF> box = crosshairBox();
    painter.setPen(borderColor(palette()));
    painter.drawLine(QPointF(time.left, 0.5), QPointF(time.right, 0.5));
    for (const TimeTick &tick : timeTicks(time)) {
        const double x = time.x(tick.at);
        const double half = painter.fontMetrics().horizontalAdvance(tick.text) / 2.0 + 2;
        painter.setPen(borderColor(palette()));
        painter.drawLine(QPointF(qRound(x) + 0.5, 0), QPointF(qRound(x) + 0.5, 4));
        const QRectF label(x - half, 5, 2 * half, height() - 5);
        if (box && box->intersects(label))
            continue;
        painter.setPen(quietColor(palette()));
        painter.drawText(label, Qt::AlignHCenter | Qt::AlignTop, tick.text);
    }
    if (!box)
        return;
    painter.setPen(Qt::NoPen);
    painter.setBrush(palette().color(QPalette::Text));
    painter.drawRoundedRect(*box, 4, 4);
    painter.setPen(palette().color(QPalette::Base));
    painter.drawText(*box, Qt::AlignCenter, chartwords::clock(*m_crosshair));
}

MarkerStrip::MarkerStrip(QWidget *parent) : QWidget(parent)
{
    setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Fixed);
}

void MarkerStrip::setMarkers(const QList<Marker> &markers, qint64 from, qint64 to)
{
    m_markers = markers;
    m_from = from;
    m_to = to;
    update();
}

TimeScale MarkerStrip::scale() const { return scaleOf(*this, m_from, m_to); }

void MarkerStrip::paintEvent(QPaintEvent *)
{
    QPainter painter(this);
    painter.setRenderHint(QPainter::Antialiasing);
    painter.setFont(scaled(font(), 0.85));
    const TimeScale time = scale();
    const QList<Marker> shown = withRoom(m_markers, time);
    for (const Marker &marker : shown) {
        painter.setPen(Qt::NoPen);
        painter.setBrush(markerColor(marker.kind, palette()));
        painter.drawPolygon(signOf(marker.kind).translated(time.x(marker.at), height() / 2.0));
    }
    painter.setPen(palette().color(QPalette::Text));
    double taken = 0;
    for (qsizetype i = 0; i < shown.size(); ++i) {
        const bool isLast = i + 1 == shown.size();
        const double next = isLast ? width() : time.x(shown.at(i + 1).at) - signWidth;
        taken = paintWords(painter, shown.at(i), taken, next);
    }
}

// To the right of the sign; to the left where there is more room, as for what happened just now.
double MarkerStrip::paintWords(QPainter &painter, const Marker &marker, double taken, double next) const
{
    constexpr double least = 40;
    const double x = scale().x(marker.at);
    const QFontMetricsF metrics(painter.font());
    const double wanted = metrics.horizontalAdvance(marker.text) + 2;
    const double before = x - signWidth - taken;
    const double after = next - x - signWidth;
    const bool isLeft = after < wanted && before > after;
    const double room = std::min(wanted, isLeft ? before : after);
    if (room < std::min(least, wanted))
        return x + signWidth;
    const QRectF box(isLeft ? x - signWidth - room : x + signWidth, 0, room, height());
    painter.drawText(box, Qt::AlignVCenter | Qt::AlignLeft,
                     metrics.elidedText(marker.text, Qt::ElideRight, room));
    return isLeft ? x + signWidth : box.right() + signWidth;
}

bool MarkerStrip::event(QEvent *event)
{
    if (event->type() != QEvent::ToolTip)
        return QWidget::event(event);
    const auto *help = static_cast<QHelpEvent *>(event);
    QStringList texts;
    for (const Marker &marker : std::as_const(m_markers)) {
        if (qAbs(scale().x(marker.at) - help->pos().x()) < signWidth)
            texts << (chartwords::clock(marker.at) + u' ' + marker.text).toHtmlEscaped();
    }
    QToolTip::showText(help->globalPos(), texts.join(QStringLiteral("<br>")), this);
    return true;
}

} // namespace lockkeeper
