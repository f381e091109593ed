// SPDX-FileCopyrightText: 2026 Lockkeeper contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/verify/gatekeeper.h"

#include "core/ledger/eventchain.h"
#include "core/ledger/stepjournal.h"

namespace lockkeeper {

namespace {

using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

constexpr Millis askTimeout = 10min;
constexpr Millis defaultValidity = 60s;

Millis validityOf(const Condition &condition)
{
    return Millis(condition.parameters.value("valid_for"_L1).toInteger(defaultValidity.count()));
}

QString namesOf(const QStringList &conditions) { return conditions.join(u", "_s); }

} // namespace

Result<Answer> Gatekeeper::ask(const Condition &condition) const
{
    const ConditionKind *kind = conditionKindNamed(condition.kind);
    if (!kind)
        return failure(Errc::InvalidPlan, {{u"condition"_s, condition.kind}});
    return kind->ask(condition, {.ledger = m_ledger, .plan = m_plan});
}

Result<bool> Gatekeeper::check(Stage gate, const QString &actor)
{
    Session &session = m_ledger.session();
    QList<std::pair<Condition, Answer>> answers;
    const auto conditions = m_plan.conditionsOf(gate);
    for (const Condition &condition : conditions) {
        auto transaction = Transaction::beginReadOnly(session);
        if (!transaction)
            return failure(transaction.error());
        LOCKKEEPER_TRY(session.setStatementTimeout(askTimeout));
        auto answer = ask(condition);
        if (!answer && (answer.error().isConnectionGone() || answer.error().code == Errc::Cancelled))
            return failure(answer.error());
        answers << std::pair(condition,
                             answer ? *answer
                                    : Answer{.verdict = Verdict::Inconclusive,
                                             .evidence = {{u"error"_s, errorToJson(answer.error())}}});
    }
    auto transaction = Transaction::begin(session);
    if (!transaction)
        return failure(transaction.error());
    bool open = true;
    QJsonObject verdicts;
    for (const auto &[condition, answer] : answers) {
        LOCKKEEPER_TRY(VerdictJournal(m_ledger).record(condition, answer.verdict, answer.evidence,
                                                       validityOf(condition)));
        verdicts.insert(condition.id, verdictName(answer.verdict));
        open = open && answer.verdict == Verdict::Open;
    }
    LOCKKEEPER_TRY(EventChain(m_ledger).append(actor, open ? u"gate-open"_s : u"gate-refused"_s,
                                               {{u"gate"_s, stageName(gate)}, {u"verdicts"_s, verdicts}}));
    LOCKKEEPER_TRY(transaction->commit());
    return open;
}

Status Gatekeeper::insist(Stage gate) const
{
    const auto conditions = m_plan.conditionsOf(gate);
    const auto valid = VerdictJournal(m_ledger).countOpen(gate);
    if (!valid)
        return failure(valid.error());
    if (*valid != conditions.size())
        return failure(Errc::VerdictExpired, {{u"gate"_s, stageName(gate)}});
    QStringList closed;
    for (const Condition &condition : conditions) {
        const auto answer = ask(condition);
        if (!answer)
            return failure(answer.error()); // in a transaction of PostgreSQL's nothing more can be asked
        if (answer->verdict != Verdict::Open)
            closed << condition.id;
    }
    if (closed.isEmpty())
        return {};
    return failure(Errc::GateRefused, {{u"gate"_s, stageName(gate)},
                                       {u"closed"_s, namesOf(closed)},
                                       {u"open"_s, QString::number(conditions.size() - closed.size())},
                                       {u"total"_s, QString::number(conditions.size())}});
}

} // namespace lockkeeper
