// SPDX-FileCopyrightText: 2026 Lockkeeper contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/editor/editorlook.h"

#include "ui/editor/scintilla.h"
#include "ui/theme/theme.h"

#include <Qsci/qsciscintilla.h>

namespace lockkeeper {

namespace {

using Sci = QsciScintillaBase;

long sciColor(const QColor &color) { return color.red() | color.green() << 8 | color.blue() << 16; }

void dressMargins(QsciScintilla &editor, const QPalette &palette)
{
    editor.setMarginsBackgroundColor(palette.color(QPalette::AlternateBase));
    editor.setMarginsForegroundColor(quietColor(palette));
    editor.setMarginsFont(scaled(monospace(), 0.9));
    editor.setFoldMarginColors(palette.color(QPalette::AlternateBase),
                               palette.color(QPalette::AlternateBase));
    editor.setEdgeColor(borderColor(palette));
}

void dressBraces(QsciScintilla &editor, const QPalette &palette)
{
    const QColor ground = blended(palette.color(QPalette::Base), palette.color(QPalette::Highlight), 0.3);
    editor.setMatchedBraceBackgroundColor(ground);
    editor.setMatchedBraceForegroundColor(palette.color(QPalette::Text));
    editor.setUnmatchedBraceBackgroundColor(palette.color(QPalette::Base));
    editor.setUnmatchedBraceForegroundColor(palette.color(QPalette::Text));
}

} // namespace

QColor blended(const QColor &under, const QColor &over, double share)
{
    const auto mix = [share](int below, int above) { return qRound(below + (above - below) * share); };
    return {mix(under.red(), over.red()), mix(under.green(), over.green()), mix(under.blue(), over.blue())};
}

void dressEditor(QsciScintilla &editor, const QPalette &palette)
{
    const QColor base = palette.color(QPalette::Base);
    const QColor accent = palette.color(QPalette::Highlight);
    editor.setPaper(base);
    editor.setColor(palette.color(QPalette::Text));
    editor.setCaretForegroundColor(palette.color(QPalette::Text));
    editor.setCaretLineBackgroundColor(blended(base, palette.color(QPalette::Text), 0.045));
    editor.setCaretWidth(2);
    editor.setSelectionBackgroundColor(blended(base, accent, isDark(palette) ? 0.45 : 0.25));
    editor.resetSelectionForegroundColor();
    editor.setWhitespaceForegroundColor(borderColor(palette));
    editor.setIndentationGuidesForegroundColor(borderColor(palette));
    tell(editor, Sci::SCI_SETADDITIONALSELBACK,
         sciColor(blended(base, accent, isDark(palette) ? 0.35 : 0.18)));
    tell(editor, Sci::SCI_SETADDITIONALCARETFORE, sciColor(palette.color(QPalette::Text)));
    dressMargins(editor, palette);
    dressBraces(editor, palette);
}

} // namespace lockkeeper
