// SPDX-FileCopyrightText: 2026 Lockkeeper contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/recipes/plantext.h"

#include "core/recipes/yamltext.h"

namespace lockkeeper {

using namespace Qt::StringLiterals;

namespace {

/// Writes the parts in the order they run.
class PlanText
{
public:
    PlanText(const RecipePlan &plan, const RecipeInput &input) : m_plan(plan), m_input(input) {}

    QByteArray write()
    {
        writeHead();
        writeSteps(u"expand"_s, m_plan.expand);
        writeBackfill();
        writeFlip();
        writeContract();
        writeVerify();
        return m_yaml.text().toUtf8();
    }

private:
    void writeHead()
    {
        for (const QString &note : m_plan.notes)
            m_yaml.comment(0, note);
        m_yaml.line(0, u"lockkeeper: 1"_s).entry(0, u"title"_s, m_plan.title);
        m_yaml.line(0, u"target: {engine: %1, server_version: \">=%2\", environment: %3}"_s.arg(
                           m_input.engine, m_input.oldestVersion, m_input.text(u"environment"_s)));
        m_yaml.line(0, u"change:"_s);
        for (const auto &[key, values] : m_plan.change) {
            QStringList written;
            for (const QString &value : values)
                written << YamlText::scalar(value);
            m_yaml.line(1,
                        key + u": "_s
                            + (written.size() == 1 ? written.first() : u'[' + written.join(", "_L1) + u']'));
        }
    }

    void writeSteps(const QString &stage, const QList<RecipeStep> &steps)
    {
        if (steps.isEmpty())
            return;
        m_yaml.gap().line(0, stage + u':').line(1, u"steps:"_s);
        for (const RecipeStep &step : steps)
            writeStep(step);
    }

    void writeStep(const RecipeStep &step)
    {
        m_yaml.comment(2, step.comment).entry(2, u"- id"_s, step.id).entries(3, u"sql"_s, step.ddl.sql);
        if (step.irreversible.isEmpty())
            m_yaml.entries(3, u"undo"_s, step.ddl.undo);
        if (!step.ddl.doneWhen.isEmpty())
            m_yaml.entry(3, u"done_when"_s, step.ddl.doneWhen);
        if (!step.irreversible.isEmpty())
            m_yaml.entry(3, u"irreversible"_s, step.irreversible);
    }

    void writeBackfill()
    {
        if (!m_plan.dualWrite && m_plan.fills.isEmpty())
            return;
        m_yaml.gap().line(0, u"backfill:"_s);
        if (m_plan.dualWrite)
            writeDualWrite(*m_plan.dualWrite);
        if (m_plan.fills.isEmpty())
            return;
        m_yaml.line(1, u"fills:"_s);
        for (const RecipeFill &fill : m_plan.fills)
            writeFill(fill);
    }

    void writeDualWrite(const RecipeDualWrite &dualWrite)
    {
        m_yaml.comment(1, dualWrite.comment).line(1, u"dual_write:"_s);
        m_yaml.entry(2, u"table"_s, m_input.tableText());
        writeAssignments(2, u"up"_s, dualWrite.up);
        writeAssignments(2, u"down"_s, dualWrite.down);
        m_yaml.line(2, u"on_conflict: "_s
                           + (dualWrite.onConflict == ConflictPolicy::OldWins   ? u"old-wins"_s
                              : dualWrite.onConflict == ConflictPolicy::NewWins ? u"new-wins"_s
                                                                                : u"error"_s));
    }

    void writeAssignments(int depth, const QString &key, const QList<Assignment> &assignments)
    {
        if (assignments.isEmpty())
            return;
        m_yaml.line(depth, key + u':');
        for (const Assignment &assignment : assignments)
            m_yaml.entry(depth + 1, YamlText::scalar(assignment.column), assignment.expression);
    }

    void writeFill(const RecipeFill &fill)
    {
        m_yaml.entry(2, u"- id"_s, fill.id).entry(3, u"table"_s, m_input.tableText());
        writeAssignments(3, u"set"_s, fill.set);
        if (!fill.where.isEmpty())
            m_yaml.entry(3, u"where"_s, fill.where);
        if (!fill.withoutDualWrite.isEmpty())
            m_yaml.entry(3, u"without_dual_write"_s, fill.withoutDualWrite);
        m_yaml.line(3, u"batch: {target_time: 80ms, min: 100, max: 20000, workers: 1}"_s);
        m_yaml.line(3, m_input.sql.hasReplicas()
                           ? u"hold_when: {replication_lag: 5s, lock_waiters: 3, oldest_transaction: 10m}"_s
                           : u"hold_when: {lock_waiters: 3, oldest_transaction: 10m}"_s);
    }

    void writeFlip()
    {
        const QString flag = m_input.text(u"flag"_s);
        if (m_plan.flipNote.isEmpty())
            return;
        m_yaml.gap().comment(0, m_plan.flipNote);
        if (flag.isEmpty())
            return;
        m_yaml.line(0, u"flip:"_s).line(1, u"flags:"_s).line(2, u"- id: read-new-shape"_s);
        m_yaml.entry(3, u"set"_s, flag)
            .line(3, u"cohorts: [1, 10, 50, 100]"_s)
            .line(3, u"soak: "_s + m_input.text(u"cohort_soak"_s));
    }

    void writeContract()
    {
        if (m_plan.contract.isEmpty() && !m_plan.dualWrite)
            return;
        m_yaml.gap().comment(0, m_plan.contractNote).line(0, u"contract:"_s).line(1, u"gates:"_s);
        for (const RecipeGate &gate : m_plan.gates)
            writeGate(gate);
        m_yaml.line(2, u"- soak: "_s + m_input.text(u"soak"_s));
        if (m_input.text(u"approvals"_s).toInt() > 0)
            m_yaml.line(2, u"- approvals: "_s + m_input.text(u"approvals"_s));
        if (m_plan.contract.isEmpty())
            return;
        m_yaml.line(1, u"steps:"_s);
        for (const RecipeStep &step : m_plan.contract)
            writeStep(step);
    }

    void writeGate(const RecipeGate &gate)
    {
        m_yaml.comment(2, gate.comment);
        if (gate.query.isEmpty())
            m_yaml.line(2, u"- "_s + gate.kind);
        else
            m_yaml.entry(2, u"- "_s + gate.kind, gate.query).entry(3, u"expect"_s, gate.expect);
    }

    void writeVerify()
    {
        m_yaml.gap().line(0, u"verify:"_s).line(1, u"watch: "_s + m_input.text(u"watch"_s));
        if (m_input.sql.hasReplicas())
            m_yaml.line(1, u"conditions:"_s).line(2, u"- replication-lag: {max: 5s}"_s);
    }

    const RecipePlan &m_plan;
    const RecipeInput &m_input;
    YamlText m_yaml;
};

} // namespace

QByteArray planText(const RecipePlan &plan, const RecipeInput &input)
{
    return PlanText(plan, input).write();
}

} // namespace lockkeeper
