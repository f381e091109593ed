// SPDX-FileCopyrightText: 2026 Lockkeeper contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/theme/theme.h"

#include "ui/theme/housestyle.h"
#include "ui/theme/textsize.h"

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
    QRgb link;
};

constexpr Shades light{.window = 0xfff3f4f6,
                       .base = 0xffffffff,
                       .alternate = 0xfff8f9fa,
                       .button = 0xfffbfbfc,
                       .text = 0xff1c2128,
                       .quiet = 0xff59636e,
                       .border = 0xffd3d8de,
                       .accent = 0xff1a5fc8,
                       .onAccent = 0xffffffff,
                       .link = 0xff1a5fc8};
constexpr Shades dark{.window = 0xff17191d,
                      .base = 0xff1f2226,
                      .alternate = 0xff24272c,
                      .button = 0xff2c3036,
                      .text = 0xffe4e7eb,
                      .quiet = 0xff9ea7b1,
                      .border = 0xff3b4149,
                      .accent = 0xff2f6fd0,
                      .onAccent = 0xffffffff,
                      .link = 0xff6ea8fe};

constexpr Shades highContrast{.window = 0xff000000,
                              .base = 0xff000000,
                              .alternate = 0xff101010,
                              .button = 0xff000000,
                              .text = 0xffffffff,
                              .quiet = 0xffe0e0e0,
                              .border = 0xffffffff,
                              .accent = 0xffffd400,
                              .onAccent = 0xff000000,
                              .link = 0xffffd400};

constexpr std::array schemes{std::pair(Scheme::System, "system"), std::pair(Scheme::Light, "light"),
                             std::pair(Scheme::Dark, "dark"),
                             std::pair(Scheme::HighContrast, "high-contrast")};
constexpr auto schemeProperty = "lockkeeperScheme";

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
    palette.setColor(QPalette::Link, color(shades.link));
    setReliefs(palette, shades);
    setDisabled(palette, shades);
    return palette;
}

QPalette systemPalette()
{
    const bool isDark = QGuiApplication::styleHints()->colorScheme() == Qt::ColorScheme::Dark;
    return isDark ? darkPalette() : lightPalette();
}

QPalette paletteOf(Scheme scheme)
{
    switch (scheme) {
    case Scheme::Light:
        return lightPalette();
    case Scheme::Dark:
        return darkPalette();
    case Scheme::HighContrast:
        return highContrastPalette();
    case Scheme::System:
        break;
    }
    return systemPalette();
}

} // namespace

void installTheme(QApplication &application)
{
    QApplication::setStyle(new HouseStyle); // which takes it
    setScheme(Scheme::System);
    QObject::connect(QGuiApplication::styleHints(), &QStyleHints::colorSchemeChanged, &application,
                     [&application] { setScheme(application.property(schemeProperty).value<Scheme>()); });
}

void setScheme(Scheme scheme)
{
    qApp->setProperty(schemeProperty, QVariant::fromValue(scheme));
    QApplication::setPalette(paletteOf(scheme));
}

QString schemeName(Scheme scheme)
{
    const auto *found = std::ranges::find(schemes, scheme, &std::pair<Scheme, const char *>::first);
    return QLatin1StringView(found->second);
}

Scheme schemeNamed(const QString &name)
{
    for (const auto &[scheme, known] : schemes) {
        if (name == QLatin1StringView(known))
            return scheme;
    }
    return Scheme::System;
}

QPalette lightPalette() { return paletteFrom(light); }

QPalette darkPalette() { return paletteFrom(dark); }

QPalette highContrastPalette() { return paletteFrom(highContrast); }

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

QFont monospace() { return scaled(QFontDatabase::systemFont(QFontDatabase::FixedFont), textSize()); }

} // namespace lockkeeper
