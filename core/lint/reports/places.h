// SPDX-FileCopyrightText: 2026 Lockkeeper contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/sql/sourcetext.h"

#include <vector>

namespace lockkeeper::lint {

/// Lines, columns and code points of a text, asked for many times: the whole text may be one line.
class Places
{
public:
    explicit Places(const SourceText &source);

    TextPosition position(std::int32_t byte) const;
    /// How many code points come before @p byte.
    std::int64_t codePoints(std::int32_t byte) const;
    /// Where the line begins, in bytes.
    std::int32_t lineStart(int line) const;
    int lineOf(std::int32_t byte) const;

private:
    // A code point's start at or after every so many bytes, and how many come before it.
    struct Mark
    {
        std::int32_t byte;
        std::int64_t codePoints;
    };

    const SourceText &m_source;
    std::vector<Mark> m_marks;
};

} // namespace lockkeeper::lint
