// SPDX-FileCopyrightText: 2026 Lockkeeper contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/plan/stepfacts.h"

#include "core/text/sentences.h"

#include <QCoreApplication>
#include <QDateTime>

namespace lockkeeper {

namespace {

using namespace Qt::StringLiterals;

struct StepFacts
{
    Q_DECLARE_TR_FUNCTIONS(lockkeeper::StepFacts)
};

QString waitersText(KeepsWaiting whom)
{
    switch (whom) {
    case KeepsWaiting::Nobody:
        return StepFacts::tr("Nobody waits for it.");
    case KeepsWaiting::SchemaChanges:
        return StepFacts::tr("Other schema changes wait for it.");
    case KeepsWaiting::Writes:
        return StepFacts::tr("Writes wait for it.");
    case KeepsWaiting::ReadsAndWrites:
        return StepFacts::tr("Reads and writes wait for it.");
    }
    return {};
}

template<typename Lock>
QStringList lockLines(const QList<Lock> &locks)
{
    QStringList lines;
    for (const Lock &lock : locks)
        //: a lock's mode and its table: "ACCESS EXCLUSIVE on public.users"
        lines << StepFacts::tr("%1 on %2").arg(lock.mode, lock.relation);
    return lines;
}

void addNames(QStringList &lines, const QString &sentence, const QStringList &names)
{
    if (!names.isEmpty())
        lines << sentence.arg(names.join(", "_L1));
}

} // namespace

QString expectedText(const ExpectedEffects &expected)
{
    QStringList lines = lockLines(expected.locks);
    if (!expected.algorithm.isEmpty())
        lines << StepFacts::tr("Algorithm %1").arg(expected.algorithm);
    lines << waitersText(expected.keepsWaiting);
    if (expected.isLong)
        lines << StepFacts::tr("It is held longer the larger the table is.");
    addNames(lines, StepFacts::tr("Writes anew: %1"), expected.rewrites);
    addNames(lines, StepFacts::tr("Reads from end to end: %1"), expected.scans);
    addNames(lines, StepFacts::tr("Builds an index on: %1"), expected.indexBuilds);
    if (!expected.isCertain)
        lines << StepFacts::tr("Not certain: it depends on the table as it is.");
    return lines.join(u'\n');
}

QString observedText(const StepRecord &record)
{
    const auto seen = record.observation();
    if (!seen)
        return {};
    QStringList lines = lockLines(seen->locks);
    lines << StepFacts::tr("The statements took %1, waiting included.")
                 .arg(sentences::duration(seen->took.count()));
    return lines.join(u'\n');
}

QString attemptsText(const QList<Event> &events, const QString &step)
{
    QStringList lines;
    for (const Event &event : events) {
        if (event.data.value("step"_L1).toString() != step)
            continue;
        const QString at = QDateTime::fromMSecsSinceEpoch(event.at).toString(u"HH:mm:ss"_s);
        lines << u"%1  %2"_s.arg(at, sentences::event(event));
    }
    return lines.join(u'\n');
}

} // namespace lockkeeper
