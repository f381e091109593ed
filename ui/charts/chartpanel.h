// SPDX-FileCopyrightText: 2026 Lockkeeper contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/monitor/history.h"
#include "ui/charts/chartwords.h"

#include <QWidget>

#include <optional>

namespace lockkeeper {

/// What a chart is of; kinds beyond the first have an axis of their own, on the right.
struct ChartSubject
{
    QString title;
    QList<MetricKind> kinds;
};

struct ChartThreshold
{
    double value = 0; ///< on the left axis
    QString text;     ///< what happens above it
};

struct ChartPicture
{
    HistoryView view;
    QList<Marker> markers;
    QList<Reading> newest;
    std::optional<ChartThreshold> threshold;
    QString nothing; ///< why there is nothing to draw; shown only then
};

struct Crosshair
{
    qint64 at = 0; ///< ms since the epoch
    bool isPinned = false;
    QList<Reading> readings;
};

/// One chart, fed with points that are already few. What draws it can be exchanged without touching who feeds it.
class ChartPanel : public QWidget
{
    Q_OBJECT

public:
    static constexpr int leftMargin = 54; ///< the same for all, so that times stand above one another
    static constexpr int rightMargin = 54;

    using QWidget::QWidget;

    virtual void show(const ChartPicture &picture) = 0;
    virtual void showCrosshair(const std::optional<Crosshair> &crosshair) = 0;

Q_SIGNALS:
    void pointedAt(qint64 at);
    void left();
    void clicked(qint64 at);
};

} // namespace lockkeeper
