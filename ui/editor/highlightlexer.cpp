// SPDX-FileCopyrightText: 2026 Lockkeeper contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/editor/highlightlexer.h"

#include "ui/editor/scintilla.h"
#include "ui/theme/theme.h"

#include <KSyntaxHighlighting/Definition>
#include <KSyntaxHighlighting/Theme>

#include <Qsci/qsciscintilla.h>

#include <algorithm>

namespace lockkeeper {

namespace {

using namespace Qt::StringLiterals;
using Sci = QsciScintillaBase;

// 32 to 39 are Scintilla's own; annotations take theirs from the top.
constexpr int lastStyle = 59;
// A line of a dump may be megabytes long: nobody reads its colours.
constexpr qsizetype longestLine = 10'000;

int styleAfter(int style)
{
    return style + 1 == Sci::STYLE_DEFAULT ? Sci::STYLE_LASTPREDEFINED + 1 : style + 1;
}

QString definitionName(SqlDialect dialect)
{
    if (dialect == SqlDialect::PostgreSQL)
        return u"SQL (PostgreSQL)"_s;
    return isMySqlFamily(dialect) ? u"SQL (MySQL)"_s : u"SQL"_s;
}

/// Bytes of the UTF-16 unit in UTF-8; a pair's four count half for each.
int utf8Size(QChar unit)
{
    if (unit.isSurrogate())
        return 2;
    return unit.unicode() < 0x80 ? 1 : unit.unicode() < 0x800 ? 2 : 3;
}

} // namespace

HighlightLexer::HighlightLexer(QObject *parent) : QsciLexerCustom(parent)
{
    setDialect(SqlDialect::PostgreSQL);
}

HighlightLexer::~HighlightLexer() = default;

void HighlightLexer::setDialect(SqlDialect dialect)
{
    setDefinition(m_repository.definitionForName(definitionName(dialect)));
    m_states.clear();
    collectFormats();
}

void HighlightLexer::setLook(const QPalette &palette, const QFont &font)
{
    m_palette = palette;
    m_font = font;
    setTheme(m_repository.themeForPalette(palette));
    // Where there is no text.
    setDefaultColor(palette.color(QPalette::Text));
    setDefaultPaper(palette.color(QPalette::Base));
    setDefaultFont(font);
}

QStringList HighlightLexer::words() const
{
    QStringList words;
    for (const QString &list : definition().keywordLists())
        words += definition().keywordList(list);
    words.sort(Qt::CaseInsensitive);
    words.removeDuplicates();
    return words;
}

void HighlightLexer::collectFormats()
{
    m_formats.assign(lastStyle + 1, {});
    m_styles.clear();
    auto definitions = definition().includedDefinitions();
    definitions.prepend(definition());
    int style = 1;
    for (const auto &one : std::as_const(definitions)) {
        for (const Format &format : one.formats()) {
            if (style > lastStyle)
                return; // the rest looks like plain text
            m_styles.insert(format.id(), style);
            m_formats[static_cast<std::size_t>(style)] = format;
            style = styleAfter(style);
        }
    }
}

const HighlightLexer::Format &HighlightLexer::formatOf(int style) const
{
    return m_formats[style > 0 && style <= lastStyle ? static_cast<std::size_t>(style) : 0];
}

QString HighlightLexer::description(int style) const
{
    if (style == 0)
        return u"Text"_s;
    return formatOf(style).isValid() ? formatOf(style).name() : QString();
}

QColor HighlightLexer::color(int style) const
{
    const Format &format = formatOf(style);
    return format.isValid() && format.hasTextColor(theme()) ? format.textColor(theme())
                                                            : m_palette.color(QPalette::Text);
}

QColor HighlightLexer::paper(int) const { return m_palette.color(QPalette::Base); }

QFont HighlightLexer::font(int style) const
{
    QFont font = m_font;
    if (const Format &format = formatOf(style); format.isValid()) {
        font.setBold(format.isBold(theme()));
        font.setItalic(format.isItalic(theme()));
    }
    return font;
}

void HighlightLexer::styleText(int start, int end)
{
    const QsciScintilla &sci = *editor();
    const long firstNeeded = tell(sci, Sci::SCI_LINEFROMPOSITION, start);
    // What comes before an edit is known; what comes after it is asked for again, line by line, when it is shown.
    const auto first = std::min(static_cast<std::size_t>(firstNeeded), m_states.size());
    const auto last = static_cast<std::size_t>(tell(sci, Sci::SCI_LINEFROMPOSITION, end));
    m_states.resize(first);
    startStyling(static_cast<int>(tell(sci, Sci::SCI_POSITIONFROMLINE, static_cast<long>(first))));
    for (std::size_t line = first; line <= last; ++line)
        styleLine(bytesOf(sci, lineSpan(sci, static_cast<long>(line))));
}

void HighlightLexer::styleLine(QByteArrayView line)
{
    qsizetype length = line.size();
    while (length > 0 && (line[length - 1] == '\n' || line[length - 1] == '\r'))
        --length;
    const auto before = m_states.empty() ? KSyntaxHighlighting::State() : m_states.back();
    if (length > longestLine) {
        setStyling(static_cast<int>(line.size()), 0);
        m_states.push_back(before);
        return;
    }
    m_line = QString::fromUtf8(line.first(length));
    m_run.assign(static_cast<std::size_t>(m_line.size()), 0);
    m_states.push_back(highlightLine(m_line, before));
    qsizetype done = 0;
    for (qsizetype from = 0, at = 0; from < m_line.size(); from = at) {
        const unsigned char style = m_run[static_cast<std::size_t>(from)];
        int bytes = 0;
        for (; at < m_line.size() && m_run[static_cast<std::size_t>(at)] == style; ++at)
            bytes += utf8Size(m_line[at]);
        bytes = static_cast<int>(std::min<qsizetype>(bytes, length - done));
        setStyling(bytes, style);
        done += bytes;
    }
    setStyling(static_cast<int>(line.size() - done), 0);
}

void HighlightLexer::applyFormat(int offset, int length, const Format &format)
{
    const auto from = std::min(static_cast<std::size_t>(offset), m_run.size());
    const auto to = std::min(from + static_cast<std::size_t>(length), m_run.size());
    std::fill(m_run.begin() + static_cast<std::ptrdiff_t>(from),
              m_run.begin() + static_cast<std::ptrdiff_t>(to),
              static_cast<unsigned char>(m_styles.value(format.id(), 0)));
}

} // namespace lockkeeper
