// SPDX-FileCopyrightText: 2026 Lockkeeper contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/sql/splitter.h"

#include "core/sql/reading/bodies.h"
#include "core/sql/reading/clients.h"

namespace lockkeeper {

namespace {

using namespace reading;

class Splitter
{
public:
    Splitter(std::string_view text, const LexOptions &options, const std::vector<LexToken> &tokens)
        : m_text(text), m_dialect(options.dialect), m_tokens(tokens), m_bodies(m_dialect)
    {}

    std::vector<Piece> read()
    {
        for (int i = 0; i < count(); ++i)
            take(i);
        finish(count(), false);
        return std::move(m_pieces);
    }

private:
    int count() const { return static_cast<int>(m_tokens.size()); }
    const LexToken &token(int i) const { return m_tokens[static_cast<std::size_t>(i)]; }
    std::string_view text(int i) const
    {
        const Span span = token(i).span;
        return m_text.substr(static_cast<std::size_t>(span.begin), static_cast<std::size_t>(span.size()));
    }

    void take(int i)
    {
        const LexToken &current = token(i);
        if (current.isTrivia())
            return;
        if (current.kind == LexKind::MetaCommand || current.kind == LexKind::CopyData) {
            takeCommand(i);
        } else if (current.kind == LexKind::Punctuation && text(i) == m_delimiter && !isInBody()) {
            finish(i, true);
            m_lead = i + 1;
        } else {
            if (m_first < 0)
                m_first = i;
            m_last = i;
            m_bodies.read(current, text(i));
        }
    }

    void takeCommand(int i)
    {
        const bool sends = token(i).kind == LexKind::MetaCommand && sendsStatement(text(i));
        finish(i, sends);
        m_first = m_last = i;
        finish(i + 1, true, PieceKind::MetaCommand);
        m_lead = i + 1;
        if (isMySqlFamily(m_dialect) && isDelimiterCommand(text(i))) {
            m_delimiter = delimiterOf(text(i));
            m_onlyDelimiter = true;
        }
    }

    /// mysql itself knows no bodies: who writes for it uses DELIMITER.
    bool isInBody() const { return !m_onlyDelimiter && m_bodies.isOpen(); }

    void finish(int end, bool isClosed, PieceKind kind = PieceKind::Statement)
    {
        if (m_first >= 0) {
            m_pieces.push_back({kind,
                                {token(m_first).span.begin, token(m_last).span.end},
                                m_first,
                                m_last + 1,
                                leadOf(m_first),
                                isClosed});
            m_lead = end;
        }
        m_first = m_last = -1;
        m_bodies = Bodies(m_dialect);
    }

    /// A comment on the line of the statement before belongs to that one.
    int leadOf(int first) const
    {
        bool hasComment = m_lead == 0;
        for (int i = m_lead; i < first && m_lead > 0; ++i) {
            if (token(i).kind != LexKind::Space)
                hasComment = true;
            else if (text(i).find_first_of("\r\n") != std::string_view::npos)
                return hasComment ? i : m_lead;
        }
        return m_lead;
    }

    std::string_view m_text;
    SqlDialect m_dialect;
    const std::vector<LexToken> &m_tokens;
    Bodies m_bodies;
    std::vector<Piece> m_pieces;
    std::string_view m_delimiter = ";";
    bool m_onlyDelimiter = false;
    int m_lead = 0;
    int m_first = -1;
    int m_last = -1;
};

} // namespace

Script split(std::string_view text, const LexOptions &options)
{
    Script script{lex(text, options), {}};
    script.pieces = Splitter(text, options, script.tokens).read();
    return script;
}

} // namespace lockkeeper
