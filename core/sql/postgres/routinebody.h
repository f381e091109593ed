// SPDX-FileCopyrightText: 2026 Lockkeeper contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/sql/postgres/reading.h"

namespace lockkeeper::sql::postgres {

/// The text between a routine's quotes, with every byte where it is in the script.
class RoutineBody
{
public:
    /// Nothing when the string at @p token has escapes that would move bytes: E'…', U&'…'.
    static std::optional<RoutineBody> at(int token, const PieceTokens &tokens, const LexOptions &options);

    std::string_view text() const { return m_text; }
    std::int32_t begin() const { return m_begin; }
    PieceTokens tokens() const { return {m_text, m_begin, m_tokens}; }
    /// The text with its placeholders as names.
    std::string filled() const;

private:
    std::string m_text;
    std::int32_t m_begin = 0;
    std::vector<LexToken> m_tokens; ///< spans are the script's
};

/// The statements of plain SQL.
std::vector<Statement> readSqlBody(const RoutineBody &body, const LexOptions &options, int nesting);

/// The statements that a PL/pgSQL body runs; null when PostgreSQL's parser doesn't take it. @p create is the CREATE
/// FUNCTION or DO as PostgreSQL parsed it, whose body is the bytes @p bodyInCreate.
struct PlpgsqlStatements
{
    std::vector<Statement> statements;
    bool hasDynamicSql = false;
};
std::optional<PlpgsqlStatements> readPlpgsqlBody(const RoutineBody &body, std::string_view create,
                                                 Span bodyInCreate, const LexOptions &options, int nesting);

} // namespace lockkeeper::sql::postgres
