// SPDX-FileCopyrightText: 2026 Lockkeeper contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/sql/postgres/rawtree.h"

namespace lockkeeper::sql::postgres {

namespace {

/// With an end, and room for a broken character whose first byte promises more than there is.
const char *terminated(std::string_view sql)
{
    thread_local std::string buffer;
    constexpr size_t longestCharacter = 4;
    buffer.assign(sql);
    buffer.append(longestCharacter, '\0');
    return buffer.c_str();
}

/// PostgreSQL counts characters from 1, and takes what isn't UTF-8 by its first byte.
std::int32_t byteOfCharacter(std::string_view sql, int character)
{
    size_t byte = 0;
    for (int at = 1; at < character && byte < sql.size(); ++at) {
        const auto first = static_cast<unsigned char>(sql[byte]);
        byte += first < 0x80             ? 1
                : (first & 0xe0) == 0xc0 ? 2
                : (first & 0xf0) == 0xe0 ? 3
                : (first & 0xf8) == 0xf0 ? 4
                                         : 1;
    }
    return static_cast<std::int32_t>(std::min(byte, sql.size()));
}

} // namespace

RawTree::RawTree(std::string_view sql) : m_outer(CurrentMemoryContext)
{
    // A routine's statements are parsed while the routine's own tree is alive.
    if (m_outer)
        MemoryContextSwitchTo(TopMemoryContext);
    m_memory = pg_query_enter_memory_context();
    PgQueryInternalParsetreeAndError parsed = pg_query_raw_parse(terminated(sql), PG_QUERY_PARSE_DEFAULT);
    if (parsed.error) {
        const int character = parsed.error->cursorpos;
        m_error = Error{textOf(parsed.error->message), character > 0 ? byteOfCharacter(sql, character) : -1};
        pg_query_free_error(parsed.error);
    } else if (parsed.tree && parsed.tree->length > 0) {
        m_statement = static_cast<const RawStmt *>(parsed.tree->elements[0].ptr_value)->stmt;
    }
    std::free(parsed.stderr_buffer);
}

RawTree::~RawTree()
{
    pg_query_exit_memory_context(m_memory);
    if (m_outer)
        MemoryContextSwitchTo(m_outer);
}

} // namespace lockkeeper::sql::postgres
