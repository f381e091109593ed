// SPDX-FileCopyrightText: 2026 Lockkeeper contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/ledger/migrations.h"
#include "core/ledger/stepjournal.h"
#include "core/verify/conditionkind.h"

#include <algorithm>

namespace lockkeeper {

namespace {

using namespace Qt::StringLiterals;

/// So much time passed, by the server's clock, since the last step before the gate was done.
class Soak final : public ConditionKind
{
public:
    PlanVocabulary::ConditionKind syntax() const override
    {
        return {.name = u"soak"_s,
                .parameters = {{.name = u"duration"_s, .type = u"duration"_s, .required = true}},
                .shorthand = u"duration"_s};
    }

    Result<Answer> ask(const Condition &condition, const Evidence &evidence) const override
    {
        const auto since = lastChangeBefore(condition.gate, evidence.ledger);
        if (!since)
            return failure(since.error());
        const auto now = evidence.ledger.now();
        if (!now)
            return failure(now.error());
        const qint64 needed = condition.parameters.value("duration"_L1).toInteger();
        return Answer{
            .verdict = *now - *since >= needed ? Verdict::Open : Verdict::Blocked,
            .evidence = {{u"since"_s, *since}, {u"passed_ms"_s, *now - *since}, {u"needed_ms"_s, needed}}};
    }

private:
    static Result<qint64> lastChangeBefore(Stage gate, const Ledger &ledger)
    {
        const auto steps = StepJournal(ledger).all();
        if (!steps)
            return failure(steps.error());
        qint64 last = 0;
        for (const StepRecord &step : *steps) {
            if (step.stage < gate)
                last = std::max(last, step.finishedAt);
        }
        if (last > 0)
            return last;
        return Migrations(ledger).read().transform(
            [](const MigrationRecord &record) { return record.stageSince; });
    }
};

} // namespace

const ConditionKind &soakCondition()
{
    static const Soak kind;
    return kind;
}

} // namespace lockkeeper
