// SPDX-FileCopyrightText: 2026 Lockkeeper contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/charts/chartpanel.h"
#include "ui/charts/timescale.h"

#include <QFont>
#include <QPalette>
#include <QRectF>

class QPainter;

namespace lockkeeper {

/// Paints what Qt Charts has no word for: gaps, thresholds, markers, the crosshair. Knows no widget.
struct ChartPainter
{
    QRectF plot;
    TimeScale time;
    double top = 1; ///< of the left axis
    double topOfRight = 1;
    QPalette palette;
    QFont font;

    /// Behind the lines.
    void paintBack(QPainter &painter, const ChartPicture &picture) const;
    /// Above them.
    void paintFront(QPainter &painter, const ChartPicture &picture, const QString &title) const;
    void paintCrosshair(QPainter &painter, const ChartPicture &picture, const Crosshair &crosshair) const;

private:
    double y(double value, double ofTop) const;
    void paintGap(QPainter &painter, const Gap &gap) const;
    void paintWord(QPainter &painter, const QRectF &area, const QStringList &texts) const;
    void paintThreshold(QPainter &painter, const ChartThreshold &threshold) const;
    void paintLegend(QPainter &painter, const ChartPicture &picture, double x) const;
    void paintReadings(QPainter &painter, const Crosshair &crosshair, double x) const;
    void paintDots(QPainter &painter, const ChartPicture &picture, const Crosshair &crosshair,
                   double x) const;
};

/// The colour of a marker's line and sign.
QColor markerColor(MarkerKind kind, const QPalette &palette);

} // namespace lockkeeper
