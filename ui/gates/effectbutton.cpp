// SPDX-FileCopyrightText: 2026 Lockkeeper contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/gates/effectbutton.h"

#include "ui/theme/textsize.h"
#include "ui/theme/theme.h"

#include <QPainter>

namespace lockkeeper {

namespace {

constexpr int padding = 12;
constexpr double radius = 6;

} // namespace

EffectButton::EffectButton(QWidget *parent) : QPushButton(parent)
{
    keepFont(this, 1.05, true);
    QSizePolicy policy(QSizePolicy::Expanding, QSizePolicy::Minimum);
    policy.setHeightForWidth(true);
    setSizePolicy(policy);
    setCursor(Qt::PointingHandCursor);
    setAttribute(Qt::WA_Hover);
}

void EffectButton::setEffect(const QString &effect)
{
    if (text() == effect)
        return;
    setText(effect);
    setAccessibleName(effect);
    updateGeometry();
}

void EffectButton::setReasons(const QString &reasons) { setAccessibleDescription(reasons); }

QSize EffectButton::sizeHint() const { return {280, heightForWidth(280)}; }

QSize EffectButton::minimumSizeHint() const { return {160, heightForWidth(qMax(160, width()))}; }

int EffectButton::heightForWidth(int width) const
{
    const QRect room(0, 0, width - 2 * padding, 1000);
    const int height = fontMetrics().boundingRect(room, Qt::TextWordWrap | Qt::AlignCenter, text()).height();
    return qMax(40, height + 2 * padding - 4);
}

QRect EffectButton::textArea(const QRect &outside) const
{
    return outside.adjusted(padding, 4, -padding, -4).translated(0, isDown() ? 1 : 0);
}

void EffectButton::paintEvent(QPaintEvent *)
{
    QPainter painter(this);
    painter.setRenderHint(QPainter::Antialiasing);
    const QColor accent = palette().color(QPalette::Active, QPalette::Highlight);
    const QRectF box = QRectF(rect()).adjusted(2.5, 2.5, -2.5, -2.5);
    painter.setPen(Qt::NoPen);
    painter.setBrush(isDown() ? accent.darker(120) : underMouse() ? accent.darker(108) : accent);
    painter.drawRoundedRect(box, radius, radius);
    if (hasFocus()) {
        painter.setBrush(Qt::NoBrush);
        painter.setPen(QPen(palette().color(QPalette::WindowText), 1.5));
        painter.drawRoundedRect(QRectF(rect()).adjusted(0.75, 0.75, -0.75, -0.75), radius + 2, radius + 2);
    }
    painter.setPen(palette().color(QPalette::HighlightedText));
    painter.drawText(textArea(rect()), Qt::TextWordWrap | Qt::AlignCenter, text());
}

} // namespace lockkeeper
