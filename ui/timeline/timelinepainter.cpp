// SPDX-FileCopyrightText: 2026 Lockkeeper contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/timeline/timelinepainter.h"

#include "core/text/sentences.h"
#include "ui/theme/look.h"
#include "ui/theme/theme.h"

#include <QPainter>

namespace lockkeeper {

namespace {

bool isAhead(const TimelineNode &node)
{
    return node.state == StageState::NotStarted || node.state == StageState::Ready;
}

QPolygonF diamond(const QRectF &box)
{
    return QPolygonF({QPointF(box.center().x(), box.top()), QPointF(box.right(), box.center().y()),
                      QPointF(box.center().x(), box.bottom()), QPointF(box.left(), box.center().y())});
}

} // namespace

void TimelinePainter::paint(QPainter &painter, int focused) const
{
    painter.setRenderHint(QPainter::Antialiasing);
    for (int stage = 0; stage < nodes.size(); ++stage) {
        paintEdge(painter, stage);
        paintGate(painter, stage);
        paintNode(painter, stage, stage == focused);
        paintLabels(painter, stage);
    }
    paintPointOfNoReturn(painter);
}

// Dashed: planned. Solid in the tone of the stage: done that far.
void TimelinePainter::paintEdge(QPainter &painter, int stage) const
{
    const TimelineNode &node = nodes.at(stage);
    const bool last = stage == TimelineLayout::stages - 1;
    if (last && isAhead(node))
        return;
    QPen rail(borderColor(palette), 3, isAhead(node) ? Qt::DotLine : Qt::SolidLine, Qt::RoundCap);
    painter.setPen(rail);
    painter.drawLine(cell(stage).edge);
    if (node.fraction <= 0)
        return;
    painter.setPen(QPen(toneColor(lookOf(node.state).tone, palette), 4, Qt::SolidLine, Qt::RoundCap));
    painter.drawLine(layout.progress(stage, node.fraction));
}

void TimelinePainter::paintGate(QPainter &painter, int stage) const
{
    const TimelineNode &node = nodes.at(stage);
    const QRectF box = cell(stage).gate;
    if (box.isEmpty())
        return;
    if (node.conditions == 0) {
        painter.setPen(QPen(borderColor(palette), 1.5));
        painter.setBrush(palette.color(QPalette::Window));
        painter.drawPolygon(diamond(box.adjusted(4, 4, -4, -4)));
        return;
    }
    const QColor color = toneColor(lookOf(node.worst).tone, palette);
    painter.setPen(QPen(color, 2));
    painter.setBrush(node.worst == Verdict::Open ? color : palette.color(QPalette::Window));
    painter.drawPolygon(diamond(box));
    painter.setPen(color);
    painter.setFont(scaled(font, 0.9, true));
    painter.drawText(cell(stage).gateText, Qt::AlignCenter,
                     TimelineNode::tr("%1/%2").arg(node.open).arg(node.conditions));
}

void TimelinePainter::paintNode(QPainter &painter, int stage, bool focused) const
{
    const QRectF box = cell(stage).node;
    if (focused) {
        painter.setPen(QPen(palette.color(QPalette::Highlight), 2));
        painter.setBrush(Qt::NoBrush);
        painter.drawEllipse(box.adjusted(-4, -4, 4, 4));
    }
    const Look look = lookOf(nodes.at(stage).state);
    paintGlyph(painter, box, look, palette);
    if (look.glyph != Glyph::Ring)
        return;
    painter.setFont(scaled(font, 1.0, true));
    painter.setPen(toneColor(look.tone, palette));
    painter.drawText(box, Qt::AlignCenter, QString::number(stage + 1));
}

void TimelinePainter::paintLabels(QPainter &painter, int stage) const
{
    const TimelineNode &node = nodes.at(stage);
    QRectF line = cell(stage).labels;
    const auto put = [&](const QString &text, const QFont &lineFont, const QColor &color) {
        const QFontMetricsF metrics(lineFont);
        line.setHeight(metrics.height());
        painter.setFont(lineFont);
        painter.setPen(color);
        painter.drawText(line, Qt::AlignLeft | Qt::AlignVCenter,
                         metrics.elidedText(text, Qt::ElideRight, line.width()));
        line.translate(0, line.height() + 1);
    };
    put(sentences::stage(node.stage), scaled(font, 1.0, true), palette.color(QPalette::WindowText));
    put(node.progressText(), font, toneColor(lookOf(node.state).tone, palette));
    put(node.timesText(), scaled(font, 0.9), quietColor(palette));
}

void TimelinePainter::paintPointOfNoReturn(QPainter &painter) const
{
    painter.setPen(QPen(palette.color(QPalette::WindowText), 2));
    for (const QLineF &bar : layout.pointOfNoReturn)
        painter.drawLine(bar);
}

} // namespace lockkeeper
