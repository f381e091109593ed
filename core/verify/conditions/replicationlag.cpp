// SPDX-FileCopyrightText: 2026 Lockkeeper contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/engine/activity.h"
#include "core/verify/conditionkind.h"

namespace lockkeeper {

namespace {

using namespace Qt::StringLiterals;

constexpr double defaultLimitMs = 5000;

/// Every replica is within the limit; one whose lag is unknown is Inconclusive, not fine.
class ReplicationLag final : public ConditionKind
{
public:
    PlanVocabulary::ConditionKind syntax() const override
    {
        return {.name = u"replication-lag"_s,
                .parameters = {{.name = u"max"_s, .type = u"duration"_s, .required = false}},
                .shorthand = u"max"_s};
    }

    Result<Answer> ask(const Condition &condition, const Evidence &evidence) const override
    {
        const auto sample = evidence.session().activity().sample();
        if (!sample)
            return failure(sample.error());
        const double limit = condition.parameters.value("max"_L1).toDouble(defaultLimitMs) / 1000;
        QJsonObject facts{{u"replicas"_s, sample->replicas.size()}, {u"limit_seconds"_s, limit}};
        if (sample->replicas.isEmpty())
            return Answer{.verdict = Verdict::Open, .evidence = facts};
        const auto lag = sample->worstLag();
        if (!lag)
            return Answer{.verdict = Verdict::Inconclusive, .evidence = facts};
        facts.insert(u"lag_seconds"_s, *lag);
        return Answer{.verdict = *lag <= limit ? Verdict::Open : Verdict::Blocked, .evidence = facts};
    }
};

} // namespace

const ConditionKind &replicationLagCondition()
{
    static const ReplicationLag kind;
    return kind;
}

} // namespace lockkeeper
