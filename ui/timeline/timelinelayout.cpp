// SPDX-FileCopyrightText: 2026 Lockkeeper contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/timeline/timelinelayout.h"

#include <QtMath>

#include <algorithm>

namespace lockkeeper {

namespace {

constexpr double usualNode = 26;
constexpr double usualGate = 18;
constexpr double gap = 8;
constexpr double barRoom = 10; // the double bar has its place before every node, so that all cells are alike
constexpr int contract = 4;

/// Signs grow half as fast as text: they are read from further away.
double growth(double line) { return std::max(1.0, 0.5 + line / TimelineLayout::usualLine / 2); }

TimelineLayout::Cell cellAt(const QRectF &area, int stage, double line)
{
    const double grown = growth(line);
    const double nodeSize = usualNode * grown;
    const double gateSize = usualGate * grown;
    const double width = area.width() / TimelineLayout::stages;
    const double left = area.left() + stage * width;
    const double y = area.top() + nodeSize / 2 + 6;
    const bool first = stage == 0;
    const double gateLeft = left - gateSize - barRoom - gap / 2;
    const double nextGate = left + width - gateSize - barRoom - gap / 2;
    TimelineLayout::Cell cell;
    cell.box = QRectF(left, area.top(), width, area.height());
    cell.node = QRectF(left, y - nodeSize / 2, nodeSize, nodeSize);
    cell.gate = first ? QRectF() : QRectF(gateLeft, y - gateSize / 2, gateSize, gateSize);
    cell.gateText = first ? QRectF() : QRectF(gateLeft - 12, cell.gate.bottom() + 3, gateSize + 24, line);
    const bool last = stage == TimelineLayout::stages - 1;
    cell.edge = QLineF(cell.node.right() + gap, y, last ? left + width - gap : nextGate - gap, y);
    cell.labels = QRectF(left, cell.node.bottom() + 7, width - gateSize - barRoom - gap * 2,
                         area.bottom() - cell.node.bottom() - 7);
    return cell;
}

} // namespace

int TimelineLayout::height(double line) { return qCeil(usualNode * growth(line) + 3 * (line + 1) + 24); }

int TimelineLayout::leastWidth(double line) { return qRound(stages * 130 * growth(line)); }

TimelineLayout TimelineLayout::in(const QRectF &area, double line)
{
    TimelineLayout layout;
    for (int stage = 0; stage < stages; ++stage)
        layout.cells.at(static_cast<std::size_t>(stage)) = cellAt(area, stage, line);
    const Cell &cell = layout.cells.at(contract);
    const double top = cell.node.top() - 4;
    const double bottom = cell.node.bottom() + 4;
    for (std::size_t bar = 0; bar < 2; ++bar) {
        const double x = cell.node.left() - barRoom + 1 + static_cast<double>(bar) * 4;
        layout.pointOfNoReturn.at(bar) = QLineF(x, top, x, bottom);
    }
    return layout;
}

QLineF TimelineLayout::progress(int stage, double fraction) const
{
    QLineF line = cells.at(static_cast<std::size_t>(stage)).edge;
    line.setP2(line.pointAt(qBound(0.0, fraction, 1.0)));
    return line;
}

int TimelineLayout::stageAt(const QPointF &point) const
{
    for (int stage = 0; stage < stages; ++stage) {
        if (cells.at(static_cast<std::size_t>(stage)).box.contains(point))
            return stage;
    }
    return -1;
}

} // namespace lockkeeper
