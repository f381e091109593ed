// SPDX-FileCopyrightText: 2026 Lockkeeper contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/charts/chartpanel.h"

class QCategoryAxis;
class QChart;
class QLineSeries;
class QValueAxis;

namespace lockkeeper {

class ChartCanvas;

/// A chart whose axes and lines are Qt Charts'. The rest is painted by ChartPainter.
class QtChart final : public ChartPanel
{
    Q_OBJECT

public:
    explicit QtChart(ChartSubject subject, QWidget *parent = nullptr);
    ~QtChart() override;

    void show(const ChartPicture &picture) override;
    void showCrosshair(const std::optional<Crosshair> &crosshair) override;

    QSize sizeHint() const override { return {700, 110}; }
    QSize minimumSizeHint() const override { return {320, 78}; }

protected:
    void changeEvent(QEvent *event) override;

private:
    /// An axis of values with few short labels.
    struct Scale
    {
        MetricKind kind = MetricKind::LockWaits;
        QCategoryAxis *axis = nullptr;
        double top = 0;
    };

    Scale makeScale(MetricKind kind, Qt::Alignment side);
    void setTop(Scale &scale, double top);
    void showLines(const HistoryView &view);
    QLineSeries *series(qsizetype index);
    Scale &scaleOf(MetricKind kind);
    void style();
    void describe(const ChartPicture &picture);

    ChartSubject m_subject;
    ChartCanvas *m_canvas;
    QChart *m_chart;
    QValueAxis *m_time;
    QList<Scale> m_scales;
    QList<QLineSeries *> m_series; ///< one a line; a metric with gaps has several
};

} // namespace lockkeeper
