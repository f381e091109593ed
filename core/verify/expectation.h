// SPDX-FileCopyrightText: 2026 Lockkeeper contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QString>
#include <QVariant>

#include <optional>

namespace lockkeeper {

/// Whether @p actual is what a plan's `expect` says (see Expectation for its grammar). Numbers compare as numbers, text
/// in quotes as text; 1 and 0 are true and false where the engine has no booleans. None: the text can't be read, or
/// @p actual is NULL.
std::optional<bool> meets(const QVariant &actual, const QString &expectation);

} // namespace lockkeeper
