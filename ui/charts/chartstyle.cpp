// SPDX-FileCopyrightText: 2026 Lockkeeper contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/charts/chartstyle.h"

#include "ui/theme/theme.h"

#include <array>

namespace lockkeeper {

namespace {

struct Ink
{
    QRgb light;
    QRgb dark;
};

// Blue, orange, green, purple, sky and red-brown: apart in lightness too, and at least 3 to 1 against the base.
constexpr std::array<Ink, 6> inks{{
    {.light = 0xff1a5fc8, .dark = 0xff6cb0ff},
    {.light = 0xffb35300, .dark = 0xfff0a04b},
    {.light = 0xff00795a, .dark = 0xff3fc79a},
    {.light = 0xff9a3a8c, .dark = 0xffe29ad6},
    {.light = 0xff2a87b8, .dark = 0xff9ad8f5},
    {.light = 0xff8a4a3a, .dark = 0xffd99a86},
}};

const QList<qreal> &pattern(std::size_t index)
{
    static const std::array<QList<qreal>, 6> patterns{QList<qreal>{},     {5, 3},  {1.5, 2.5},
                                                      {7, 2.5, 1.5, 2.5}, {10, 3}, {3, 2, 1, 2, 1, 2}};
    return patterns.at(index);
}

} // namespace

QPen linePen(int index, const QPalette &palette)
{
    const auto place = static_cast<std::size_t>(index) % inks.size();
    QPen pen(QColor::fromRgb(isDark(palette) ? inks.at(place).dark : inks.at(place).light), 1.6);
    pen.setJoinStyle(Qt::RoundJoin);
    pen.setCosmetic(true);
    if (place > 0)
        pen.setDashPattern(pattern(place));
    return pen;
}

QColor gridColor(const QPalette &palette)
{
    QColor color = borderColor(palette);
    color.setAlphaF(isDark(palette) ? 0.55F : 0.6F);
    return color;
}

} // namespace lockkeeper
