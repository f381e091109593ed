// SPDX-FileCopyrightText: 2026 Lockkeeper contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/lint/linter.h"

#include <QString>

namespace lockkeeper {

/// What an editor says of findings. Texts are plain and come from rules, in the user's own names.

QString severityWord(lint::Severity severity);
/// "Blocker: Blocks writes until the index is built (+2)"
QString headline(const lint::Finding &finding, qsizetype others = 0);
/// Everything that is known: why, which lock, who waits, what is rewritten, how large the table is, what to do.
/// @p live may be null.
QString details(const lint::Finding &finding, const lint::LintResult &result, const lint::LiveFacts *live);
/// "12.4 GB"
QString sizeText(qint64 bytes);
/// @p text with lines of at most @p columns characters, broken at blanks.
QString wrapped(const QString &text, qsizetype columns);

} // namespace lockkeeper
