// SPDX-FileCopyrightText: 2026 Lockkeeper contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <optional>
#include <string>
#include <vector>

namespace lockkeeper::sql::postgres {

/// A query of a body, as PostgreSQL's parser of PL/pgSQL gives it back.
struct PlpgsqlQuery
{
    std::string text; ///< verbatim; INTO is blank, PERFORM is SELECT
    int line = 1;     ///< of the body, of the statement that holds it
    bool isPerform = false;
    bool isDynamic = false; ///< an expression whose value is run
};

/// The queries of one routine, in no order. @p json is what pg_query_parse_plpgsql() wrote; nothing when it holds none.
std::optional<std::vector<PlpgsqlQuery>> plpgsqlQueries(const char *json);

} // namespace lockkeeper::sql::postgres
