// SPDX-FileCopyrightText: 2026 Lockkeeper contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/ctl/report.h"

#include "app/ctl/console.h"
#include "core/text/numbers.h"
#include "core/text/sentences.h"

#include <QDateTime>
#include <QJsonDocument>

#include <algorithm>

namespace lockkeeper::ctl {

using namespace Qt::StringLiterals;

namespace {

constexpr qsizetype widestQuestion = 60;
constexpr qsizetype eventsShown = 5;

/// A glyph never stands alone: colour and shape repeat what the word beside it says.
struct Mark
{
    QString glyph;
    Tone tone;
};

Mark markOf(Verdict verdict)
{
    switch (verdict) {
    case Verdict::Open:
        return {u"✓"_s, Tone::Good};
    case Verdict::Blocked:
        return {u"✗"_s, Tone::Bad};
    case Verdict::Inconclusive:
        return {u"?"_s, Tone::Warning};
    case Verdict::Stale:
        return {u"⌛"_s, Tone::Warning};
    }
    return {};
}

Mark markOf(StageState state)
{
    switch (state) {
    case StageState::Done:
        return {u"✓"_s, Tone::Good};
    case StageState::Failed:
        return {u"✗"_s, Tone::Bad};
    case StageState::Running:
        return {u"▶"_s, Tone::Good};
    case StageState::Paused:
    case StageState::Held:
    case StageState::WaitingForGate:
        return {u"‖"_s, Tone::Warning};
    case StageState::RolledBack:
        return {u"↩"_s, Tone::Faint};
    default:
        return {u"·"_s, Tone::Faint};
    }
}

Mark markOf(StepState state)
{
    switch (state) {
    case StepState::Done:
        return {u"✓"_s, Tone::Good};
    case StepState::Failed:
        return {u"✗"_s, Tone::Bad};
    case StepState::Running:
        return {u"▶"_s, Tone::Good};
    case StepState::Undone:
        return {u"↩"_s, Tone::Faint};
    default:
        return {u"·"_s, Tone::Faint};
    }
}

QString marked(const Mark &mark, const QString &word, const Console &console)
{
    return console.painted(mark.tone, mark.glyph + u' ' + word);
}

/// How wide a cell is on the screen: colours take no room.
qsizetype shownWidth(const QString &cell)
{
    qsizetype width = 0;
    bool escape = false;
    for (const QChar c : cell) {
        escape = escape || c == u'\x1b';
        width += escape ? 0 : 1;
        escape = escape && c != u'm';
    }
    return width;
}

QString shortened(const QString &text)
{
    return text.size() > widestQuestion ? text.left(widestQuestion - 1) + u'…' : text;
}

QString age(const VerdictRecord &verdict, qint64 now)
{
    return verdict.checkedAt == 0 ? QString() : u"%1 ago"_s.arg(sentences::duration(now - verdict.checkedAt));
}

QString stageRow(const MigrationSnapshot &snapshot, const StageSnapshot &stage)
{
    if (stage.startedAt == 0)
        return {};
    const qint64 end = stage.finishedAt > 0 ? stage.finishedAt : snapshot.takenAt;
    return sentences::duration(end - stage.startedAt);
}

QString stagesReport(const MigrationSnapshot &snapshot, const Console &console)
{
    QList<QStringList> rows;
    for (const StageSnapshot &stage : snapshot.stages) {
        const QString steps =
            stage.steps == 0 ? QString() : u"%1 of %2 steps"_s.arg(stage.stepsDone).arg(stage.steps);
        rows << QStringList{sentences::stage(stage.stage),
                            marked(markOf(stage.state), sentences::state(stage.state), console), steps,
                            stageRow(snapshot, stage)};
    }
    return columns(rows, u"  "_s);
}

QString stepsReport(const MigrationSnapshot &snapshot, const Console &console)
{
    QList<QStringList> rows;
    for (const auto &[step, record] : snapshot.steps) {
        if (step.stage != snapshot.record.stage)
            continue;
        const QString failed =
            record.error.isEmpty() ? QString() : sentences::error(errorFromJson(record.error)).what;
        rows << QStringList{step.id, marked(markOf(record.state), sentences::state(record.state), console),
                            failed};
    }
    return rows.isEmpty()
               ? QString()
               : u"\n\nSteps of %1\n"_s.arg(sentences::stage(snapshot.record.stage)) + columns(rows, u"  "_s);
}

QString fillsReport(const MigrationSnapshot &snapshot)
{
    QString text;
    for (const FillSnapshot &fill : snapshot.fills)
        text += u"\n  "_s + fillReport(fill);
    return text.isEmpty() ? text : u"\n\nBackfill"_s + text;
}

QString eventsReport(const MigrationSnapshot &snapshot)
{
    QList<QStringList> rows;
    for (const Event &event : snapshot.events.last(std::min(eventsShown, snapshot.events.size()))) {
        const auto at = QDateTime::fromMSecsSinceEpoch(event.at).toString(u"yyyy-MM-dd HH:mm:ss"_s);
        rows << QStringList{at, event.actor, sentences::event(event)};
    }
    return rows.isEmpty() ? QString() : u"\n\nLast events\n"_s + columns(rows, u"  "_s);
}

QString reasonReport(const MigrationSnapshot &snapshot)
{
    if (snapshot.record.reason.isEmpty())
        return {};
    const auto json = QJsonDocument::fromJson(snapshot.record.reason.toUtf8()).object();
    return json.isEmpty() ? QString() : u"\nreason  "_s + sentences::line(errorFromJson(json));
}

} // namespace

QString columns(const QList<QStringList> &rows, const QString &indent)
{
    QList<qsizetype> widths;
    for (const QStringList &row : rows) {
        widths.resize(std::max(widths.size(), row.size()));
        for (qsizetype i = 0; i < row.size(); ++i)
            widths[i] = std::max(widths[i], shownWidth(row[i]));
    }
    QStringList lines;
    for (const QStringList &row : rows) {
        QString line = indent;
        for (qsizetype i = 0; i < row.size(); ++i)
            line += row[i] + QString(widths[i] - shownWidth(row[i]) + 2, u' ');
        while (line.endsWith(u' '))
            line.chop(1);
        lines << line;
    }
    return lines.join(u'\n');
}

QString gateReport(const MigrationSnapshot &snapshot, Stage gate, const Console &console)
{
    const auto conditions = snapshot.gate(gate);
    const auto open = std::ranges::count_if(
        conditions, [](const ConditionSnapshot &c) { return c.verdict.verdict == Verdict::Open; });
    const bool isOpen = open == conditions.size();
    const QString verdict =
        isOpen ? console.painted(Tone::Good, u"open"_s) : console.painted(Tone::Bad, u"closed"_s);
    QString text = u"Gate to %1: %2"_s.arg(sentences::stage(gate), verdict);
    if (conditions.isEmpty())
        return text + u", it asks for nothing"_s;
    text += u", %1 of %2 conditions open\n"_s.arg(open).arg(conditions.size());
    QList<QStringList> rows;
    for (const ConditionSnapshot &condition : conditions) {
        const Verdict answer = condition.verdict.verdict;
        rows << QStringList{marked(markOf(answer), sentences::verdict(answer), console),
                            shortened(sentences::question(condition.condition)),
                            sentences::evidence(condition),
                            console.painted(Tone::Faint, age(condition.verdict, snapshot.takenAt))};
    }
    return text + columns(rows, u"  "_s);
}

QString statusReport(const MigrationSnapshot &snapshot, const Console &console)
{
    const MigrationRecord &record = snapshot.record;
    QString text = console.painted(Tone::Strong, record.title) + u" ("_s + record.id + u")\n"_s;
    text += u"state   %1 in %2\n"_s.arg(sentences::state(record.state), sentences::stage(record.stage));
    text += u"helm    %1"_s.arg(snapshot.helmHolder.isEmpty() ? u"nobody"_s : snapshot.helmHolder);
    text +=
        reasonReport(snapshot) + u"\n\n"_s + stagesReport(snapshot, console) + stepsReport(snapshot, console);
    text += fillsReport(snapshot);
    for (const Stage gate : allStages) {
        if (gate >= record.stage && !snapshot.gate(gate).isEmpty())
            text += u"\n\n"_s + gateReport(snapshot, gate, console);
    }
    return text + eventsReport(snapshot);
}

QString listReport(const QList<MigrationRecord> &records)
{
    QList<QStringList> rows{{u"migration"_s, u"stage"_s, u"state"_s, u"title"_s}};
    for (const MigrationRecord &record : records)
        rows << QStringList{record.id, sentences::stage(record.stage), sentences::state(record.state),
                            record.title};
    return columns(rows);
}

QString fillReport(const FillSnapshot &fill)
{
    const int percent = static_cast<int>(fill.fraction() * 100);
    QString text = u"%1  %2 %  %3 of about %4, batches of %5"_s.arg(
        fill.step, QString::number(percent), sentences::number(fill.rowsSeen),
        sentences::rows(fill.rowsExpected), sentences::number(qint64(fill.batchSize)));
    if (fill.state == FillState::Done)
        text = u"%1  100 %  %2, %3 changed"_s.arg(fill.step, sentences::rows(fill.rowsSeen),
                                                  sentences::number(fill.rowsChanged));
    if (fill.state == FillState::Held)
        text += u", holds: "_s + sentences::holdReason(fill.holdReason);
    return text;
}

} // namespace lockkeeper::ctl
