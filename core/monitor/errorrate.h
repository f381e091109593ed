// SPDX-FileCopyrightText: 2026 Lockkeeper contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/engine/activity.h"

#include <deque>
#include <optional>

namespace lockkeeper {

/// How much the share of rolled-back transactions rose over what it was when watching began.
class ErrorRate
{
public:
    void add(const ActivitySample &sample);
    /// The newest share over the first one, as a factor; none until there is enough to compare.
    std::optional<double> rise() const;

private:
    struct Counters
    {
        qint64 commits = 0;
        qint64 rollbacks = 0;
    };
    static std::optional<double> share(const Counters &from, const Counters &to);

    std::deque<Counters> m_recent;
    Counters m_first;
    int m_samples = 0;
    std::optional<double> m_baseline;
};

} // namespace lockkeeper
