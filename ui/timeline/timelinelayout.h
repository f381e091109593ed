// SPDX-FileCopyrightText: 2026 Lockkeeper contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QLineF>
#include <QRectF>

#include <array>

namespace lockkeeper {

/// Where everything of the timeline is: six cells of the same width, each with its node at the left, the edge to the
/// next one, and the labels below. Only geometry; no font but its height, no state.
struct TimelineLayout
{
    static constexpr int stages = 6;
    static constexpr double usualLine = 16; ///< what sizes are for; others grow with the text

    struct Cell
    {
        QRectF box;
        QRectF node;
        QRectF gate;     ///< the diamond before the node; empty for the first stage
        QRectF gateText; ///< below the diamond
        QLineF edge;     ///< from the node towards the next gate; filled with the stage's progress
        QRectF labels;   ///< below the node, three lines
    };

    std::array<Cell, stages> cells;
    std::array<QLineF, 2> pointOfNoReturn; ///< the double bar, between Contract's gate and its node

    /// @param line the height of a line of text
    static TimelineLayout in(const QRectF &area, double line = usualLine);
    static int height(double line);
    /// Less than the text's width: it is elided.
    static int leastWidth(double line);
    /// The edge's part that is done.
    QLineF progress(int stage, double fraction) const;
    /// The stage whose cell is at @p point, or -1.
    int stageAt(const QPointF &point) const;
};

} // namespace lockkeeper
