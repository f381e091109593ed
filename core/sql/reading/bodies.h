// SPDX-FileCopyrightText: 2026 Lockkeeper contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/sql/lexer.h"

#include <string_view>

namespace lockkeeper::reading {

/// Follows whether the statement being read has an open body, inside of which a semicolon ends nothing: BEGIN ATOMIC …
/// END and CREATE RULE … DO ( … ) of PostgreSQL, triggers of SQLite, compound statements of MySQL and MariaDB.
class Bodies
{
public:
    explicit Bodies(SqlDialect dialect) : m_dialect(dialect) {}

    /// The statement's next token that isn't trivia.
    void read(const LexToken &token, std::string_view text);
    bool isOpen() const { return m_depth > 0; }

private:
    enum class State : unsigned char { Start, Began, Created, Routine, Rule, Other };

    void readWord(std::string_view word);
    State stateAfter(std::string_view word) const;
    bool isModifier(std::string_view word) const;
    bool hasBody(std::string_view word) const;
    void count(std::string_view word);
    bool opens(std::string_view word) const;
    bool opensCompound(std::string_view word) const;
    bool isStatementPlace() const;

    SqlDialect m_dialect;
    State m_state = State::Start;
    int m_depth = 0;
    std::string_view m_last; ///< the token in front
    LexKind m_lastKind = LexKind::Space;
};

} // namespace lockkeeper::reading
