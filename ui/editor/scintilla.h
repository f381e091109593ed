// SPDX-FileCopyrightText: 2026 Lockkeeper contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/sql/sourcetext.h"

#include <QByteArrayView>

class QsciScintillaBase;

namespace lockkeeper {

// Scintilla's messages with whole numbers in and out. Positions are bytes of the text in UTF-8, lines count from 0.

long tell(const QsciScintillaBase &editor, unsigned message, long first = 0, long second = 0);
long tell(const QsciScintillaBase &editor, unsigned message, long first, const char *text);

/// The bytes in @p span, without copying; gone with the next change of the text.
QByteArrayView bytesOf(const QsciScintillaBase &editor, Span span);
/// A line with its end.
Span lineSpan(const QsciScintillaBase &editor, long line);
Span selection(const QsciScintillaBase &editor);
/// What the window shows, whole lines.
Span visibleSpan(const QsciScintillaBase &editor);

} // namespace lockkeeper
