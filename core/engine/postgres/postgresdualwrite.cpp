// SPDX-FileCopyrightText: 2026 Lockkeeper contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/engine/postgres/postgresdualwrite.h"

#include "core/engine/postgres/assignmentsql.h"
#include "core/engine/postgres/keysql.h"
#include "core/engine/postgres/postgressession.h"
#include "core/engine/postgres/triggersql.h"

#include <QJsonArray>
#include <QJsonDocument>

using namespace Qt::StringLiterals;

namespace lockkeeper {

namespace {

/// The table's columns with those that @p assignments set computed from the others, under the same names.
QString mappedColumns(const DualWrite &dualWrite, const QList<Assignment> &assignments,
                      const PostgresDialect &dialect)
{
    QStringList columns;
    for (const Column &column : dualWrite.table.columns) {
        const auto set = std::ranges::find(assignments, column.name, &Assignment::column);
        columns.append(
            (set == assignments.cend() ? dialect.quoted(column.name) : asStored(column, set->expression))
            + u" AS "_s + dialect.quoted(column.name));
    }
    return columns.join(u", "_s);
}

/// count() of a value makes the server compute it.
QString counted(const QList<Assignment> &assignments, const TableInfo &table)
{
    QStringList counts;
    for (const Assignment &assignment : assignments) {
        const Column *column = table.column(assignment.column);
        counts.append(u"count("_s + asStored(column ? *column : Column(), assignment.expression) + u')');
    }
    return counts.join(u", "_s);
}

} // namespace

QStringList PostgresDualWrite::install(const DualWrite &dualWrite) const
{
    return PostgresTriggerSql(dualWrite, m_session.dialect()).install();
}

QStringList PostgresDualWrite::remove(const DualWrite &dualWrite) const
{
    return PostgresTriggerSql(dualWrite, m_session.dialect()).remove();
}

Result<bool> PostgresDualWrite::isInstalled(const DualWrite &dualWrite)
{
    const QStringList names = PostgresTriggerSql(dualWrite, m_session.dialect()).triggerNames();
    const auto rows = m_session.query({u"SELECT count(*) = 2 FROM pg_catalog.pg_trigger"
                                       " WHERE tgrelid = to_regclass(:table) AND tgname IN (:insert, :update)"
                                       " AND tgenabled IN ('O', 'A')"_s,
                                       {{u"table"_s, m_session.dialect().quoted(dualWrite.table.name)},
                                        {u"insert"_s, names[0]},
                                        {u"update"_s, names[1]}}});
    if (!rows)
        return failure(rows.error());
    return rows->scalar().toBool();
}

// `down` is tried twice: on what `up` makes of the rows, and on the rows as they are, where the new columns are
// mostly still NULL.
Status PostgresDualWrite::tryOut(const DualWrite &dualWrite)
{
    const auto &dialect = m_session.dialect();
    const QString rows = dialect.quoted(dualWrite.table.name);
    const QString name = dialect.quoted(dualWrite.table.name.name);
    const QString sample = u" FROM (SELECT * FROM "_s + rows + u" LIMIT 1000) AS "_s + name;
    auto transaction = Transaction::beginReadOnly(m_session);
    if (!transaction)
        return failure(std::move(transaction).error());
    LOCKKEEPER_TRY(m_session.setStatementTimeout(std::chrono::seconds(10)));
    LOCKKEEPER_TRY(m_session.query(Sql(u"SELECT "_s + counted(dualWrite.up, dualWrite.table) + sample)));
    if (!dualWrite.down.isEmpty()) {
        const QString down = u"SELECT "_s + counted(dualWrite.down, dualWrite.table);
        LOCKKEEPER_TRY(m_session.query(Sql(down + sample)));
        LOCKKEEPER_TRY(
            m_session.query(Sql(down + u" FROM (SELECT "_s + mappedColumns(dualWrite, dualWrite.up, dialect)
                                + sample + u") AS "_s + name)));
    }
    return transaction->commit();
}

Result<Comparison> PostgresDualWrite::compare(const DualWrite &dualWrite, const Key &key,
                                              const std::optional<KeyValue> &after, int size)
{
    const auto &dialect = m_session.dialect();
    const PostgresKeySql keySql(key, dialect);
    const QString table = dialect.quoted(dualWrite.table.name);
    QString wrong = differs(dualWrite.table, dualWrite.up, {}, dialect);
    if (!dualWrite.down.isEmpty())
        wrong += u" AND "_s + differs(dualWrite.table, dualWrite.down, {}, dialect);
    QVariantMap values{{u"lockkeeper_size"_s, size}};
    QString lower;
    if (after) {
        keySql.bind(values, u"lockkeeper_after"_s, *after);
        lower = u" WHERE ("_s + keySql.columns() + u") > "_s + keySql.parameters(u"lockkeeper_after"_s);
    }
    // Both shapes are read from the same row version, so writes meanwhile can't make a difference that isn't there.
    const QString text =
        u"WITH lockkeeper_batch AS MATERIALIZED (SELECT "_s + keySql.aliased() + u", ("_s + wrong
        + u") AS lockkeeper_differs FROM "_s + table + lower + u" ORDER BY "_s + keySql.columns()
        + u" LIMIT :lockkeeper_size::bigint)\nSELECT "_s + keySql.textual()
        + u", counts.* FROM"
          " (SELECT count(*) AS seen, count(*) FILTER (WHERE lockkeeper_differs) AS different,"
          " (SELECT json_agg(json_build_array("_s
        + keySql.aliases(u"::text"_s)
        + u")) FROM (SELECT * FROM lockkeeper_batch WHERE lockkeeper_differs ORDER BY "_s + keySql.aliases()
        + u" LIMIT 10) example) AS examples FROM lockkeeper_batch) counts"
          " LEFT JOIN (SELECT * FROM lockkeeper_batch ORDER BY "_s
        + keySql.aliases(u" DESC"_s) + u" LIMIT 1) last ON true"_s;
    const auto rows = m_session.query({text, values});
    if (!rows)
        return failure(rows.error());
    Comparison comparison{.last = keySql.read(*rows, 0),
                          .seen = rows->at(0, u"seen").toLongLong(),
                          .different = rows->at(0, u"different").toLongLong(),
                          .examples = {}};
    const auto examples = QJsonDocument::fromJson(rows->at(0, u"examples").toString().toUtf8());
    for (const auto &example : examples.array())
        comparison.examples.append(example.toArray().toVariantList());
    return comparison;
}

} // namespace lockkeeper
