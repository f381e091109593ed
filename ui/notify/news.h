// SPDX-FileCopyrightText: 2026 Lockkeeper contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/workflow/snapshot.h"

#include <optional>

namespace lockkeeper {

/// Something that somebody who looks elsewhere wants to hear of.
struct News
{
    QString title; ///< the migration's
    QString text;  ///< "Backfill & dual-write is done."
    bool isBad = false;
    friend bool operator==(const News &, const News &) = default;
};

/// What became of a migration between two looks at it; nothing: nothing worth a word, or another migration. The worst
/// comes first where there is more.
std::optional<News> newsBetween(const MigrationSnapshot &before, const MigrationSnapshot &after);

} // namespace lockkeeper
