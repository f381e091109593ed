// SPDX-FileCopyrightText: 2026 Lockkeeper contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/theme/icons.h"

#include "ui/theme/theme.h"

#include <QFile>
#include <QGuiApplication>
#include <QIconEngine>
#include <QPainter>
#include <QSvgRenderer>

namespace lockkeeper {

namespace {

using namespace Qt::StringLiterals;

QByteArray drawing(const QString &name)
{
    QFile file(u":/icons/%1.svg"_s.arg(name));
    return file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray();
}

/// Draws the file anew for each size and palette; the style keeps pixmaps.
class ThemedEngine final : public QIconEngine
{
public:
    explicit ThemedEngine(const QString &name) : m_drawing(drawing(name)) {}

    QIconEngine *clone() const override { return new ThemedEngine(*this); }
    // Asked by window managers, which choose one of these.
    QList<QSize> availableSizes(QIcon::Mode, QIcon::State) override
    {
        return {{16, 16}, {24, 24}, {32, 32}, {48, 48}, {64, 64}, {128, 128}, {256, 256}};
    }
    bool isNull() override { return m_drawing.isEmpty(); }

    void paint(QPainter *painter, const QRect &area, QIcon::Mode mode, QIcon::State) override
    {
        const QPalette palette = QGuiApplication::palette();
        QColor color = palette.color(QPalette::ButtonText);
        if (mode == QIcon::Disabled)
            color = quietColor(palette);
        else if (mode == QIcon::Selected)
            color = palette.color(QPalette::HighlightedText);
        QSvgRenderer(QByteArray(m_drawing).replace("currentColor", color.name().toLatin1()))
            .render(painter, area);
    }

    QPixmap pixmap(const QSize &size, QIcon::Mode mode, QIcon::State state) override
    {
        return scaledPixmap(size, mode, state, 1);
    }

    // @p size is not in the device's pixels (measured with Qt 6.8).
    QPixmap scaledPixmap(const QSize &size, QIcon::Mode mode, QIcon::State state, qreal scale) override
    {
        QPixmap pixmap((QSizeF(size) * scale).toSize());
        pixmap.setDevicePixelRatio(scale);
        pixmap.fill(Qt::transparent);
        QPainter painter(&pixmap);
        painter.setRenderHint(QPainter::Antialiasing);
        paint(&painter, QRect(QPoint(), size), mode, state);
        return pixmap;
    }

private:
    QByteArray m_drawing;
};

} // namespace

QIcon themedIcon(const QString &name) { return QIcon(new ThemedEngine(name)); }

QIcon programIcon() { return themedIcon(u"lockkeeper"_s); } // it names all of its colours

} // namespace lockkeeper
