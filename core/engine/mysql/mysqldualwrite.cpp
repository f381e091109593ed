// SPDX-FileCopyrightText: 2026 Lockkeeper contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/engine/mysql/mysqldualwrite.h"

#include "core/engine/mysql/columnsql.h"
#include "core/engine/mysql/keysql.h"
#include "core/engine/mysql/mysqlsession.h"
#include "core/engine/mysql/triggersql.h"

#include <algorithm>

namespace lockkeeper {

using namespace Qt::StringLiterals;

namespace {

constexpr int mostExamples = 10;

// ON DELETE CASCADE takes the row along, and nothing has to be kept in step.
const QString cascadesSql = uR"(
SELECT r.CONSTRAINT_NAME AS name, k.COLUMN_NAME AS column_name, r.UPDATE_RULE AS on_update, r.DELETE_RULE AS on_delete
FROM information_schema.REFERENTIAL_CONSTRAINTS r
JOIN information_schema.KEY_COLUMN_USAGE k
  ON k.CONSTRAINT_SCHEMA = r.CONSTRAINT_SCHEMA AND k.CONSTRAINT_NAME = r.CONSTRAINT_NAME
     AND k.TABLE_NAME = r.TABLE_NAME
WHERE r.CONSTRAINT_SCHEMA = COALESCE(:schema, DATABASE()) AND r.TABLE_NAME = :name
  AND (r.UPDATE_RULE IN ('CASCADE', 'SET NULL', 'SET DEFAULT') OR r.DELETE_RULE IN ('SET NULL', 'SET DEFAULT')))"_s;

const QString installedSql = uR"(
SELECT COUNT(*) FROM information_schema.TRIGGERS
WHERE EVENT_OBJECT_SCHEMA = COALESCE(:schema, DATABASE()) AND EVENT_OBJECT_TABLE = :name
  AND ACTION_TIMING = 'BEFORE' AND TRIGGER_NAME IN (:on_insert, :on_update))"_s;

QString counted(const QList<Assignment> &assignments)
{
    QStringList counts;
    counts.reserve(assignments.size());
    for (const Assignment &assignment : assignments)
        counts << "COUNT"_L1 + inBrackets(assignment.expression);
    return counts.join(", "_L1);
}

/// The table's columns with those that @p assignments set computed from the others, under the same names.
QString mappedColumns(const DualWrite &dualWrite, const QList<Assignment> &assignments)
{
    QStringList columns;
    columns.reserve(dualWrite.table.columns.size());
    for (const Column &column : dualWrite.table.columns) {
        const auto set = std::ranges::find(assignments, column.name, &Assignment::column);
        const QString name = MySqlDialect().quoted(column.name);
        columns << (set == assignments.cend() ? name : inBrackets(set->expression)) + " AS "_L1 + name;
    }
    return columns.join(", "_L1);
}

} // namespace

QStringList MySqlDualWrite::install(const DualWrite &dualWrite) const
{
    return MySqlTriggerSql(dualWrite).install();
}

QStringList MySqlDualWrite::remove(const DualWrite &dualWrite) const
{
    return MySqlTriggerSql(dualWrite).remove();
}

Result<bool> MySqlDualWrite::isInstalled(const DualWrite &dualWrite)
{
    const QStringList names = MySqlTriggerSql(dualWrite).triggerNames();
    QVariantMap values = tableValues(dualWrite.table.name);
    values.insert(u"on_insert"_s, names[0]);
    values.insert(u"on_update"_s, names[1]);
    return m_session.query({installedSql, values}).transform([](const Rows &rows) {
        return rows.scalar().toInt() == 2;
    });
}

Status MySqlDualWrite::tryOut(const DualWrite &dualWrite)
{
    LOCKKEEPER_TRY(refuseGenerated(dualWrite));
    LOCKKEEPER_TRY(refuseCascades(dualWrite));
    return tryExpressions(dualWrite);
}

Status MySqlDualWrite::refuseGenerated(const DualWrite &dualWrite) const
{
    const auto all = dualWrite.up + dualWrite.down;
    for (const Assignment &assignment : all) {
        const Column *column = dualWrite.table.column(assignment.column);
        if (column && column->generated)
            return failure(
                Errc::StatementFailed, {},
                u"%1.%2 is a generated column: the server computes it, and nobody can write to it"_s.arg(
                    dualWrite.table.name.display(), column->name));
    }
    return {};
}

