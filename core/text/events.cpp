// SPDX-FileCopyrightText: 2026 Lockkeeper contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/text/sentences.h"

#include "core/text/dropped.h"
#include "core/text/wording.h"

#include <QCoreApplication>

#include <array>

namespace lockkeeper::sentences {

using namespace Qt::StringLiterals;

namespace {

#define TEXT(text) QT_TRANSLATE_NOOP("events", text)

struct Wording
{
    QLatin1StringView kind;
    const char *text;
};

constexpr std::array entries{
    Wording{"created"_L1, TEXT("migration created")},
    Wording{"helm-taken"_L1, TEXT("helm taken")},
    Wording{"helm-released"_L1, TEXT("helm given back")},
    Wording{"run-started"_L1, TEXT("run started[ through {through}]")},
    Wording{"resumed"_L1, TEXT("resumed")},
    Wording{"paused"_L1, TEXT("paused[ in {stage}]")},
    Wording{"cancelled"_L1, TEXT("cancelled")},
    Wording{"settings-changed"_L1, TEXT("settings changed[: {changes}]")},
    Wording{"control"_L1, TEXT("asked to {control}")},
    Wording{"approved"_L1, TEXT("approved[: {comment}]")},
    Wording{"session-cancel-asked"_L1,
            TEXT("asked to cancel the statement of session {session}[ ({application})][: {reason}]")},
    Wording{"session-end-asked"_L1, TEXT("asked to end session {session}[ ({application})][: {reason}]")},
    Wording{"stage-started"_L1, TEXT("{stage} began")},
    Wording{"stage-done"_L1, TEXT("{stage} done")},
    Wording{"step-started"_L1, TEXT("step {step} began")},
    Wording{"step-done"_L1, TEXT("step {step} done[ in {took}]")},
    Wording{"step-failed"_L1, TEXT("step {step} failed[: {what}]")},
    Wording{"step-undone"_L1, TEXT("step {step} undone")},
    Wording{"step-refused"_L1, TEXT("step {step} refused[: {what}]")},
    Wording{"step-retry"_L1, TEXT("step {step} got no lock[; {blocker} has it][ (attempt {attempt})]")},
    Wording{"retry"_L1, TEXT("step {step} got no lock[; {blocker} has it][ (attempt {attempt})]")},
    Wording{"dual-write-restored"_L1,
            TEXT("dual-write triggers put back: a run was killed in step {step} after it had removed them")},
    Wording{"undo-started"_L1, TEXT("undo of step {step} began")},
    Wording{"run-ended"_L1, TEXT("run ended[: {state}]")},
    Wording{"gate-open"_L1, TEXT("gate to {gate} is open")},
    Wording{"gate-refused"_L1, TEXT("gate to {gate} refused[: {closed}]")},
    Wording{"held"_L1, TEXT("backfill holds[: {reason}]")},
    Wording{"released"_L1, TEXT("backfill goes on")},
    Wording{"note"_L1, TEXT("note: {text}")},
    Wording{"done"_L1, TEXT("migration done")},
    Wording{"rolled-back"_L1, TEXT("rolled back[ to {to}]")},
};

#undef TEXT

QString withoutStop(const QString &sentence)
{
    return sentence.endsWith(u'.') ? sentence.chopped(1) : sentence;
}

QString closedConditions(const QJsonObject &data)
{
    const QJsonObject verdicts = data.value("verdicts"_L1).toObject();
    QStringList closed;
    for (auto verdict = verdicts.begin(); verdict != verdicts.end(); ++verdict) {
        if (verdict.value().toString() != "open"_L1)
            closed << verdict.key();
    }
    return closed.join(", "_L1);
}

QMap<QString, QString> eventFacts(const QJsonObject &data)
{
    auto facts = factsFrom(data);
    for (const QString &name : {u"stage"_s, u"gate"_s, u"through"_s, u"to"_s}) {
        if (const auto known = stageNamed(facts.value(name)))
            facts.insert(name, stage(*known));
    }
    if (data.contains("error"_L1)) {
        const Error error = errorFromJson(data.value("error"_L1).toObject());
        facts.insert(error.facts);
        facts.insert(u"what"_s, withoutStop(sentences::error(error).what));
    }
    if (const auto known = stateNamed(facts.value(u"state"_s)))
        facts.insert(u"state"_s, state(*known).toLower());
    if (const QString closed = closedConditions(data); !closed.isEmpty())
        facts.insert(u"closed"_s, closed);
    if (data.contains("took_ms"_L1))
        facts.insert(u"took"_s, duration(data.value("took_ms"_L1).toInteger()));
    return facts;
}

QString fallback(const QString &kind, const QJsonObject &data)
{
    const QString words = QString(kind).replace(u'-', u' ');
    const QString step = data.value("step"_L1).toString();
    return step.isEmpty() ? words : words + u' ' + step;
}

QStringList newColumns(const Plan &plan)
{
    QStringList names;
    for (const auto &assignment : plan.dualWrite ? plan.dualWrite->up : QList<Assignment>())
        names << assignment.column;
    return names;
}

QStringList stepNames(const QList<Step> &steps)
{
    QStringList names;
    for (const Step &step : steps)
        names << step.id;
    return names;
}

} // namespace

QString event(const Event &event)
{
    for (const auto &[kind, text] : entries) {
        if (kind == event.kind)
            return filled(QCoreApplication::translate("events", text), eventFacts(event.data));
    }
    return fallback(event.kind, event.data);
}

QString effect(const Plan &plan, Stage stage)
{
    const QStringList steps = stepNames(plan.stepsOf(stage));
    const QString title = sentences::stage(stage);
    if (stage == Stage::Classify)
        return QCoreApplication::translate("events", "%1: check target, privileges and tables").arg(title);
    if (stage == Stage::Verify)
        return QCoreApplication::translate("events", "%1: watch for %2")
            .arg(title, duration(plan.watch.count()));
    if (stage == Stage::Backfill && plan.dualWrite)
        return QCoreApplication::translate("events", "%1: keep and fill %2 of %3")
            .arg(title, newColumns(plan).join(", "_L1), plan.dualWrite->table.display());
    if (const QStringList dropped = droppedBy(plan, stage); !dropped.isEmpty())
        return QCoreApplication::translate("events", "%1: drop %2").arg(title, dropped.join(", "_L1));
    if (steps.isEmpty())
        return QCoreApplication::translate("events", "%1: nothing to do").arg(title);
    return u"%1: %2"_s.arg(title, steps.join(", "_L1));
}

} // namespace lockkeeper::sentences
