// SPDX-FileCopyrightText: 2026 Lockkeeper contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/theme/environmentbadge.h"

#include "ui/theme/look.h"
#include "ui/theme/textsize.h"
#include "ui/theme/theme.h"

#include <QPainter>

#include <utility>

namespace lockkeeper {

namespace {

constexpr int sign = 11;

Tone toneFor(Environment environment)
{
    switch (environment) {
    case Environment::Sandbox:
        return Tone::Idle;
    case Environment::Development:
        return Tone::Done;
    case Environment::Staging:
        return Tone::Waiting;
    case Environment::Production:
        return Tone::Failed;
    }
    std::unreachable();
}

// Square, triangle, circle, diamond: told apart without colour.
void paintShape(QPainter &painter, const QRectF &box, Environment environment)
{
    const QPointF top(box.center().x(), box.top());
    switch (environment) {
    case Environment::Sandbox:
        painter.drawPolygon(
            QPolygonF({top, QPointF(box.right(), box.center().y()), QPointF(box.center().x(), box.bottom()),
                       QPointF(box.left(), box.center().y())}));
        break;
    case Environment::Development:
        painter.drawEllipse(box);
        break;
    case Environment::Staging:
        painter.drawPolygon(QPolygonF({top, box.bottomRight(), box.bottomLeft()}));
        break;
    case Environment::Production:
        painter.drawRect(box);
        break;
    }
}

} // namespace

QString environmentWord(Environment environment)
{
    switch (environment) {
    case Environment::Sandbox:
        return EnvironmentBadge::tr("SANDBOX");
    case Environment::Development:
        return EnvironmentBadge::tr("DEVELOPMENT");
    case Environment::Staging:
        return EnvironmentBadge::tr("STAGING");
    case Environment::Production:
        return EnvironmentBadge::tr("PRODUCTION");
    }
    std::unreachable();
}

QSize environmentBadgeSize(Environment environment, const QFont &font)
{
    const QFontMetrics metrics(font);
    return {metrics.horizontalAdvance(environmentWord(environment)) + sign + 30, metrics.height() + 10};
}

void paintEnvironmentBadge(QPainter &painter, const QRectF &box, Environment environment, const QFont &font,
                           const QPalette &palette)
{
    const bool loud = environment == Environment::Production;
    const Tone tone = toneFor(environment);
    const QColor color = toneColor(tone, palette);
    const QRectF outline = box.adjusted(0.75, 0.75, -0.75, -0.75);
    painter.save();
    painter.setRenderHint(QPainter::Antialiasing);
    painter.setFont(font);
    painter.setPen(QPen(color, 1.5));
    painter.setBrush(
        palette.color(QPalette::Base)); // the tint is faint, and what is below may be a selection
    painter.drawRoundedRect(outline, 5, 5);
    painter.setBrush(loud ? color : toneTint(tone, palette));
    painter.drawRoundedRect(outline, 5, 5);
    const QColor onLoud = isDark(palette) ? palette.color(QPalette::Window) : QColor(Qt::white);
    const QColor ink = loud ? onLoud : color;
    painter.setPen(Qt::NoPen);
    painter.setBrush(ink);
    paintShape(painter, QRectF(box.left() + 10, box.center().y() - sign / 2.0, sign, sign), environment);
    painter.setPen(ink);
    painter.drawText(box.adjusted(sign + 18, 0, -8, 0), Qt::AlignVCenter | Qt::AlignLeft,
                     environmentWord(environment));
    painter.restore();
}

EnvironmentBadge::EnvironmentBadge(QWidget *parent) : QWidget(parent)
{
    keepFont(this, 0.92, true);
    setSizePolicy(QSizePolicy::Fixed, QSizePolicy::Fixed);
    setEnvironment(m_environment);
}

void EnvironmentBadge::setEnvironment(Environment environment)
{
    m_environment = environment;
    setAccessibleName(tr("Environment: %1").arg(environmentWord(environment)));
    updateGeometry();
    update();
}

QSize EnvironmentBadge::sizeHint() const { return environmentBadgeSize(m_environment, font()); }

void EnvironmentBadge::paintEvent(QPaintEvent *)
{
    QPainter painter(this);
    paintEnvironmentBadge(painter, rect(), m_environment, font(), palette());
}

} // namespace lockkeeper
