// SPDX-FileCopyrightText: 2026 Lockkeeper contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/charts/chartpanel.h"
#include "ui/charts/chartwindow.h"

#include <QMap>

namespace lockkeeper {

class MarkerStrip;
class TimeStrip;

/// Four charts above one time axis, with one crosshair. One focusable widget: the arrow keys move the crosshair, Enter pins
/// it, Space stops the picture and lets it run again, Escape takes the crosshair away. Draws a history that it doesn't own.
class ChartStack final : public QWidget
{
    Q_OBJECT

public:
    explicit ChartStack(QWidget *parent = nullptr);

    /// Draws anew. @param now the right end of the time axis.
    void show(const History &history, qint64 now);
    /// Whether half a pixel's time went by since it was drawn: where a pixel is 24 s wide, a picture a second shows nothing.
    bool isDue(qint64 now) const;
    void setThreshold(MetricKind kind, const std::optional<ChartThreshold> &threshold);
    void setRange(ChartRange range);
    void setPaused(bool paused);
    const ChartWindow &window() const { return m_window; }
    const std::optional<Crosshair> &crosshair() const { return m_crosshair; }
    /// "14:02:11 lock waits 7, lag 1.8 s", at the crosshair or now.
    QString reading() const;
    qint64 from() const;
    qint64 to() const { return m_window.to(m_now); }

Q_SIGNALS:
    void pausedChanged(bool paused);
    void readingChanged(const QString &reading);
    void copyRequested();
    void noteRequested();

protected:
    void keyPressEvent(QKeyEvent *event) override;
    void paintEvent(QPaintEvent *event) override;
    void focusInEvent(QFocusEvent *event) override;
    void focusOutEvent(QFocusEvent *event) override;

private:
    void addChart(const ChartSubject &subject);
    void draw();
    ChartPicture picture(const ChartSubject &subject) const;
    void pointAt(qint64 at);
    void pinAt(qint64 at);
    void move(qint64 columns);
    bool act(int key);
    void setCrosshair(const std::optional<qint64> &at, bool isPinned);
    void showCrosshair();

    QList<ChartSubject> m_subjects;
    QList<ChartPanel *> m_charts;
    QMap<MetricKind, ChartThreshold> m_thresholds;
    MarkerStrip *m_markers;
    TimeStrip *m_axis;
    const History *m_history = nullptr;
    qint64 m_now = 0; ///< when it was drawn
    ChartWindow m_window;
    std::optional<Crosshair> m_crosshair;
};

} // namespace lockkeeper
