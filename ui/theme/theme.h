// SPDX-FileCopyrightText: 2026 Lockkeeper contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QPalette>
#include <QString>

class QApplication;
class QFont;

namespace lockkeeper {

/// System: light or dark, as the desktop is, also when that changes while the program runs.
enum class Scheme { System, Light, Dark, HighContrast };

/// What settings hold: "system", "light", "dark", "high-contrast". Unknown names are System.
QString schemeName(Scheme scheme);
Scheme schemeNamed(const QString &name);

/// Fusion with our own palette, so that the cockpit looks the same on every desktop. Once, before any window.
void installTheme(QApplication &application);
/// For all windows, at once.
void setScheme(Scheme scheme);

QPalette lightPalette();
QPalette darkPalette();
QPalette highContrastPalette();
bool isDark(const QPalette &palette);

/// Lines between things, quieter than text.
QColor borderColor(const QPalette &palette);
/// Second-rank text; still 4.5 to 1.
QColor quietColor(const QPalette &palette);
/// @p palette with its text in another colour, for labels.
QPalette withText(QPalette palette, const QColor &color);

/// @p font made @p factor times as large.
QFont scaled(QFont font, double factor, bool bold = false);
QFont monospace();

} // namespace lockkeeper
