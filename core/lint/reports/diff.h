// SPDX-FileCopyrightText: 2026 Lockkeeper contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/lint/finding.h"
#include "core/lint/reports/places.h"

#include <span>

namespace lockkeeper::lint {

/// Lines that edits replace by others; a very long line is cut around the edits.
struct Hunk
{
    std::vector<std::string> oldLines;
    std::vector<std::string> newLines;
};

/// What @p edits, in order and not overlapping, change: lines that stay are left out.
std::vector<Hunk> diffOf(const SourceText &source, const Places &places, std::span<const TextEdit> edits);

} // namespace lockkeeper::lint
