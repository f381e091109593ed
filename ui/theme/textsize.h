// SPDX-FileCopyrightText: 2026 Lockkeeper contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

class QWidget;

namespace lockkeeper {

/// How large text is, as a factor of the desktop's own size.
double textSize();
/// For all windows, at once. @param factor 0.5…3
void setTextSize(double factor);

/// Gives @p widget text of @p factor times the usual size, and keeps it so when the usual size changes.
void keepFont(QWidget *widget, double factor, bool bold = false);
/// The same with letters of one width.
void keepMonospace(QWidget *widget);

} // namespace lockkeeper
