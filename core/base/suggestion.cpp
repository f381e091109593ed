// SPDX-FileCopyrightText: 2026 Lockkeeper contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/base/suggestion.h"

#include <algorithm>
#include <cstdlib>
#include <numeric>
#include <string>

namespace lockkeeper {

namespace {

/// Levenshtein's distance: insertions, deletions and replacements that make one of the other.
template<typename Text>
int distance(const Text &from, const Text &to)
{
    std::vector<int> row(static_cast<std::size_t>(to.size()) + 1);
    std::ranges::iota(row, 0);
    for (const auto &letter : from) {
        int diagonal = row[0]++;
        std::size_t j = 0;
        for (const auto &other : to) {
            ++j;
            const int replaced = diagonal + (letter == other ? 0 : 1);
            diagonal = std::exchange(row[j], std::min({row[j] + 1, row[j - 1] + 1, replaced}));
        }
    }
    return row.back();
}

QString plain(QStringView name) { return name.toString().toLower().replace(u'-', u'_'); }

std::string plain(std::string_view name)
{
    std::string text(name);
    for (char &letter : text) {
        if (letter >= 'A' && letter <= 'Z')
            letter = static_cast<char>(letter - 'A' + 'a');
        else if (letter == '-')
            letter = '_';
    }
    return text;
}

template<typename View, typename List>
View nearest(View written, const List &known)
{
    // Half of a short word is another word; more than three slips are no slip.
    const int limit = std::min(3, static_cast<int>((written.size() + 2) / 3));
    View best;
    int fewest = limit + 1;
    if (written.size() > 64)
        return best;
    const auto wanted = plain(written);
    for (const auto &candidate : known) {
        if (std::abs(static_cast<int>(candidate.size()) - static_cast<int>(written.size())) > limit)
            continue;
        if (const int slips = distance(wanted, plain(candidate)); slips < fewest) {
            fewest = slips;
            best = candidate;
        }
    }
    return best;
}

} // namespace

QString suggestion(QStringView written, const QStringList &known)
{
    return nearest(written, known).toString();
}

std::string_view suggestion(std::string_view written, const std::vector<std::string_view> &known)
{
    return nearest(written, known);
}

} // namespace lockkeeper
