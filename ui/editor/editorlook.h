// SPDX-FileCopyrightText: 2026 Lockkeeper contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QColor>
#include <QPalette>

class QsciScintilla;

namespace lockkeeper {

/// Margins, caret, selection and braces in the palette's colours: QScintilla would leave them light.
void dressEditor(QsciScintilla &editor, const QPalette &palette);

/// @p share of @p over on top of @p under, without transparency.
QColor blended(const QColor &under, const QColor &over, double share);

} // namespace lockkeeper
