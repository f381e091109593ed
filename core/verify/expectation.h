// SPDX-FileCopyrightText: 2026 Lockkeeper contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QString>
#include <QVariant>

#include <optional>

namespace lockkeeper {

/// Whether @p actual is what a plan's `expect` says: `= 0`, `!= x`, `< 5`, `<=`, `>`, `>=`, `true`, `false`, or a bare
/// value (equal). Numbers compare as numbers. None: the text can't be read, or NULL meets an order.
std::optional<bool> meets(const QVariant &actual, const QString &expectation);

} // namespace lockkeeper
