// SPDX-FileCopyrightText: 2026 Lockkeeper contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/editor/scintilla.h"

#include <Qsci/qsciscintillabase.h>

#include <algorithm>

namespace lockkeeper {

using Sci = QsciScintillaBase;

long tell(const Sci &editor, unsigned message, long first, long second)
{
    return editor.SendScintilla(message, static_cast<unsigned long>(first), second);
}

long tell(const Sci &editor, unsigned message, long first, const char *text)
{
    return editor.SendScintilla(message, static_cast<unsigned long>(first), text);
}

QByteArrayView bytesOf(const Sci &editor, Span span)
{
    const auto *bytes =
        static_cast<const char *>(editor.SendScintillaPtrResult(Sci::SCI_GETCHARACTERPOINTER));
    return bytes ? QByteArrayView(bytes + span.begin, span.size()) : QByteArrayView();
}

Span lineSpan(const Sci &editor, long line)
{
    const long begin = tell(editor, Sci::SCI_POSITIONFROMLINE, line);
    const long length = tell(editor, Sci::SCI_LINELENGTH, line);
    return {.begin = static_cast<std::int32_t>(begin), .end = static_cast<std::int32_t>(begin + length)};
}

Span selection(const Sci &editor)
{
    return {.begin = static_cast<std::int32_t>(tell(editor, Sci::SCI_GETSELECTIONSTART)),
            .end = static_cast<std::int32_t>(tell(editor, Sci::SCI_GETSELECTIONEND))};
}

Span visibleSpan(const Sci &editor)
{
    const long top = tell(editor, Sci::SCI_GETFIRSTVISIBLELINE);
    const long bottom = top + tell(editor, Sci::SCI_LINESONSCREEN) + 1;
    const long first = tell(editor, Sci::SCI_DOCLINEFROMVISIBLE, top);
    const long last =
        std::min(tell(editor, Sci::SCI_DOCLINEFROMVISIBLE, bottom), tell(editor, Sci::SCI_GETLINECOUNT) - 1);
    return {.begin = lineSpan(editor, first).begin, .end = lineSpan(editor, last).end};
}

} // namespace lockkeeper
