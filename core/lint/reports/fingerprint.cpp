// SPDX-FileCopyrightText: 2026 Lockkeeper contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/lint/reports/fingerprint.h"

#include <format>

namespace lockkeeper::lint {

namespace {

// FNV-1a: the same on every machine and in every release, unlike std::hash.
std::uint64_t mixed(std::uint64_t hash, std::string_view text)
{
    for (const char letter : text) {
        hash ^= static_cast<unsigned char>(letter);
        hash *= 0x100000001b3;
    }
    return (hash ^ 0xff) * 0x100000001b3; // between two texts
}

constexpr std::uint64_t seed = 0xcbf29ce484222325;
constexpr std::size_t enough = 256;

} // namespace

std::string Fingerprints::of(std::string_view file, const Finding &finding, const LintResult &result)
{
    std::uint64_t hash = mixed(mixed(seed, file), finding.rule->id);
    hash = mixed(hash, result.source->text(finding.span).substr(0, enough));
    const int before = m_seen[hash]++;
    if (before > 0)
        hash = mixed(hash, std::to_string(before));
    return std::format("{:016x}", hash);
}

} // namespace lockkeeper::lint
