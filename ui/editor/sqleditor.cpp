// SPDX-FileCopyrightText: 2026 Lockkeeper contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/editor/sqleditor.h"

#include "ui/editor/editorlook.h"
#include "ui/editor/highlightlexer.h"
#include "ui/editor/scintilla.h"
#include "ui/theme/theme.h"

#include <Qsci/qscicommandset.h>

#include <QEvent>
#include <QPainter>

#include <algorithm>
#include <array>
#include <ranges>
#include <utility>

namespace lockkeeper {

namespace {

using namespace Qt::StringLiterals;

constexpr QLatin1StringView comment{"-- "};

QsciScintilla::EolMode lineEndOf(const QByteArray &text)
{
    const qsizetype first = text.indexOf('\n');
    return first > 0 && text[first - 1] == '\r' ? QsciScintilla::EolWindows : QsciScintilla::EolUnix;
}

} // namespace

SqlEditor::SqlEditor(QWidget *parent) : QsciScintilla(parent), m_lexer(new HighlightLexer(this))
{
    setAccessibleName(tr("SQL editor"));
    setUpText();
    setUpCarets();
    releaseKeys();
    applyLook();
    showLineNumbers();
    connect(this, &QsciScintillaBase::SCN_MODIFIED, this,
            [this](int at, int kind, const char *, int length) { noticeChange(at, kind, length); });
    // Painted notes stay behind as trails otherwise: Scintilla repaints only what it changed itself.
    connect(this, &QsciScintillaBase::SCN_UPDATEUI, this, [this] {
        viewport()->update();
        Q_EMIT viewChanged();
    });
}

SqlEditor::~SqlEditor()
{
    // The lexer is our child, and must not look for its editor when it is half gone.
    setLexer(nullptr);
}

void SqlEditor::setUpText()
{
    setUpDocument();
    setWrapMode(WrapNone); // wrapping lays out every line
    tell(*this, SCI_SETSCROLLWIDTH, 1);
    tell(*this, SCI_SETSCROLLWIDTHTRACKING, 1);
    tell(*this, SCI_SETLAYOUTCACHE, SC_CACHE_PAGE);
    setAutoIndent(true);
    setBraceMatching(SloppyBraceMatch);
    setCaretLineVisible(true);
    setMarginType(0, NumberMargin);
    setMarginWidth(1, 20);
    setMarginWidth(2, 0);
    tell(*this, SCI_SETMARGINLEFT, 0, 6);
    setMarginSensitivity(1, true);
}

/// What Scintilla keeps with each text.
void SqlEditor::setUpDocument()
{
    setUtf8(true);
    setIndentationsUseTabs(false);
    setIndentationWidth(4);
    setTabWidth(4);
}

void SqlEditor::setUpCarets()
{
    tell(*this, SCI_SETMULTIPLESELECTION, 1);
    tell(*this, SCI_SETADDITIONALSELECTIONTYPING, 1);
    tell(*this, SCI_SETMULTIPASTE, SC_MULTIPASTE_EACH);
    tell(*this, SCI_SETVIRTUALSPACEOPTIONS, SCVS_RECTANGULARSELECTION);
    tell(*this, SCI_SETMOUSESELECTIONRECTANGULARSWITCH, 1);
    tell(*this, SCI_SETRECTANGULARSELECTIONMODIFIER, SCMOD_ALT);
}

/// What Scintilla takes for itself but the window, or we, need. Undo, copy and moving the caret stay its own.
void SqlEditor::releaseKeys()
{
    const auto keys = std::to_array<int>({
        (Qt::CTRL | Qt::Key_T).toCombined(),
        (Qt::CTRL | Qt::Key_L).toCombined(),
        (Qt::CTRL | Qt::Key_D).toCombined(),
        (Qt::CTRL | Qt::Key_U).toCombined(),
        (Qt::CTRL | Qt::Key_Slash).toCombined(),
        (Qt::CTRL | Qt::Key_Backslash).toCombined(),
        (Qt::CTRL | Qt::Key_BracketLeft).toCombined(),
        (Qt::CTRL | Qt::Key_BracketRight).toCombined(),
        (Qt::CTRL | Qt::SHIFT | Qt::Key_L).toCombined(),
        (Qt::CTRL | Qt::SHIFT | Qt::Key_T).toCombined(),
        (Qt::CTRL | Qt::SHIFT | Qt::Key_U).toCombined(),
    });
    for (const int key : keys) {
        QsciCommand *command = standardCommands()->boundTo(key);
        if (!command)
            continue;
        // A command has two keys; the other one stays.
        if (command->key() == key)
            command->setKey(0);
        else
            command->setAlternateKey(0);
    }
}

void SqlEditor::applyLook()
{
    m_lexer->setLook(palette(), monospace());
    setLexer(nullptr);
    setLexer(m_lexer);
    dressEditor(*this, palette());
    Q_EMIT lookChanged();
}

void SqlEditor::setDialect(SqlDialect dialect)
{
    // Colouring a long script anew takes longer than a frame.
    if (std::exchange(m_dialect, dialect) == dialect)
        return;
    m_lexer->setDialect(dialect);
    applyLook();
}

QStringList SqlEditor::words() const { return m_lexer->words(); }

void SqlEditor::load(const QString &text) { loadUtf8(text.toUtf8()); }

void SqlEditor::loadUtf8(const QByteArray &text)
{
    setEolMode(lineEndOf(text));
    tell(*this, SCI_SETTEXT, 0, text.constData());
    tell(*this, SCI_EMPTYUNDOBUFFER);
    setModified(false);
    setCursorPosition(0, 0);
}

std::string SqlEditor::utf8() const
{
    const QByteArrayView bytes = bytesOf(*this, {0, static_cast<std::int32_t>(length())});
    return {bytes.data(), static_cast<std::size_t>(bytes.size())};
}

void SqlEditor::show(const QsciDocument &document)
{
    const int before = length();
    tell(*this, SCI_AUTOCCANCEL);
    setDocument(document);
    setUpDocument();
    setEolMode(lineEndOf(text(0).toUtf8()));
    applyLook(); // colours again from the first line on
    Q_EMIT bytesChanged(0, before, length());
    showLineNumbers();
    Q_EMIT viewChanged();
}

EditorView SqlEditor::view() const
{
    return {.caret = caret(),
            .anchor = static_cast<int>(tell(*this, SCI_GETANCHOR)),
            .topLine = static_cast<int>(tell(*this, SCI_GETFIRSTVISIBLELINE))};
}

void SqlEditor::setView(const EditorView &view)
{
    const auto within = [this](int byte) { return std::clamp(byte, 0, length()); };
    tell(*this, SCI_SETSEL, within(view.anchor), within(view.caret));
    tell(*this, SCI_SETFIRSTVISIBLELINE, view.topLine);
}

int SqlEditor::caret() const { return static_cast<int>(tell(*this, SCI_GETCURRENTPOS)); }

int SqlEditor::lineOf(int byte) const { return static_cast<int>(tell(*this, SCI_LINEFROMPOSITION, byte)); }

int SqlEditor::caretLine() const { return lineOf(caret()); }

void SqlEditor::select(Span span)
{
    tell(*this, SCI_SETSEL, span.begin, span.end);
    tell(*this, SCI_SETYCARETPOLICY, CARET_SLOP | CARET_STRICT | CARET_EVEN, 4);
    tell(*this, SCI_SCROLLRANGE, span.end, span.begin);
    setFocus();
}

void SqlEditor::goToLine(int line)
{
    const int at = lineSpan(*this, std::clamp(line, 0, lines() - 1)).begin;
    select({at, at});
    tell(*this, SCI_VERTICALCENTRECARET);
}

void SqlEditor::apply(const std::vector<lint::TextEdit> &edits)
{
    beginUndoAction();
    // From the end, so that the places before stay true.
    for (const lint::TextEdit &edit : std::views::reverse(edits)) {
        tell(*this, SCI_SETTARGETRANGE, edit.span.begin, edit.span.end);
        tell(*this, SCI_REPLACETARGET, static_cast<long>(edit.text.size()), edit.text.data());
    }
    endUndoAction();
}

QString SqlEditor::textIn(Span span) const { return QString::fromUtf8(bytesOf(*this, span)); }

void SqlEditor::toggleComment()
{
    const Span selected = selection(*this);
    const int first = lineOf(selected.begin);
    int last = lineOf(selected.end);
    if (last > first && lineSpan(*this, last).begin == selected.end)
        --last; // the selection ends before the line begins
    std::vector<lint::TextEdit> add;
    std::vector<lint::TextEdit> remove;
    for (int line = first; line <= last; ++line) {
        const QString content = text(line);
        const auto indent = static_cast<int>(tell(*this, SCI_GETLINEINDENTPOSITION, line));
        const QString code = content.trimmed();
        if (code.isEmpty())
            continue;
        add.push_back({.span = {indent, indent}, .text = comment.latin1()});
        if (code.startsWith("--"_L1))
            remove.push_back({.span = {indent, indent + (code.startsWith(comment) ? 3 : 2)}, .text = {}});
    }
    apply(remove.size() == add.size() ? remove : add);
}

void SqlEditor::addNextOccurrence()
{
    tell(*this, SCI_TARGETWHOLEDOCUMENT);
    const bool hasSelection = tell(*this, SCI_GETSELECTIONEMPTY) == 0;
    tell(*this, SCI_SETSEARCHFLAGS, hasSelection ? SCFIND_MATCHCASE : SCFIND_MATCHCASE | SCFIND_WHOLEWORD);
    tell(*this, SCI_MULTIPLESELECTADDNEXT);
    tell(*this, SCI_SCROLLCARET);
}

void SqlEditor::noticeChange(int at, int kind, int length)
{
    if (kind & SC_MOD_INSERTTEXT)
        Q_EMIT bytesChanged(at, 0, length);
    else if (kind & SC_MOD_DELETETEXT)
        Q_EMIT bytesChanged(at, length, 0);
    else
        return;
    showLineNumbers();
}

void SqlEditor::showLineNumbers()
{
    const int digits = std::max(3, static_cast<int>(QString::number(lines()).size()));
    if (std::exchange(m_digits, digits) != digits)
        setMarginWidth(0, QString(digits + 1, u'9'));
}

void SqlEditor::paintEvent(QPaintEvent *event)
{
    QsciScintilla::paintEvent(event);
    if (!m_overlay)
        return;
    QPainter painter(viewport());
    m_overlay(painter);
}

void SqlEditor::changeEvent(QEvent *event)
{
    QsciScintilla::changeEvent(event);
    if (event->type() == QEvent::PaletteChange || event->type() == QEvent::FontChange)
        applyLook();
}

} // namespace lockkeeper
