// SPDX-FileCopyrightText: 2026 Lockkeeper contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/lint/linter.h"

#include <memory>
#include <vector>

namespace lockkeeper {

/// Findings at their places in a text that goes on changing: they move with it until the next judgement. Value type.
class PlacedFindings
{
public:
    PlacedFindings() = default;
    explicit PlacedFindings(std::shared_ptr<const lint::LintResult> result);

    /// Bytes [at, at + removed) became @p added bytes. What is known is of the text before, from now on.
    void move(int at, int removed, int added);
    bool isStale() const { return m_isStale; }

    const std::shared_ptr<const lint::LintResult> &result() const { return m_result; }
    int size() const { return static_cast<int>(m_places.size()); }
    const lint::Finding &finding(int index) const { return m_result->findings.at(std::size_t(index)); }
    /// The beginning of the text when it is about the whole script.
    Span place(int index) const { return m_places.at(std::size_t(index)); }

    /// Those that begin in @p range, by place.
    std::vector<int> beginningIn(Span range) const;
    /// The first one behind @p byte or the last one before it, around the end of the text; -1 when there is none.
    /// Suppressed ones are passed over.
    int next(int byte) const;
    int previous(int byte) const;
    /// Higher is worse; what a comment allows is below all.
    int rank(int index) const { return isShown(index) ? static_cast<int>(finding(index).severity) : -1; }
    /// The worst of @p indexes, the first of equals; -1 when there is none.
    int worstOf(const std::vector<int> &indexes) const;

private:
    bool isShown(int index) const { return !finding(index).isSuppressed; }

    std::shared_ptr<const lint::LintResult> m_result;
    std::vector<Span> m_places; ///< one a finding, in order
    bool m_isStale = false;
};

} // namespace lockkeeper
