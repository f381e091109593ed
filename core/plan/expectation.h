// SPDX-FileCopyrightText: 2026 Lockkeeper contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QString>

#include <optional>

namespace lockkeeper {

/// What a query's one value must be: "= 0", ">= 10", "!= 'draft'", "true".
struct Expectation
{
    enum class Comparison { Equal, NotEqual, Less, LessOrEqual, Greater, GreaterOrEqual };

    Comparison comparison = Comparison::Equal;
    QString value;       ///< "0", "draft" (without the quotes), "true"
    bool isText = false; ///< the value was quoted: compare it as text

    static std::optional<Expectation> parse(QStringView text);
    /// One way to write it: "= 0", "= true".
    QString text() const;
    friend bool operator==(const Expectation &, const Expectation &) = default;
};

} // namespace lockkeeper
