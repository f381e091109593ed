// SPDX-FileCopyrightText: 2026 Lockkeeper contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/timeline/timelinelayout.h"
#include "ui/timeline/timelinenode.h"

#include <QFont>
#include <QPalette>

class QPainter;

namespace lockkeeper {

/// Draws the strip; made anew for each paint event.
struct TimelinePainter
{
    TimelineLayout layout;
    const QList<TimelineNode> &nodes;
    QPalette palette;
    QFont font;

    /// @p focused: the node with the keyboard focus, or -1.
    void paint(QPainter &painter, int focused) const;

private:
    void paintEdge(QPainter &painter, int stage) const;
    void paintGate(QPainter &painter, int stage) const;
    void paintNode(QPainter &painter, int stage, bool focused) const;
    void paintLabels(QPainter &painter, int stage) const;
    void paintPointOfNoReturn(QPainter &painter) const;
    const TimelineLayout::Cell &cell(int stage) const
    {
        return layout.cells.at(static_cast<std::size_t>(stage));
    }
};

} // namespace lockkeeper
