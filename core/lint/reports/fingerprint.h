// SPDX-FileCopyrightText: 2026 Lockkeeper contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/lint/linter.h"

#include <unordered_map>

namespace lockkeeper::lint {

/// Names a finding so that it is the same one tomorrow, when lines above it came or went: its rule, its file and the
/// SQL that it is about. The second of equal ones gets another name.
class Fingerprints
{
public:
    /// 16 hexadecimal digits.
    std::string of(std::string_view file, const Finding &finding, const LintResult &result);

private:
    std::unordered_map<std::uint64_t, int> m_seen;
};

} // namespace lockkeeper::lint
