// SPDX-FileCopyrightText: 2026 Lockkeeper contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QString>

#include <chrono>
#include <optional>

namespace lockkeeper {

/// "500ms", "5s", "10m", "24h", "7d": one number, one unit, at most ten years.
std::optional<std::chrono::milliseconds> parseDuration(QStringView text);

/// The same back, in the largest unit that says it exactly: 90 s → "90s", 3600 s → "1h".
QString durationText(std::chrono::milliseconds duration);

/// "2x", "1.5x": how many times as much; more than 1.
std::optional<double> parseFactor(QStringView text);

} // namespace lockkeeper
