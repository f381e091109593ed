// SPDX-FileCopyrightText: 2026 Lockkeeper contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/sql/lexer.h"
#include "core/sql/tree/parts.h"

#include <span>
#include <vector>

namespace lockkeeper::sql::postgres {

/// Tokens [begin, end) of a statement.
struct TokenRange
{
    int begin = 0;
    int end = 0;
    bool isEmpty() const { return end <= begin; }
};

/// The tokens of a statement that count: where its parts begin and end, which PostgreSQL's tree doesn't say.
class PieceTokens
{
public:
    /// @p text holds the bytes of the script from @p offset on; must outlive this. Spans are the script's.
    PieceTokens(std::string_view text, std::int32_t offset, std::span<const LexToken> tokens);
    PieceTokens part(TokenRange range) const;

    int count() const { return static_cast<int>(m_tokens.size()); }
    TokenRange all() const { return {0, count()}; }
    const LexToken &operator[](int token) const { return m_tokens[static_cast<size_t>(token)]; }

    std::string_view source(int token) const { return source(m_tokens[static_cast<size_t>(token)].span); }
    std::string_view source(Span span) const;
    /// From the first to the last token of @p range; not valid when it is empty.
    Span span(TokenRange range) const;
    /// An empty span just behind @p token.
    Span behind(int token) const;

    /// These answer false for tokens that don't exist.
    bool isWord(int token, std::string_view keyword) const;
    bool isSign(int token, char sign) const;
    bool isName(int token) const;
    /// \${name}, psql's :name: a tool fills it in before the server sees the text.
    bool isPlaceholder(int token) const;

    /// The first token that ends behind @p byte.
    int from(std::int32_t byte) const;
    /// The closing bracket of the opening one at @p open, or the number of tokens.
    int closing(int open) const;
    /// The first such word outside of brackets, or the range's end.
    int find(TokenRange range, std::string_view keyword) const;
    int findSign(TokenRange range, char sign) const;
    /// Parts between @p sign outside of brackets.
    std::vector<TokenRange> split(TokenRange range, char sign = ',') const;
    /// What is inside of the brackets that begin at @p open.
    TokenRange inside(int open) const { return {open + 1, closing(open)}; }

    Name name(int token) const;
    /// A chain of names and dots that begins at @p token; `end` is behind it.
    ObjectName objectName(int token, int *end = nullptr) const;
    /// The first token of @p range that is the name @p text; the text without a span when there is none.
    Name findName(TokenRange range, const std::string &text, int *at = nullptr) const;
    /// The first place of @p range where @p parts stand with dots between them.
    ObjectName findObject(TokenRange range, const std::vector<std::string> &parts, int *end = nullptr) const;

private:
    bool isNamed(int token, const std::string &text) const;
    int depthStep(int token) const;

    std::string_view m_text;
    std::int32_t m_offset;
    std::vector<LexToken> m_tokens;
};

/// The name of an object that the tree gives in parts: `schema.name` or `database.schema.name`.
ObjectName objectNameOf(const std::vector<std::string> &parts);

} // namespace lockkeeper::sql::postgres
