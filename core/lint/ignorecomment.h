// SPDX-FileCopyrightText: 2026 Lockkeeper contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/lint/foreignids.h"
#include "core/sql/sourcetext.h"

#include <optional>
#include <string_view>
#include <vector>

namespace lockkeeper::lint {

/// What a comment asks the linter to be silent about.
struct IgnoreComment
{
    struct Id
    {
        std::string_view text;
        Span span;
    };
    std::optional<Tool> tool; ///< nothing: our own
    bool isForFile = false;
    std::vector<Id> ids; ///< empty: of ours a mistake, of others every rule
    std::string_view reason;
    Span span;
};

/// Reads the comment at @p span of @p text, with its signs; nothing when it is about something else.
std::optional<IgnoreComment> ignoreComment(std::string_view text, Span span);

} // namespace lockkeeper::lint
