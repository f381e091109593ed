// SPDX-FileCopyrightText: 2026 Lockkeeper contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/sql/reading/bodies.h"

#include <algorithm>
#include <initializer_list>

namespace lockkeeper::reading {

namespace {

bool isOneOf(std::string_view word, std::initializer_list<std::string_view> keywords)
{
    return std::ranges::any_of(keywords, [&](std::string_view keyword) { return isKeyword(word, keyword); });
}

} // namespace

void Bodies::read(const LexToken &token, std::string_view text)
{
    if (m_state == State::Rule && token.kind == LexKind::Punctuation)
        m_depth = std::max(0, m_depth + (text == "(" ? 1 : text == ")" ? -1 : 0));
    // MySQL has a function REPEAT besides the statement.
    if (isMySqlFamily(m_dialect) && m_depth > 0 && text == "(" && isKeyword(m_last, "repeat"))
        --m_depth;
    if (token.kind == LexKind::Word)
        readWord(text);
    else if (m_state == State::Start || m_state == State::Began)
        m_state = State::Other;
    m_last = text;
    m_lastKind = token.kind;
}

void Bodies::readWord(std::string_view word)
{
    if (m_state == State::Routine) {
        count(word);
        return;
    }
    const bool isBare = m_state != State::Created;
    m_state = stateAfter(word);
    // The word that begins a compound statement also opens it.
    if (m_state == State::Routine && isBare)
        m_depth = 1;
}

// Only the word that says what is created counts: tables may be called "trigger".
Bodies::State Bodies::stateAfter(std::string_view word) const
{
    const bool isMariaDb = m_dialect == SqlDialect::MariaDB;
    switch (m_state) {
    case State::Start:
        if (isOneOf(word, {"create", "alter"}))
            return State::Created;
        if (m_dialect == SqlDialect::SQLite && isOneOf(word, {"explain", "query", "plan"}))
            return State::Start;
        // MariaDB runs compound statements without a routine around them.
        if (isMariaDb && isOneOf(word, {"if", "case", "loop", "while", "repeat", "for"}))
            return State::Routine;
        return isMariaDb && isKeyword(word, "begin") ? State::Began : State::Other;
    case State::Began:
        return isKeyword(word, "not") && isKeyword(m_last, "begin")    ? State::Began
               : isKeyword(word, "atomic") && isKeyword(m_last, "not") ? State::Routine
                                                                       : State::Other;
    case State::Created:
        if (hasBody(word))
            return State::Routine;
        if (m_dialect == SqlDialect::PostgreSQL && isKeyword(word, "rule"))
            return State::Rule;
        return isModifier(word) ? State::Created : State::Other;
    default:
        return m_state;
    }
}

bool Bodies::isModifier(std::string_view word) const
{
    if (isOneOf(word, {"or", "replace", "temp", "temporary"}))
        return true;
    // DEFINER = anybody
    return isMySqlFamily(m_dialect) && (isOneOf(word, {"definer", "aggregate"}) || m_last.starts_with('='));
}

bool Bodies::hasBody(std::string_view word) const
{
    switch (m_dialect) {
    case SqlDialect::PostgreSQL:
        return isOneOf(word, {"function", "procedure"});
    case SqlDialect::SQLite:
        return isKeyword(word, "trigger");
    default:
        return isOneOf(word, {"function", "procedure", "trigger", "event"}) && !m_last.starts_with('=');
    }
}

void Bodies::count(std::string_view word)
{
    if (opens(word))
        ++m_depth;
    else if (m_depth > 0 && isKeyword(word, "end"))
        --m_depth;
}

bool Bodies::opens(std::string_view word) const
{
    if (isMySqlFamily(m_dialect))
        return opensCompound(word);
    // Inside of a body CASE … END counts, so that its END isn't taken for the body's.
    if (m_depth > 0 && isKeyword(word, "case"))
        return true;
    if (m_dialect == SqlDialect::PostgreSQL)
        return m_depth == 0 && isKeyword(word, "atomic") && isKeyword(m_last, "begin");
    return m_depth == 0 && isKeyword(word, "begin");
}

bool Bodies::opensCompound(std::string_view word) const
{
    // END IF, END LOOP and so on: END has closed it.
    if (isKeyword(m_last, "end"))
        return false;
    if (isOneOf(word, {"begin", "case", "loop", "while", "repeat"}))
        return true;
    const bool isFor = m_dialect == SqlDialect::MariaDB && isKeyword(word, "for");
    return (isKeyword(word, "if") || isFor) && isStatementPlace();
}

/// Whether a statement of a body may begin here: IF is also a function and part of IF EXISTS.
bool Bodies::isStatementPlace() const
{
    if (m_lastKind == LexKind::Word) {
        const bool isBehindHead =
            m_depth == 0 && isOneOf(m_last, {"row", "deterministic", "sql", "data", "definer", "invoker"});
        return isBehindHead || isOneOf(m_last, {"begin", "then", "else", "do", "loop", "repeat"});
    }
    return m_last == ";" || m_last == ":"
           || (m_depth == 0 && (m_last == ")" || m_lastKind == LexKind::String));
}

} // namespace lockkeeper::reading
