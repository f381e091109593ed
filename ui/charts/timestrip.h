// SPDX-FileCopyrightText: 2026 Lockkeeper contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/monitor/history.h"
#include "ui/charts/timescale.h"

#include <QWidget>

#include <optional>

namespace lockkeeper {

/// The one time axis below all charts.
class TimeStrip final : public QWidget
{
    Q_OBJECT

public:
    explicit TimeStrip(QWidget *parent = nullptr);

    void setTimes(qint64 from, qint64 to);
    void setCrosshair(std::optional<qint64> at);
    TimeScale scale() const;
    QSize sizeHint() const override { return {700, 24}; }

protected:
    void paintEvent(QPaintEvent *event) override;

private:
    std::optional<QRectF> crosshairBox() const;

    qint64 m_from = 0;
    qint64 m_to = 1;
    std::optional<qint64> m_crosshair;
};

/// The words of the markers above all charts; what has no room is in the tool tip.
class MarkerStrip final : public QWidget
{
    Q_OBJECT

public:
    explicit MarkerStrip(QWidget *parent = nullptr);

    void setMarkers(const QList<Marker> &markers, qint64 from, qint64 to);
    QSize sizeHint() const override { return {700, 20}; }

protected:
    void paintEvent(QPaintEvent *event) override;
    bool event(QEvent *event) override;

private:
    TimeScale scale() const;
    /// @returns how far the strip is taken then, in pixels.
    double paintWords(QPainter &painter, const Marker &marker, double taken, double next) const;

    QList<Marker> m_markers;
    qint64 m_from = 0;
    qint64 m_to = 1;
};

} // namespace lockkeeper
