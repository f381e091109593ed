// SPDX-FileCopyrightText: 2026 Lockkeeper contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QString>

namespace lockkeeper {

/// What is wrong with @p sql where exactly one statement is due ("no-statement", "several-statements",
/// "missing-placeholder" where `:percent` is needed), or empty.
QString problemOfStatement(const QString &sql, bool needsPercent);

/// What keeps @p expression from being put inside another statement ("no-statement", "several-statements",
/// "line-comment": it would swallow what follows, "unbalanced-parentheses"), or empty.
QString problemOfExpression(const QString &expression);

} // namespace lockkeeper
