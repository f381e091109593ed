// SPDX-FileCopyrightText: 2026 Lockkeeper contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/verify/conditionkind.h"
#include "core/verify/expectation.h"

namespace lockkeeper {

namespace {

using namespace Qt::StringLiterals;

/// A query of the plan whose first value must be as expected.
class SqlExpectation final : public ConditionKind
{
public:
    PlanVocabulary::ConditionKind syntax() const override
    {
        return {.name = u"sql"_s,
                .parameters = {{.name = u"sql"_s, .type = u"query"_s, .required = true},
                               {.name = u"expect"_s, .type = u"expectation"_s, .required = true}},
                .shorthand = u"sql"_s};
    }

    Result<Answer> ask(const Condition &condition, const Evidence &evidence) const override
    {
        const QString expected = condition.parameters.value("expect"_L1).toString();
        const auto rows = evidence.session().query(condition.parameters.value("sql"_L1).toString());
        if (!rows)
            return failure(rows.error());
        const QVariant actual = rows->scalar();
        const auto met = meets(actual, expected);
        return Answer{.verdict = !met   ? Verdict::Inconclusive
                                 : *met ? Verdict::Open
                                        : Verdict::Blocked,
                      .evidence = {{u"expected"_s, expected}, {u"actual"_s, actual.toString()}}};
    }
};

} // namespace

const ConditionKind &sqlCondition()
{
    static const SqlExpectation kind;
    return kind;
}

} // namespace lockkeeper
