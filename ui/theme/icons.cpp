// SPDX-FileCopyrightText: 2026 Lockkeeper contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/theme/icons.h"

#include "ui/theme/theme.h"

#include <QFile>
#include <QGuiApplication>
#include <QIconEngine>
#include <QPainter>
#include <QPixmapCache>
#include <QSvgRenderer>

namespace lockkeeper {

namespace {

using namespace Qt::StringLiterals;

QByteArray drawing(const QString &name)
{
    QFile file(u":/icons/%1.svg"_s.arg(name));
    return file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray();
}

QColor colorOf(QIcon::Mode mode)
{
    const QPalette palette = QGuiApplication::palette();
    if (mode == QIcon::Disabled)
        return quietColor(palette);
    return palette.color(mode == QIcon::Selected ? QPalette::HighlightedText : QPalette::ButtonText);
}

/// Draws the file once for each size, scale and colour; buttons ask for it with every painting.
class ThemedEngine final : public QIconEngine
{
public:
    explicit ThemedEngine(const QString &name) : m_name(name), m_drawing(drawing(name)) {}

    QIconEngine *clone() const override { return new ThemedEngine(*this); }
    // Asked by window managers, which choose one of these.
    QList<QSize> availableSizes(QIcon::Mode, QIcon::State) override
    {
        return {{16, 16}, {24, 24}, {32, 32}, {48, 48}, {64, 64}, {128, 128}, {256, 256}};
    }
    bool isNull() override { return m_drawing.isEmpty(); }

    void paint(QPainter *painter, const QRect &area, QIcon::Mode mode, QIcon::State state) override
    {
        painter->drawPixmap(area,
                            scaledPixmap(area.size(), mode, state, painter->device()->devicePixelRatio()));
    }

    QPixmap pixmap(const QSize &size, QIcon::Mode mode, QIcon::State state) override
    {
        return scaledPixmap(size, mode, state, 1);
    }

    // @p size is not in the device's pixels (measured with Qt 6.8).
    QPixmap scaledPixmap(const QSize &size, QIcon::Mode mode, QIcon::State, qreal scale) override
    {
        const QByteArray color = colorOf(mode).name().toLatin1();
        const QString key = u"lockkeeper-icon %1 %2 %3x%4 %5"_s.arg(m_name, QString::fromLatin1(color))
                                .arg(size.width())
                                .arg(size.height())
                                .arg(scale);
        QPixmap pixmap;
        if (QPixmapCache::find(key, &pixmap))
            return pixmap;
        pixmap = QPixmap((QSizeF(size) * scale).toSize());
        pixmap.setDevicePixelRatio(scale);
        pixmap.fill(Qt::transparent);
        QPainter painter(&pixmap);
        painter.setRenderHint(QPainter::Antialiasing);
        QSvgRenderer(QByteArray(m_drawing).replace("currentColor", color))
            .render(&painter, QRect(QPoint(), size));
        painter.end();
        QPixmapCache::insert(key, pixmap);
        return pixmap;
    }

private:
    QString m_name;
    QByteArray m_drawing;
};

} // namespace

QIcon themedIcon(const QString &name) { return QIcon(new ThemedEngine(name)); }

QIcon programIcon() { return themedIcon(u"lockkeeper"_s); } // it names all of its colours

} // namespace lockkeeper
