// SPDX-FileCopyrightText: 2026 Lockkeeper contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QColor>
#include <QPalette>
#include <QPen>

namespace lockkeeper {

/// The line of a chart's nth metric: a colour that colour-blind people can tell from its neighbours, and a pattern for those
/// who see none.
QPen linePen(int index, const QPalette &palette);
/// Lines behind the figures.
QColor gridColor(const QPalette &palette);

} // namespace lockkeeper
