// SPDX-FileCopyrightText: 2026 Lockkeeper contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QPalette>

class QApplication;
class QFont;

namespace lockkeeper {

/// Fusion with our own palette, so that the cockpit looks the same on every desktop; follows the system's colour scheme
/// while the program runs.
void installTheme(QApplication &application);

QPalette lightPalette();
QPalette darkPalette();
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
