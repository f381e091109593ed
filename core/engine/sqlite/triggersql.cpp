// SPDX-FileCopyrightText: 2026 Lockkeeper contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/engine/sqlite/triggersql.h"

#include "core/engine/sqlite/sqlitedialect.h"
#include "core/sql/tokens.h"

namespace lockkeeper {

using namespace Qt::StringLiterals;

namespace {

constexpr auto fresh = "NEW"_L1;

QString negated(const QString &condition) { return u"NOT (%1)"_s.arg(condition); }
QString allOf(const QStringList &conditions) { return u'(' + conditions.join(") AND ("_L1) + u')'; }
QString anyOf(const QStringList &conditions) { return u'(' + conditions.join(") OR ("_L1) + u')'; }

} // namespace

SqliteTriggerSql::SqliteTriggerSql(const DualWrite &dualWrite)
    : m_dualWrite(dualWrite), m_newColumns(dualWrite.newColumns())
{
    for (const Column &column : dualWrite.table.columns)
        m_columns << column.name;
}

QString SqliteTriggerSql::insertName() const { return u"lockkeeper_%1_insert"_s.arg(m_dualWrite.name); }
QString SqliteTriggerSql::updateName() const { return u"lockkeeper_%1_update"_s.arg(m_dualWrite.name); }
QString SqliteTriggerSql::table() const { return sqliteQuoted(m_dualWrite.table.name.name); }

QString SqliteTriggerSql::column(const QString &name, QLatin1StringView row) const
{
    return row.isEmpty() ? sqliteQuoted(name) : row + u'.' + sqliteQuoted(name);
}

QString SqliteTriggerSql::over(const QString &expression, QLatin1StringView row) const
{
    const QString rowText = row;
    return u'('
           + (row.isEmpty() ? expression
                            : qualified(expression, m_columns, m_dualWrite.table.name.name, rowText,
                                        SqlDialect::SQLite))
           + "\n)"_L1;
}

// BINARY: a change of case is a change, whatever the column's collation.
QString SqliteTriggerSql::follows(const QList<Assignment> &assignments, QLatin1StringView row) const
{
    QStringList conditions;
    for (const Assignment &set : assignments)
        conditions << column(set.column, row) + " IS "_L1 + over(set.expression, row) + " COLLATE BINARY"_L1;
    return conditions.isEmpty() ? u"0"_s : allOf(conditions);
}

QString SqliteTriggerSql::changed(const QStringList &columns) const
{
    QStringList conditions;
    for (const QString &name : columns)
        conditions << u"NEW.%1 IS NOT OLD.%1 COLLATE BINARY"_s.arg(sqliteQuoted(name));
    return conditions.isEmpty() ? u"0"_s : anyOf(conditions);
}

// By an INSERT: another value than what the column gets by itself.
QString SqliteTriggerSql::given(const QStringList &columns) const
{
    QStringList conditions;
    for (const QString &name : columns) {
        const Column *found = m_dualWrite.table.column(name);
        const QString byItself =
            found && !found->defaultExpression.isEmpty() ? found->defaultExpression : u"NULL"_s;
        conditions << u"NEW.%1 IS NOT (%2) COLLATE BINARY"_s.arg(sqliteQuoted(name), byItself);
    }
    return conditions.isEmpty() ? u"0"_s : anyOf(conditions);
}

QString SqliteTriggerSql::allNull(const QStringList &columns) const
{
    QStringList conditions;
    for (const QString &name : columns)
        conditions << column(name, fresh) + " IS NULL"_L1;
    return allOf(conditions);
}

QStringList SqliteTriggerSql::keyColumns() const
{
    const auto &key = m_dualWrite.table.key;
    return key ? key->columns : QStringList{u"rowid"_s};
}

QString SqliteTriggerSql::isRight(QLatin1StringView row) const
{
    return anyOf({follows(m_dualWrite.up, row), follows(m_dualWrite.down, row)});
}

QString SqliteTriggerSql::write(const QList<Assignment> &assignments, const QString &when) const
{
    if (assignments.isEmpty())
        return {};
    QStringList sets;
    for (const Assignment &set : assignments)
        sets << sqliteQuoted(set.column) + " = "_L1 + over(set.expression, fresh);
    QStringList conditions{when};
    for (const QString &name : keyColumns())
        conditions << u"%1 = NEW.%1"_s.arg(sqliteQuoted(name));
    return u"  UPDATE %1 SET %2\n   WHERE %3;\n"_s.arg(table(), sets.join(", "_L1), allOf(conditions));
}

QString SqliteTriggerSql::body(QString up, QString down, const QString &conflict) const
{
    QString refusal;
    switch (m_dualWrite.onConflict) {
    case ConflictPolicy::OldWins:
        up = anyOf({up, conflict});
        break;
    case ConflictPolicy::NewWins:
        down = anyOf({down, conflict});
        break;
    case ConflictPolicy::Error:
        refusal =
            u"  SELECT RAISE(ABORT, 'lockkeeper: this statement writes both shapes of %1, and they disagree')\n"
            "   WHERE %2;\n"_s.arg(QString(m_dualWrite.table.name.name).replace(u'\'', "''"_L1), conflict);
        break;
    }
    return "BEGIN\n"_L1 + write(m_dualWrite.up, up) + write(m_dualWrite.down, down) + refusal + "END"_L1;
}

QString SqliteTriggerSql::createInsert() const
{
    const QString oldGiven = given(m_dualWrite.oldColumns);
    const QString newGiven = given(m_newColumns);
    // What a new version wrote may obey `down` alone; without a word from it, `up` has to hold.
    const QString right =
        anyOf({follows(m_dualWrite.up, fresh), allOf({newGiven, follows(m_dualWrite.down, fresh)})});
    return u"CREATE TRIGGER %1 AFTER INSERT ON %2\nWHEN %3\n%4"_s.arg(
        sqliteQuoted(insertName()), table(), negated(right),
        body(negated(newGiven), allOf({newGiven, negated(oldGiven)}), allOf({newGiven, oldGiven})));
}

QString SqliteTriggerSql::createUpdate() const
{
    const QString oldChanged = changed(m_dualWrite.oldColumns);
    const QString newChanged = changed(m_newColumns);
    const QString byDown = follows(m_dualWrite.down, fresh);
    QStringList watched = m_dualWrite.oldColumns + m_newColumns;
    for (const QString &name : keyColumns()) {
        if (m_columns.contains(name) && !watched.contains(name))
            watched << name;
    }
    // A row whose key moves may jump over the backfill's cursor: it is filled on its way.
    const QString up = allOf(
        {negated(newChanged), anyOf({negated(byDown), allOf({negated(oldChanged), allNull(m_newColumns)})})});
    const QString down = allOf({newChanged, negated(oldChanged), negated(byDown)});
    const QString conflict = allOf({newChanged, oldChanged, negated(byDown)});
    for (QString &name : watched)
        name = sqliteQuoted(name);
    return u"CREATE TRIGGER %1 AFTER UPDATE OF %2 ON %3\nWHEN %4\n%5"_s.arg(
        sqliteQuoted(updateName()), watched.join(", "_L1), table(), negated(follows(m_dualWrite.up, fresh)),
        body(up, down, conflict));
}

} // namespace lockkeeper
