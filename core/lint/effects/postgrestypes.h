// SPDX-FileCopyrightText: 2026 Lockkeeper contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/lint/schema.h"

namespace lockkeeper::lint {

/// What ALTER COLUMN … TYPE does to the values that are there.
struct TypeChange
{
    bool rewrites = false;
    bool reindexes = false; ///< rows stay, but the new type or collation sorts them otherwise
    bool isCertain = true;
};

/// Whether @p type is one of PostgreSQL's own or of a well-known extension, hence no domain.
bool isPostgresType(const sql::TypeName &type);

/// @p from and @p to as columns are declared; @p schema knows domains. The old type may be empty: unknown.
TypeChange postgresTypeChange(const sql::TypeName &from, const sql::TypeName &to, const Schema &schema);

} // namespace lockkeeper::lint
