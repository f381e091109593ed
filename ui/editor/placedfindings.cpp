// SPDX-FileCopyrightText: 2026 Lockkeeper contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/editor/placedfindings.h"

#include "core/lint/reports/phrases.h"

#include <algorithm>
#include <utility>

namespace lockkeeper {

PlacedFindings::PlacedFindings(std::shared_ptr<const lint::LintResult> result) : m_result(std::move(result))
{
    m_places.reserve(m_result->findings.size());
    for (const lint::Finding &finding : m_result->findings)
        m_places.push_back(lint::placeOf(finding));
}

void PlacedFindings::move(int at, int removed, int added)
{
    m_isStale = true;
    const int behind = at + removed;
    const int by = added - removed;
    for (Span &place : m_places) {
        // What is typed at a finding's edges doesn't become part of it.
        place.end = place.end <= at ? place.end : place.end >= behind ? place.end + by : at;
        place.begin = place.begin < at ? place.begin : place.begin >= behind ? place.begin + by : at;
        place.end = std::max(place.begin, place.end);
    }
}

std::vector<int> PlacedFindings::beginningIn(Span range) const
{
    std::vector<int> found;
    const auto first = std::ranges::lower_bound(m_places, range.begin, {}, &Span::begin);
    for (auto place = first; place != m_places.end() && place->begin < range.end; ++place)
        found.push_back(static_cast<int>(place - m_places.begin()));
    return found;
}

int PlacedFindings::next(int byte) const
{
    int firstOfAll = -1;
    for (int i = 0; i < size(); ++i) {
        if (!isShown(i))
            continue;
        if (place(i).begin > byte)
            return i;
        firstOfAll = firstOfAll < 0 ? i : firstOfAll;
    }
    return firstOfAll;
}

int PlacedFindings::previous(int byte) const
{
    int lastOfAll = -1;
    for (int i = size() - 1; i >= 0; --i) {
        if (!isShown(i))
            continue;
        if (place(i).begin < byte)
            return i;
        lastOfAll = lastOfAll < 0 ? i : lastOfAll;
    }
    return lastOfAll;
}

int PlacedFindings::worstOf(const std::vector<int> &indexes) const
{
    const auto worst = std::ranges::max_element(indexes, {}, [this](int index) { return rank(index); });
    return worst == indexes.end() ? -1 : *worst;
}

} // namespace lockkeeper
