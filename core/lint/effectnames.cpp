// SPDX-FileCopyrightText: 2026 Lockkeeper contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/lint/effects.h"

#include <algorithm>
#include <array>

namespace lockkeeper::lint {
namespace {

template<typename Enum, size_t size>
std::string_view at(const std::array<std::string_view, size> &names, Enum value)
{
    return names[static_cast<size_t>(value)];
}

} // namespace

std::string_view nameOf(LockMode mode)
{
    static constexpr std::array<std::string_view, 8> names{
        "ACCESS SHARE", "ROW SHARE",           "ROW EXCLUSIVE", "SHARE UPDATE EXCLUSIVE",
        "SHARE",        "SHARE ROW EXCLUSIVE", "EXCLUSIVE",     "ACCESS EXCLUSIVE"};
    return at(names, mode);
}

std::string_view nameOf(Algorithm algorithm)
{
    static constexpr std::array<std::string_view, 4> names{"INSTANT", "NOCOPY", "INPLACE", "COPY"};
    return at(names, algorithm);
}

std::string_view nameOf(TableLock lock)
{
    static constexpr std::array<std::string_view, 3> names{"NONE", "SHARED", "EXCLUSIVE"};
    return at(names, lock);
}

std::string_view nameOf(Blocks blocks)
{
    static constexpr std::array<std::string_view, 4> names{"nothing", "ddl", "writes", "reads-and-writes"};
    return at(names, blocks);
}

std::string_view withoutPublic(std::string_view name)
{
    constexpr std::string_view prefix = "public.";
    return name.starts_with(prefix) ? name.substr(prefix.size()) : name;
}

void Effects::lock(std::string relation, LockMode mode)
{
    const auto held = std::ranges::find_if(
        locks, [&](const Lock &lock) { return withoutPublic(lock.relation) == withoutPublic(relation); });
    if (held == locks.end())
        locks.push_back({std::move(relation), mode});
    else
        held->mode = std::max(held->mode, mode);
}

LockMode Effects::strongest() const
{
    LockMode mode = LockMode::AccessShare;
    for (const Lock &lock : locks)
        mode = std::max(mode, lock.mode);
    return mode;
}

bool Effects::holds(std::string_view relation, LockMode atLeast) const
{
    return std::ranges::any_of(locks, [&](const Lock &lock) {
        return withoutPublic(lock.relation) == withoutPublic(relation) && lock.mode >= atLeast;
    });
}

} // namespace lockkeeper::lint
