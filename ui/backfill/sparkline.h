// SPDX-FileCopyrightText: 2026 Lockkeeper contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QWidget>

namespace lockkeeper {

/// A small curve without axes; its newest value and its scale are said in words beside it.
class Sparkline final : public QWidget
{
    Q_OBJECT

public:
    explicit Sparkline(QWidget *parent = nullptr);

    void setValues(const QList<double> &values);
    QSize sizeHint() const override { return {320, 84}; }
    QSize minimumSizeHint() const override { return {120, 56}; }

protected:
    void paintEvent(QPaintEvent *event) override;

private:
    QPolygonF curve(const QRectF &area) const;

    QList<double> m_values;
};

} // namespace lockkeeper
