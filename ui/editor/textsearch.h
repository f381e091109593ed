// SPDX-FileCopyrightText: 2026 Lockkeeper contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/lint/finding.h"

#include <QRegularExpression>
#include <QString>

#include <vector>

namespace lockkeeper {

struct SearchOptions
{
    QString text;
    bool matchesCase = false;
    bool wholeWords = false;
    bool isExpression = false; ///< of QRegularExpression
};

/// What is looked for; invalid when the user's expression is.
QRegularExpression expressionFor(const SearchOptions &options);

/// All matches in @p text, in bytes of UTF-8, at most @p most; empty ones are left out.
std::vector<Span> matchesIn(const QString &text, const QRegularExpression &expression, std::size_t most);

/// Every match replaced by @p with, in which \1 … \9 are what groups caught when @p options say that it is an expression.
std::vector<lint::TextEdit> replacements(const QString &text, const SearchOptions &options,
                                         const QString &with);

} // namespace lockkeeper
