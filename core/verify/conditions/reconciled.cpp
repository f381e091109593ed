// SPDX-FileCopyrightText: 2026 Lockkeeper contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/verify/conditionkind.h"
#include "core/verify/mapping.h"

#include <QJsonArray>

namespace lockkeeper {

namespace {

using namespace Qt::StringLiterals;

constexpr int rowsAChunk = 20'000;
constexpr int mostExamples = 10;

/// Old and new shape compared, row by row, in key ranges: no row may obey neither direction of the mapping.
class Reconciled final : public ConditionKind
{
public:
    PlanVocabulary::ConditionKind syntax() const override
    {
        return {.name = u"reconciled"_s, .parameters = {}, .shorthand = {}};
    }

    Result<Answer> ask(const Condition &, const Evidence &evidence) const override
    {
        const auto dualWrite = resolveDualWrite(evidence.session(), evidence.plan);
        if (!dualWrite)
            return failure(dualWrite.error());
        if (!dualWrite->table.key)
            return failure(Errc::NoUsableKey, {{u"table"_s, dualWrite->table.name.display()}});
        return compareAll(evidence.session(), *dualWrite);
    }

private:
    static Result<Answer> compareAll(Session &session, const DualWrite &dualWrite)
    {
        qint64 seen = 0;
        qint64 different = 0;
        QJsonArray examples;
        std::optional<KeyValue> after;
        do {
            const auto chunk =
                session.dualWrite().compare(dualWrite, *dualWrite.table.key, after, rowsAChunk);
            if (!chunk)
                return failure(chunk.error());
            seen += chunk->seen;
            different += chunk->different;
            for (const KeyValue &key : chunk->examples) {
                if (examples.size() < mostExamples)
                    examples << QJsonArray::fromVariantList(key);
            }
            after = chunk->last;
        } while (after);
        return Answer{
            .verdict = different == 0 ? Verdict::Open : Verdict::Blocked,
            .evidence = {{u"rows"_s, seen}, {u"different"_s, different}, {u"examples"_s, examples}}};
    }
};

} // namespace

const ConditionKind &reconciledCondition()
{
    static const Reconciled kind;
    return kind;
}

} // namespace lockkeeper
