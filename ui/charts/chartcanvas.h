// SPDX-FileCopyrightText: 2026 Lockkeeper contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/charts/chartpainter.h"

#include <QChartView>

namespace lockkeeper {

/// Qt Charts' view with our own painting behind and above the lines.
class ChartCanvas final : public QChartView
{
    Q_OBJECT

public:
    explicit ChartCanvas(QString title, QWidget *parent = nullptr);

    void setPicture(const ChartPicture &picture);
    void setTops(double left, double right);
    void setCrosshair(const std::optional<Crosshair> &crosshair);

Q_SIGNALS:
    void pointedAt(qint64 at);
    void left();
    void clicked(qint64 at);

protected:
    void drawBackground(QPainter *painter, const QRectF &rect) override;
    void drawForeground(QPainter *painter, const QRectF &rect) override;
    void resizeEvent(QResizeEvent *event) override;
    void mouseMoveEvent(QMouseEvent *event) override;
    void mousePressEvent(QMouseEvent *event) override;
    void mouseReleaseEvent(QMouseEvent *event) override;
    void wheelEvent(QWheelEvent *event) override;
    void leaveEvent(QEvent *event) override;

private:
    ChartPainter brush() const;

    QString m_title;
    ChartPicture m_picture;
    std::optional<Crosshair> m_crosshair;
    double m_top = 1;
    double m_topOfRight = 1;
};

} // namespace lockkeeper
