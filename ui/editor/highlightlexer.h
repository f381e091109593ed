// SPDX-FileCopyrightText: 2026 Lockkeeper contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/sql/sqldialect.h"

#include <KSyntaxHighlighting/AbstractHighlighter>
#include <KSyntaxHighlighting/Format>
#include <KSyntaxHighlighting/Repository>
#include <KSyntaxHighlighting/State>

#include <QFont>
#include <QHash>
#include <QPalette>

#include <Qsci/qscilexercustom.h>

#include <vector>

namespace lockkeeper {

/// Colours SQL in an editor by KSyntaxHighlighting's definitions, only as far as the editor shows it.
///
/// Scintilla counts in UTF-8, KSyntaxHighlighting in UTF-16. UI thread only.
class HighlightLexer final : public QsciLexerCustom, private KSyntaxHighlighting::AbstractHighlighter
{
    Q_OBJECT
    Q_INTERFACES(KSyntaxHighlighting::AbstractHighlighter)

public:
    explicit HighlightLexer(QObject *parent = nullptr);
    ~HighlightLexer() override;

    /// Both take effect when the lexer is given to its editor again.
    void setDialect(SqlDialect dialect);
    void setLook(const QPalette &palette, const QFont &font);

    /// The words that the dialect's definition knows as keywords, functions and types; sorted, without doubles.
    QStringList words() const;

    const char *language() const override { return "SQL"; }
    QString description(int style) const override;
    QColor color(int style) const override;
    QColor paper(int style) const override;
    QFont font(int style) const override;
    void styleText(int start, int end) override;

private:
    using Format = KSyntaxHighlighting::Format;

    void collectFormats();
    const Format &formatOf(int style) const;
    void styleLine(QByteArrayView line);
    void applyFormat(int offset, int length, const Format &format) override;

    KSyntaxHighlighting::Repository m_repository;
    QPalette m_palette;
    QFont m_font;
    std::vector<Format> m_formats; ///< by style; the first is none
    QHash<int, int> m_styles;      ///< a format's id → style
    /// After each line that is styled; what an edit makes wrong is cut off when its line is styled again.
    std::vector<KSyntaxHighlighting::State> m_states;
    QString m_line;                   ///< the one that is being styled
    std::vector<unsigned char> m_run; ///< its styles, one a UTF-16 unit
};

} // namespace lockkeeper
