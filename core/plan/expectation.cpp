// SPDX-FileCopyrightText: 2026 Lockkeeper contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/plan/expectation.h"

#include <QRegularExpression>

#include <array>

using namespace Qt::StringLiterals;

namespace lockkeeper {

struct Spelling
{
    QLatin1StringView text;
    Expectation::Comparison comparison;
};

namespace {

// The first spelling of a comparison is the one written.
constexpr std::array spellings{
    Spelling{"="_L1, Expectation::Comparison::Equal},
    Spelling{"=="_L1, Expectation::Comparison::Equal},
    Spelling{"!="_L1, Expectation::Comparison::NotEqual},
    Spelling{"<>"_L1, Expectation::Comparison::NotEqual},
    Spelling{"<"_L1, Expectation::Comparison::Less},
    Spelling{"<="_L1, Expectation::Comparison::LessOrEqual},
    Spelling{">"_L1, Expectation::Comparison::Greater},
    Spelling{">="_L1, Expectation::Comparison::GreaterOrEqual},
};

std::optional<Expectation::Comparison> comparisonNamed(QStringView text)
{
    for (const Spelling &spelling : spellings) {
        if (text == spelling.text)
            return spelling.comparison;
    }
    return std::nullopt;
}

} // namespace

std::optional<Expectation> Expectation::parse(QStringView text)
{
    static const QRegularExpression grammar(
        uR"(\A\s*(?:(==?|!=|<>|<=?|>=?)\s*(-?[0-9]+(?:\.[0-9]+)?|true|false|'(?:[^']|'')*')|(true|false))\s*\z)"_s);
    const auto match = grammar.matchView(text);
    if (!match.hasMatch())
        return std::nullopt;
    if (match.hasCaptured(3))
        return Expectation{.comparison = Comparison::Equal, .value = match.captured(3)};
    Expectation result{.comparison = *comparisonNamed(match.capturedView(1)), .value = match.captured(2)};
    if (result.value.startsWith(u'\'')) {
        result.value = result.value.sliced(1, result.value.size() - 2).replace("''"_L1, "'"_L1);
        result.isText = true;
    }
    return result;
}

QString Expectation::text() const
{
    QString shown = value;
    if (isText)
        shown = u'\'' + shown.replace(u'\'', "''"_L1) + u'\'';
    for (const Spelling &spelling : spellings) {
        if (spelling.comparison == comparison)
            return spelling.text + u' ' + shown;
    }
    Q_UNREACHABLE_RETURN({});
}

} // namespace lockkeeper
