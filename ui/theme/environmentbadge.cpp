// SPDX-FileCopyrightText: 2026 Lockkeeper contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/theme/environmentbadge.h"

#include "ui/theme/look.h"
#include "ui/theme/theme.h"

#include <QPainter>

namespace lockkeeper {

namespace {

using namespace Qt::StringLiterals;

constexpr int sign = 11;

QString wordFor(const QString &environment)
{
    if (environment == "staging"_L1)
        return EnvironmentBadge::tr("STAGING");
    if (environment == "development"_L1)
        return EnvironmentBadge::tr("DEVELOPMENT");
    if (environment == "sandbox"_L1)
        return EnvironmentBadge::tr("SANDBOX");
    return EnvironmentBadge::tr("PRODUCTION");
}

Tone toneFor(const QString &environment)
{
    if (environment == "staging"_L1)
        return Tone::Waiting;
    if (environment == "development"_L1)
        return Tone::Done;
    return environment == "sandbox"_L1 ? Tone::Idle : Tone::Failed;
}

// Square, triangle, circle, diamond: told apart without colour.
void paintShape(QPainter &painter, const QRectF &box, const QString &environment)
{
    if (environment == "development"_L1)
        painter.drawEllipse(box);
    else if (environment == "staging"_L1)
        painter.drawPolygon(
            QPolygonF({QPointF(box.center().x(), box.top()), box.bottomRight(), box.bottomLeft()}));
    else if (environment == "sandbox"_L1)
        painter.drawPolygon(
            QPolygonF({QPointF(box.center().x(), box.top()), QPointF(box.right(), box.center().y()),
                       QPointF(box.center().x(), box.bottom()), QPointF(box.left(), box.center().y())}));
    else
        painter.drawRect(box);
}

} // namespace

EnvironmentBadge::EnvironmentBadge(QWidget *parent) : QWidget(parent)
{
    setFont(scaled(font(), 0.92, true));
    setSizePolicy(QSizePolicy::Fixed, QSizePolicy::Fixed);
}

void EnvironmentBadge::setEnvironment(const QString &environment)
{
    m_environment = environment;
    m_word = wordFor(environment);
    setAccessibleName(tr("Environment: %1").arg(m_word));
    updateGeometry();
    update();
}

QSize EnvironmentBadge::sizeHint() const
{
    return {fontMetrics().horizontalAdvance(m_word) + sign + 30, fontMetrics().height() + 10};
}

void EnvironmentBadge::paintEvent(QPaintEvent *)
{
    QPainter painter(this);
    painter.setRenderHint(QPainter::Antialiasing);
    const QColor color = toneColor(toneFor(m_environment), palette());
    const bool loud = m_word == wordFor({}); // production
    const QRectF box = QRectF(rect()).adjusted(0.75, 0.75, -0.75, -0.75);
    painter.setPen(QPen(color, 1.5));
    painter.setBrush(loud ? color : toneTint(toneFor(m_environment), palette()));
    painter.drawRoundedRect(box, 5, 5);
    const QColor ink = !loud               ? color
                       : isDark(palette()) ? palette().color(QPalette::Window)
                                           : QColor(Qt::white);
    painter.setPen(Qt::NoPen);
    painter.setBrush(ink);
    paintShape(painter, QRectF(10, (height() - sign) / 2.0, sign, sign), m_environment);
    painter.setPen(ink);
    painter.drawText(rect().adjusted(sign + 18, 0, -8, 0), Qt::AlignVCenter | Qt::AlignLeft, m_word);
}

} // namespace lockkeeper
