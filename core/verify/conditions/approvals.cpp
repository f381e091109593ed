// SPDX-FileCopyrightText: 2026 Lockkeeper contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/ledger/migrations.h"
#include "core/verify/conditionkind.h"

namespace lockkeeper {

namespace {

using namespace Qt::StringLiterals;

/// So many people approved this very revision.
class Approvals final : public ConditionKind
{
public:
    PlanVocabulary::ConditionKind syntax() const override
    {
        return {.name = u"approvals"_s,
                .parameters = {{.name = u"count"_s, .type = u"integer"_s, .required = true}},
                .shorthand = u"count"_s};
    }

    Result<Answer> ask(const Condition &condition, const Evidence &evidence) const override
    {
        const Migrations migrations(evidence.ledger);
        const auto record = migrations.read();
        if (!record)
            return failure(record.error());
        const auto given = migrations.approvals(record->revision);
        if (!given)
            return failure(given.error());
        const int needed = condition.parameters.value("count"_L1).toInt();
        return Answer{.verdict = *given >= needed ? Verdict::Open : Verdict::Blocked,
                      .evidence = {{u"needed"_s, needed}, {u"given"_s, *given}}};
    }
};

} // namespace

const ConditionKind &approvalsCondition()
{
    static const Approvals kind;
    return kind;
}

} // namespace lockkeeper