Status MySqlDualWrite::refuseCascades(const DualWrite &dualWrite)
{
    const auto rows = m_session.query({cascadesSql, tableValues(dualWrite.table.name)});
    LOCKKEEPER_TRY(rows);
    const QStringList watched = MySqlTriggerSql(dualWrite).watched();
    for (qsizetype row = 0; row < rows->size(); ++row) {
        const QString column = rows->at(row, u"column_name").toString();
        if (!watched.contains(column, Qt::CaseInsensitive))
            continue;
        return failure(
            Errc::StatementFailed, {},
            u"the foreign key %1 changes %2.%3 by itself (ON UPDATE %4, ON DELETE %5), and no trigger fires for that: "
            "both shapes can't be kept in step; make it RESTRICT first, and change the rows in the application"_s
                .arg(rows->at(row, u"name").toString(), dualWrite.table.name.display(), column,
                     rows->at(row, u"on_update").toString(), rows->at(row, u"on_delete").toString()));
    }
    return {};
}

// `down` is tried twice: on what `up` makes of the rows, and on the rows as they are, where the new columns are
// mostly still NULL.
Status MySqlDualWrite::tryExpressions(const DualWrite &dualWrite)
{
    const QString name = m_session.dialect().quoted(dualWrite.table.name.name);
    const QString sample = " FROM (SELECT * FROM "_L1 + m_session.dialect().quoted(dualWrite.table.name)
                           + " LIMIT 1000) AS "_L1 + name;
    auto transaction = Transaction::beginReadOnly(m_session);
    LOCKKEEPER_TRY(transaction);
    LOCKKEEPER_TRY(m_session.setStatementTimeout(std::chrono::seconds(10)));
    LOCKKEEPER_TRY(m_session.query("SELECT "_L1 + counted(dualWrite.up) + sample));
    if (!dualWrite.down.isEmpty()) {
        const QString down = "SELECT "_L1 + counted(dualWrite.down);
        LOCKKEEPER_TRY(m_session.query(down + sample));
        LOCKKEEPER_TRY(m_session.query(down + " FROM (SELECT "_L1 + mappedColumns(dualWrite, dualWrite.up)
                                       + sample + ") AS "_L1 + name));
    }
    return transaction->commit();
}

// Both shapes are read from the same row version, so writes meanwhile can't make a difference that isn't there.
Result<Comparison> MySqlDualWrite::compare(const DualWrite &dualWrite, const Key &key,
                                           const std::optional<KeyValue> &after, int size)
{
    const MySqlKeySql keySql(key);
    const QString from = " FROM "_L1 + m_session.dialect().quoted(dualWrite.table.name) + keySql.forced();
    QString wrong = differsSql(dualWrite.table, dualWrite.up, {});
    if (!dualWrite.down.isEmpty())
        wrong += " AND "_L1 + differsSql(dualWrite.table, dualWrite.down, {});
    QVariantMap values;
    const QString behind = " WHERE "_L1 + keySql.range(after, std::nullopt, &values);
    const auto end = m_session.query({"SELECT "_L1 + keySql.selected() + from + behind + " ORDER BY "_L1
                                          + keySql.ascending() + u" LIMIT 1 OFFSET %1"_s.arg(size - 1),
                                      values});
    LOCKKEEPER_TRY(end);
    Comparison found;
    if (!end->isEmpty())
        found.last = keySql.read(*end, 0);
    const QString chunk = " WHERE "_L1 + keySql.range(after, found.last, &values);
    const auto counts = m_session.query(
        {"SELECT COUNT(*) AS seen, COALESCE(SUM("_L1 + wrong + "), 0) AS differing"_L1 + from + chunk,
         values});
    LOCKKEEPER_TRY(counts);
    found.seen = counts->at(0, u"seen").toLongLong();
    found.different = counts->at(0, u"differing").toLongLong();
    if (found.different == 0)
        return found;
    const auto examples =
        m_session.query({"SELECT "_L1 + keySql.selected() + from + chunk + " AND "_L1 + wrong
                             + " ORDER BY "_L1 + keySql.ascending() + u" LIMIT %1"_s.arg(mostExamples),
                         values});
    LOCKKEEPER_TRY(examples);
    for (qsizetype row = 0; row < examples->size(); ++row)
        found.examples << keySql.read(*examples, row);
    return found;
}

} // namespace lockkeeper
