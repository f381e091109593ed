// SPDX-FileCopyrightText: 2026 Lockkeeper contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/sql/splitter.h"

#include <initializer_list>
#include <span>

namespace lockkeeper::sql {

/// The tokens of one statement that count, and where each parenthesis closes: nesting is skipped, never recursed into.
struct TokenRun
{
    std::string_view text;
    LexOptions options;
    std::vector<LexToken> tokens;
    std::vector<int> closing; ///< of `(` the index of its `)`; of every other token its own
    int unbalanced = -1;      ///< the first parenthesis without a partner
    int unclosed = -1;        ///< a string or name that reaches to the end of the text

    int size() const { return static_cast<int>(tokens.size()); }
    std::string_view textAt(int index) const;
    LexKind kindAt(int index) const { return tokens[static_cast<std::size_t>(index)].kind; }
    bool isSignAt(int index, std::string_view sign) const;
    bool isWordAt(int index, std::string_view keyword) const;
    int closingOf(int index) const { return closing[static_cast<std::size_t>(index)]; }
    /// Of the tokens [begin, end); an empty span before @p begin when there are none.
    Span spanOf(int begin, int end) const;
};

TokenRun tokenRun(std::string_view text, const Script &script, const Piece &piece, const LexOptions &options);

/// Whether the word @p word is one of @p sorted, which are in lower case and in order.
bool isOneOf(std::string_view word, std::span<const std::string_view> sorted);

/// Reads tokens one after the other. The first failure puts it at its end, so that every loop over tokens stops.
class Cursor
{
public:
    enum class Failure : unsigned char {
        None,
        Refused, ///< the server refuses it
        Unknown, ///< we can't read it; the server may
    };

    explicit Cursor(const TokenRun &run) : Cursor(run, 0, run.size()) {}
    Cursor(const TokenRun &run, int begin, int end) : m_run(&run), m_at(begin), m_end(end) {}

    const TokenRun &run() const { return *m_run; }
    SqlDialect dialect() const { return m_run->options.dialect; }
    int at() const { return m_at; }
    int end() const { return m_end; }
    bool atEnd() const { return m_at >= m_end; }

    bool has(int ahead) const { return m_at + ahead < m_end; }
    /// Empty behind the end.
    std::string_view text(int ahead = 0) const;
    bool isKind(LexKind kind, int ahead = 0) const;
    bool is(std::string_view keyword, int ahead = 0) const;
    bool isAnyOf(std::initializer_list<std::string_view> keywords, int ahead = 0) const;
    bool isSign(std::string_view sign, int ahead = 0) const;

    /// All of @p keywords in a row, or none of them.
    template<typename... Keywords>
    bool accept(Keywords... keywords)
    {
        int ahead = 0;
        if (!(is(keywords, ahead++) && ...))
            return false;
        m_at += ahead;
        return true;
    }
    bool acceptAnyOf(std::initializer_list<std::string_view> keywords);
    bool acceptSign(std::string_view sign);
    void expect(std::string_view keyword);
    void expectSign(std::string_view sign);

    void step() { m_at += atEnd() ? 0 : 1; }
    /// One token, or a parenthesis with all that is in it.
    void skip();
    void moveTo(int index) { m_at = index < m_end ? index : m_end; }
    void moveToEnd() { m_at = m_end; }

    /// From token @p first to the last that was read.
    Span spanFrom(int first) const;
    /// An empty span behind the last token that was read.
    Span spotBehind() const;

    /// The server refuses the token here. (Not when it is a placeholder, which may stand for anything.)
    void refuse();
    void giveUp() { fail(Failure::Unknown); }
    Failure failure() const { return m_failure; }
    bool hasFailed() const { return m_failure != Failure::None; }
    int failedAt() const { return m_failedAt; }

private:
    void fail(Failure failure);

    const TokenRun *m_run;
    int m_at;
    int m_end;
    int m_failedAt = -1;
    Failure m_failure = Failure::None;
};

} // namespace lockkeeper::sql
