// SPDX-FileCopyrightText: 2026 Lockkeeper contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstdint>
#include <optional>
#include <string>

// PostgreSQL's headers come last.
#include "core/sql/postgres/nodes.h"

namespace lockkeeper::sql::postgres {

/// PostgreSQL's own tree of a text, and the memory it lives in.
class RawTree
{
public:
    struct Error
    {
        std::string message;
        std::int32_t at = -1; ///< byte of the text; -1: unknown
    };

    explicit RawTree(std::string_view sql);
    ~RawTree();
    RawTree(const RawTree &) = delete;
    RawTree &operator=(const RawTree &) = delete;

    /// Null when there is an error, or nothing to do.
    const Node *statement() const { return m_statement; }
    const std::optional<Error> &error() const { return m_error; }

private:
    MemoryContext m_outer;
    MemoryContext m_memory;
    const Node *m_statement = nullptr;
    std::optional<Error> m_error;
};

} // namespace lockkeeper::sql::postgres
