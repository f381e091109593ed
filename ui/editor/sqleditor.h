// SPDX-FileCopyrightText: 2026 Lockkeeper contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/lint/finding.h"
#include "core/sql/sqldialect.h"

#include <Qsci/qscidocument.h>
#include <Qsci/qsciscintilla.h>

#include <functional>
#include <string>
#include <vector>

class QPainter;

namespace lockkeeper {

class HighlightLexer;

/// Where somebody is in a text: bytes, and the first line that is shown.
struct EditorView
{
    int caret = 0;
    int anchor = 0;
    int topLine = 0;
    friend bool operator==(const EditorView &, const EditorView &) = default;
};

/// A text widget for SQL: colours, line numbers, several carets. Places are bytes of the text in UTF-8, as the linter
/// counts them; lines count from 0.
class SqlEditor final : public QsciScintilla
{
    Q_OBJECT

public:
    explicit SqlEditor(QWidget *parent = nullptr);
    ~SqlEditor() override;

    void setDialect(SqlDialect dialect);
    /// See HighlightLexer::words().
    QStringList words() const;

    /// Puts @p text in the place of all text: its own line ends stay, there is nothing to undo.
    void load(const QString &text);
    void loadUtf8(const QByteArray &text);
    std::string utf8() const;

    /// Shows another text. The one before keeps its undo history and what was saved of it, until it is shown again.
    void show(const QsciDocument &document);
    using QWidget::show;
    EditorView view() const;
    /// Clamped to the text.
    void setView(const EditorView &view);

    int caret() const;
    int caretLine() const;
    int lineOf(int byte) const;
    /// Selects @p span and shows it.
    void select(Span span);
    /// Puts the caret at the beginning of a line, clamped to the text, and shows it.
    void goToLine(int line);
    /// Applies @p edits, in order and not overlapping, as one step of undo.
    void apply(const std::vector<lint::TextEdit> &edits);
    /// The text of @p span, which is inside of it.
    QString textIn(Span span) const;

    /// Puts `-- ` before the selected lines, or takes it away when all of them have it.
    void toggleComment();
    /// Selects the word at the caret; again: adds a caret at its next occurrence.
    void addNextOccurrence();

    /// Called after every painting of the text, to paint on top of it.
    using Overlay = std::function<void(QPainter &)>;
    void setOverlay(Overlay overlay) { m_overlay = std::move(overlay); }

Q_SIGNALS:
    /// Bytes [at, at + removed) became @p added bytes.
    void bytesChanged(int at, int removed, int added);
    /// The caret moved or the view scrolled.
    void viewChanged();
    /// Colours follow the palette; who paints into the editor follows too.
    void lookChanged();

protected:
    void paintEvent(QPaintEvent *event) override;
    void changeEvent(QEvent *event) override;

private:
    void setUpText();
    void setUpDocument();
    void setUpCarets();
    void releaseKeys();
    void applyLook();
    void showLineNumbers();
    void noticeChange(int at, int kind, int length);

    SqlDialect m_dialect = SqlDialect::PostgreSQL;
    HighlightLexer *m_lexer;
    Overlay m_overlay;
    int m_digits = 0;
};

} // namespace lockkeeper
