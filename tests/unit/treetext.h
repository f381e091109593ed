// SPDX-FileCopyrightText: 2026 Lockkeeper contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/sql/tree/statements.h"

namespace lockkeeper::sql {

/// A statement's tree in one line, for tables of tests. Every span shows the bytes of @p text it is about:
/// `<…>` for parts, `{…}` for expressions; a name without a span is followed by `!`, one whose span holds other
/// text by what is there.
std::string shown(const Statement &statement, std::string_view text);

} // namespace lockkeeper::sql
