// SPDX-FileCopyrightText: 2026 Lockkeeper contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/engine/sqlite/sqlitedualwrite.h"

#include "core/engine/sqlite/keysql.h"
#include "core/engine/sqlite/sqlitesession.h"
#include "core/engine/sqlite/triggersql.h"

namespace lockkeeper {

using namespace Qt::StringLiterals;

namespace {

constexpr int sampleRows = 1000;
constexpr qsizetype mostExamples = 10;

} // namespace

QStringList SqliteDualWrite::install(const DualWrite &dualWrite) const
{
    const SqliteTriggerSql sql(dualWrite);
    return remove(dualWrite) << sql.createInsert() << sql.createUpdate();
}

QStringList SqliteDualWrite::remove(const DualWrite &dualWrite) const
{
    const SqliteTriggerSql sql(dualWrite);
    return {u"DROP TRIGGER IF EXISTS "_s + sqliteQuoted(sql.insertName()),
            u"DROP TRIGGER IF EXISTS "_s + sqliteQuoted(sql.updateName())};
}

Result<bool> SqliteDualWrite::isInstalled(const DualWrite &dualWrite)
{
    const SqliteTriggerSql sql(dualWrite);
    const auto count =
        m_session.query({u"SELECT count(*) FROM sqlite_master WHERE type = 'trigger' "
                         "AND tbl_name = :table COLLATE NOCASE AND name IN (:insert, :update)"_s,
                         {{u"table"_s, dualWrite.table.name.name},
                          {u"insert"_s, sql.insertName()},
                          {u"update"_s, sql.updateName()}}});
    LOCKKEEPER_TRY(count);
    return count->scalar().toInt() == 2;
}

// SQLite looks at a trigger's body when it first fires; so the expressions are compiled here, over real rows.
Status SqliteDualWrite::tryOut(const DualWrite &dualWrite)
{
    QStringList expressions;
    for (const Assignment &set : dualWrite.up + dualWrite.down)
        expressions << u"count(%1\n)"_s.arg(set.expression);
    LOCKKEEPER_TRY(m_session.query(u"SELECT %1 FROM (SELECT * FROM %2 LIMIT %3) AS %2"_s.arg(
        expressions.join(", "_L1), sqliteQuoted(dualWrite.table.name.name), QString::number(sampleRows))));
    return {};
}

Result<Comparison> SqliteDualWrite::compare(const DualWrite &dualWrite, const Key &key,
                                            const std::optional<KeyValue> &after, int size)
{
    const SqliteKeySql keySql(key);
    QVariantMap values{{u"size"_s, size}};
    if (after)
        SqliteKeySql::bind(values, "after"_L1, *after);
    // One statement, so that both shapes of every row are of one moment.
    const auto rows = m_session.query(
        {u"SELECT %1, %2 FROM %3 %4 ORDER BY %1 LIMIT :size"_s.arg(
             keySql.columns(), SqliteTriggerSql(dualWrite).isRight(), sqliteQuoted(dualWrite.table.name.name),
             after ? "WHERE "_L1 + keySql.compared(">"_L1, "after"_L1) : QString()),
         values});
    LOCKKEEPER_TRY(rows);

    Comparison comparison{.last = {}, .seen = rows->size(), .different = 0, .examples = {}};
    for (const auto &row : rows->rows) {
        if (row.last().toBool())
            continue;
        ++comparison.different;
        if (comparison.examples.size() < mostExamples)
            comparison.examples << keySql.value(row);
    }
    if (!rows->isEmpty())
        comparison.last = keySql.value(rows->rows.last());
    return comparison;
}

} // namespace lockkeeper
