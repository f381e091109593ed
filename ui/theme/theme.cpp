// SPDX-FileCopyrightText: 2026 Lockkeeper contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/theme/theme.h"

#include <QApplication>
#include <QFontDatabase>
#include <QStyleHints>

namespace lockkeeper {

namespace {

struct Shades
{
    QRgb window;
    QRgb base;
    QRgb alternate;
    QRgb button;
    QRgb text;
    QRgb quiet;
    QRgb border;
    QRgb accent;
    QRgb onAccent;
};

constexpr Shades light{.window = 0xfff3f4f6,
                       .base = 0xffffffff,
                       .alternate = 0xfff8f9fa,
                       .button = 0xfffbfbfc,
                       .text = 0xff1c2128,
                       .quiet = 0xff59636e,
                       .border = 0xffd3d8de,
                       .accent = 0xff1a5fc8,
                       .onAccent = 0xffffffff};
constexpr Shades dark{.window = 0xff17191d,
                      .base = 0xff1f2226,
                      .alternate = 0xff24272c,
                      .button = 0xff2c3036,
                      .text = 0xffe4e7eb,
                      .quiet = 0xff9ea7b1,
                      .border = 0xff3b4149,
                      .accent = 0xff3d7fe0,
                      .onAccent = 0xffffffff};

QColor color(QRgb rgb) { return QColor::fromRgb(rgb); }

void setReliefs(QPalette &palette, const Shades &shades)
{
    palette.setColor(QPalette::Light, color(shades.base));
    palette.setColor(QPalette::Midlight, color(shades.alternate));
    palette.setColor(QPalette::Mid, color(shades.border));
    palette.setColor(QPalette::Dark, color(shades.border).darker(120));
    palette.setColor(QPalette::Shadow, color(shades.border).darker(160));
}

void setDisabled(QPalette &palette, const Shades &shades)
{
    for (const auto role : {QPalette::WindowText, QPalette::Text, QPalette::ButtonText})
        palette.setColor(QPalette::Disabled, role, color(shades.quiet));
    palette.setColor(QPalette::Disabled, QPalette::Highlight, color(shades.border));
}

QPalette paletteFrom(const Shades &shades)
{
    QPalette palette(color(shades.button), color(shades.window));
    palette.setColor(QPalette::Base, color(shades.base));
    palette.setColor(QPalette::AlternateBase, color(shades.alternate));
    for (const auto role :
         {QPalette::WindowText, QPalette::Text, QPalette::ButtonText, QPalette::ToolTipText})
        palette.setColor(role, color(shades.text));
    palette.setColor(QPalette::ToolTipBase, color(shades.base));
    palette.setColor(QPalette::PlaceholderText, color(shades.quiet));
    palette.setColor(QPalette::Highlight, color(shades.accent));
    palette.setColor(QPalette::Accent, color(shades.accent));
    palette.setColor(QPalette::HighlightedText, color(shades.onAccent));
    palette.setColor(QPalette::Link, color(shades.accent));
    setReliefs(palette, shades);
    setDisabled(palette, shades);
    return palette;
}

void follow(QApplication &application, Qt::ColorScheme scheme)
{
    application.setPalette(scheme == Qt::ColorScheme::Dark ? darkPalette() : lightPalette());
}

} // namespace

void installTheme(QApplication &application)
{
    QApplication::setStyle(QStringLiteral("Fusion"));
    follow(application, QGuiApplication::styleHints()->colorScheme());
    QObject::connect(QGuiApplication::styleHints(), &QStyleHints::colorSchemeChanged, &application,
                     [&application](Qt::ColorScheme scheme) { follow(application, scheme); });
}

QPalette lightPalette() { return paletteFrom(light); }

QPalette darkPalette() { return paletteFrom(dark); }

bool isDark(const QPalette &palette) { return palette.color(QPalette::Window).lightness() < 128; }

QColor borderColor(const QPalette &palette) { return palette.color(QPalette::Active, QPalette::Mid); }

QColor quietColor(const QPalette &palette)
{
    return palette.color(QPalette::Active, QPalette::PlaceholderText);
}

QPalette withText(QPalette palette, const QColor &color)
{
    palette.setColor(QPalette::WindowText, color);
    palette.setColor(QPalette::Text, color);
    return palette;
}

QFont scaled(QFont font, double factor, bool bold)
{
    font.setPointSizeF(font.pointSizeF() * factor);
    if (bold)
        font.setWeight(QFont::DemiBold);
    return font;
}

QFont monospace() { return QFontDatabase::systemFont(QFontDatabase::FixedFont); }

} // namespace lockkeeper
