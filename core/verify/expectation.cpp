// SPDX-FileCopyrightText: 2026 Lockkeeper contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/verify/expectation.h"

#include <array>

namespace lockkeeper {

namespace {

using namespace Qt::StringLiterals;

/// Longer operators first: "<=" begins with "<".
constexpr std::array operators{"!="_L1, "<>"_L1, "<="_L1, ">="_L1, "="_L1, "<"_L1, ">"_L1};

QString plain(const QVariant &value)
{
    return value.typeId() == QMetaType::Bool ? (value.toBool() ? u"true"_s : u"false"_s) : value.toString();
}

std::partial_ordering compare(const QString &actual, const QString &wanted)
{
    bool actualIsNumber = false;
    bool wantedIsNumber = false;
    const double left = actual.toDouble(&actualIsNumber);
    const double right = wanted.toDouble(&wantedIsNumber);
    if (actualIsNumber && wantedIsNumber)
        return left <=> right;
    const int order = actual.compare(wanted);
    return order <=> 0;
}

bool holds(QLatin1StringView sign, std::partial_ordering order)
{
    if (sign == "="_L1)
        return order == 0;
    if (sign == "<"_L1)
        return order < 0;
    if (sign == "<="_L1)
        return order <= 0;
    if (sign == ">"_L1)
        return order > 0;
    if (sign == ">="_L1)
        return order >= 0;
    return order != 0;
}

} // namespace

std::optional<bool> meets(const QVariant &actual, const QString &expectation)
{
    const QString text = expectation.trimmed();
    QLatin1StringView sign = "="_L1;
    QString wanted = text;
    for (const QLatin1StringView candidate : operators) {
        if (text.startsWith(candidate)) {
            sign = candidate;
            wanted = text.sliced(candidate.size()).trimmed();
            break;
        }
    }
    if (wanted.isEmpty() || actual.isNull())
        return {};
    if (wanted.size() > 1 && wanted.startsWith(u'\'') && wanted.endsWith(u'\''))
        wanted = wanted.sliced(1, wanted.size() - 2);
    return holds(sign, compare(plain(actual), wanted));
}

} // namespace lockkeeper
