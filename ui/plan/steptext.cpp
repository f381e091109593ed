// SPDX-FileCopyrightText: 2026 Lockkeeper contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/plan/steptext.h"

#include "core/text/sentences.h"

#include <QCoreApplication>

namespace lockkeeper {

namespace {

using namespace Qt::StringLiterals;

struct StepText
{
    Q_DECLARE_TR_FUNCTIONS(lockkeeper::StepText)
};

QString joined(const QStringList &statements) { return statements.join(";\n"_L1); }

QString fillText(const FillAction &fill)
{
    QStringList lines{StepText::tr("Fills %1 in batches:").arg(fill.table.display())};
    for (const Assignment &assignment : fill.set)
        lines << u"    %1 = %2"_s.arg(assignment.column, assignment.expression);
    if (!fill.where.isEmpty())
        lines << StepText::tr("where %1").arg(fill.where);
    lines << StepText::tr("%1 to %2 rows a batch, %3 ms each; workers: %4")
                 .arg(fill.batch.smallest)
                 .arg(fill.batch.largest)
                 .arg(fill.batch.targetTime.count())
                 .arg(fill.batch.workers);
    return lines.join(u'\n');
}

struct ActionText
{
    QString operator()(const SqlAction &action) const { return joined(action.statements); }
    QString operator()(const DualWriteAction &) const
    {
        return StepText::tr("Installs the dual-write triggers: both shapes are kept in step from here on.");
    }
    QString operator()(const FillAction &action) const { return fillText(action); }
    QString operator()(const FlagAction &action) const
    {
        return StepText::tr("Moves %1 to %2 percent, then lets it soak for %3:")
                   .arg(action.flag)
                   .arg(action.percent)
                   .arg(sentences::duration(action.soak.count()))
               + u"\n\n"_s + action.sql;
    }
    QString operator()(const RemoveDualWriteAction &) const
    {
        return StepText::tr("Takes the dual-write triggers away.");
    }
};

struct OwnUndo
{
    QString operator()(const SqlAction &) const { return StepText::tr("The plan names no undo."); }
    QString operator()(const DualWriteAction &) const
    {
        return StepText::tr("Takes the triggers away again.");
    }
    QString operator()(const FillAction &) const
    {
        return StepText::tr("Needs none: the filled columns go with the step that added them.");
    }
    QString operator()(const FlagAction &action) const
    {
        return StepText::tr("Moves %1 back to %2 percent.").arg(action.flag).arg(action.percentBefore);
    }
    QString operator()(const RemoveDualWriteAction &) const
    {
        return StepText::tr("Installs the triggers again.");
    }
};

} // namespace

QString statementsText(const Step &step)
{
    if (const auto *sql = std::get_if<SqlAction>(&step.action))
        return sql->statements.isEmpty() ? QString() : joined(sql->statements) + ";\n"_L1;
    if (const auto *flag = std::get_if<FlagAction>(&step.action))
        return flag->sql.isEmpty() ? QString() : flag->sql + ";\n"_L1;
    return {};
}

QString stepText(const Step &step) { return std::visit(ActionText(), step.action); }

QString undoText(const Step &step)
{
    if (!step.irreversible.isEmpty())
        return StepText::tr("Cannot be undone: %1").arg(step.irreversible);
    return step.undo.isEmpty() ? std::visit(OwnUndo(), step.action) : joined(step.undo);
}

QString durationText(const StepRecord &record, qint64 now)
{
    if (record.startedAt == 0)
        return {};
    const qint64 end = record.finishedAt != 0 ? record.finishedAt : now;
    return sentences::duration(qMax<qint64>(0, end - record.startedAt));
}

} // namespace lockkeeper
