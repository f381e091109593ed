// SPDX-FileCopyrightText: 2026 Lockkeeper contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/sql/parser.h"
#include "fuzz.h"

#include <variant>

namespace lockkeeper::fuzz {

inline void checkSpans(const sql::Statement &statement, Span inside)
{
    require(statement.span.isValid() && inside.contains(statement.span));
    if (const auto *error = statement.as<sql::SyntaxError>())
        require(!error->message.empty() && error->at.isValid() && inside.contains(error->at));
    if (const auto *routine = statement.as<sql::Routine>()) {
        for (const sql::Statement &step : routine->body)
            checkSpans(step, inside);
    }
}

/// Parses every piece of @p text as a linter would.
inline void parseAll(std::string_view text, const LexOptions &options)
{
    const Script script = split(text, options);
    const Span all{0, static_cast<std::int32_t>(text.size())};
    for (const Piece &piece : script.pieces)
        checkSpans(sql::parse(text, script, piece, options), all);
}

} // namespace lockkeeper::fuzz
