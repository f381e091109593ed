// SPDX-FileCopyrightText: 2026 Lockkeeper contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/editor/completer.h"

#include "ui/editor/scintilla.h"
#include "ui/editor/sqleditor.h"

namespace lockkeeper {

namespace {

using Sci = QsciScintillaBase;

constexpr qsizetype enough = 2; // letters before the list opens by itself

bool isWordLetter(int character)
{
    return character == '_' || character > 0x7f || QChar(static_cast<char16_t>(character)).isLetterOrNumber();
}

} // namespace

Completer::Completer(SqlEditor &editor) : QObject(&editor), m_editor(editor)
{
    // Ours come ranked; a blank may be part of a quoted name.
    tell(editor, Sci::SCI_AUTOCSETORDER, Sci::SC_ORDER_CUSTOM);
    tell(editor, Sci::SCI_AUTOCSETSEPARATOR, '\n');
    tell(editor, Sci::SCI_AUTOCSETIGNORECASE, 1);
    tell(editor, Sci::SCI_AUTOCSETCHOOSESINGLE, 0);
    tell(editor, Sci::SCI_AUTOCSETAUTOHIDE, 1);
    tell(editor, Sci::SCI_AUTOCSETDROPRESTOFWORD, 0);
    tell(editor, Sci::SCI_AUTOCSETMULTI, Sci::SC_MULTIAUTOC_EACH);
    tell(editor, Sci::SCI_AUTOCSETMAXHEIGHT, 12);
    connect(&editor, &QsciScintillaBase::SCN_CHARADDED, this, &Completer::typed);
    connect(&editor, &QsciScintillaBase::SCN_AUTOCCANCELLED, this,
            [this] { m_dismissedAt = beginOf(point()); });
    setDialect(m_dialect);
}

void Completer::setDialect(SqlDialect dialect)
{
    m_dialect = dialect;
    m_index = CompletionIndex(m_names, m_editor.words());
}

void Completer::setNames(const CatalogNames &names)
{
    m_names = names;
    m_index = CompletionIndex(m_names, m_editor.words());
}

CompletionPoint Completer::point() const
{
    const QByteArrayView bytes = bytesOf(m_editor, {0, static_cast<std::int32_t>(m_editor.length())});
    return completionPoint({bytes.data(), static_cast<std::size_t>(bytes.size())},
                           static_cast<std::size_t>(m_editor.caret()), m_dialect);
}

int Completer::beginOf(const CompletionPoint &point) const
{
    return m_editor.caret() - static_cast<int>(point.prefix.toUtf8().size());
}

void Completer::typed(int character)
{
    const bool isOpen = tell(m_editor, Sci::SCI_AUTOCACTIVE) != 0;
    if ((!m_isAutomatic && !isOpen) || (!isWordLetter(character) && character != '.'))
        return;
    const CompletionPoint here = point();
    const bool isLong = here.prefix.size() >= enough || !here.qualifier.isEmpty();
    if (isOpen || (isLong && beginOf(here) != m_dismissedAt))
        show(here); // an open list gets narrower with each letter
}

void Completer::offer()
{
    m_dismissedAt = -1;
    show(point());
}

void Completer::show(const CompletionPoint &point)
{
    const QByteArray list = m_index.complete(point).join(u'\n').toUtf8();
    if (!list.isEmpty())
        tell(m_editor, Sci::SCI_AUTOCSHOW, static_cast<long>(point.prefix.toUtf8().size()), list.constData());
}

} // namespace lockkeeper
