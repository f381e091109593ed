// SPDX-FileCopyrightText: 2026 Lockkeeper contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/verify/expectation.h"

#include "core/plan/expectation.h"

#include <compare>

namespace lockkeeper {

namespace {

using namespace Qt::StringLiterals;

QString plain(const QVariant &value)
{
    return value.typeId() == QMetaType::Bool ? (value.toBool() ? u"true"_s : u"false"_s) : value.toString();
}

// SQLite answers `SELECT true` with 1.
QString asWord(const QString &value)
{
    return value == "1"_L1 ? u"true"_s : value == "0"_L1 ? u"false"_s : value;
}

std::partial_ordering compare(const QString &actual, const Expectation &expected)
{
    bool actualIsNumber = false;
    bool expectedIsNumber = false;
    const double left = actual.toDouble(&actualIsNumber);
    const double right = expected.value.toDouble(&expectedIsNumber);
    if (actualIsNumber && expectedIsNumber && !expected.isText)
        return left <=> right;
    const bool isWord = !expected.isText && !expectedIsNumber;
    return (isWord ? asWord(actual) : actual).compare(expected.value) <=> 0;
}

bool holds(Expectation::Comparison comparison, std::partial_ordering order)
{
    switch (comparison) {
    case Expectation::Comparison::Equal:
        return order == 0;
    case Expectation::Comparison::NotEqual:
        return order != 0;
    case Expectation::Comparison::Less:
        return order < 0;
    case Expectation::Comparison::LessOrEqual:
        return order <= 0;
    case Expectation::Comparison::Greater:
        return order > 0;
    case Expectation::Comparison::GreaterOrEqual:
        return order >= 0;
    }
    Q_UNREACHABLE_RETURN(false);
}

} // namespace

std::optional<bool> meets(const QVariant &actual, const QString &expectation)
{
    const auto expected = Expectation::parse(expectation);
    if (!expected || actual.isNull())
        return {};
    return holds(expected->comparison, compare(plain(actual), *expected));
}

} // namespace lockkeeper
