// SPDX-FileCopyrightText: 2026 Lockkeeper contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QStringList>

namespace lockkeeper::bench {

/// How long lint::LintDocument takes from a keystroke to its findings, in the middle of a script of @p statements: a
/// table, a line a kind of edit, @p rounds places each.
QList<QStringList> keystrokes(int statements, int rounds);

} // namespace lockkeeper::bench
