// SPDX-FileCopyrightText: 2026 Lockkeeper contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/plan/suggestion.h"

#include <algorithm>
#include <numeric>
#include <vector>

namespace lockkeeper {

namespace {

/// Levenshtein's distance: insertions, deletions and replacements that make one of the other.
int distance(QStringView from, QStringView to)
{
    std::vector<int> row(static_cast<std::size_t>(to.size()) + 1);
    std::ranges::iota(row, 0);
    for (qsizetype i = 0; i < from.size(); ++i) {
        int diagonal = std::exchange(row[0], static_cast<int>(i) + 1);
        for (std::size_t j = 1; j < row.size(); ++j) {
            const int replaced = diagonal + (from[i] == to[static_cast<qsizetype>(j) - 1] ? 0 : 1);
            diagonal = std::exchange(row[j], std::min({row[j] + 1, row[j - 1] + 1, replaced}));
        }
    }
    return row.back();
}

QString plain(QStringView name) { return name.toString().toLower().replace(u'-', u'_'); }

} // namespace

QString suggestion(QStringView written, const QStringList &known)
{
    // Half of a short word is another word; more than three slips are no slip.
    const int limit = std::min(3, static_cast<int>((written.size() + 2) / 3));
    QString best;
    int fewest = limit + 1;
    if (written.size() > 64)
        return best;
    for (const QString &candidate : known) {
        if (const int slips = distance(plain(written), plain(candidate)); slips < fewest) {
            fewest = slips;
            best = candidate;
        }
    }
    return best;
}

} // namespace lockkeeper
