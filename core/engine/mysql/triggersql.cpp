// SPDX-FileCopyrightText: 2026 Lockkeeper contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/engine/mysql/triggersql.h"

#include "core/base/hash.h"
#include "core/engine/mysql/columnsql.h"
#include "core/sql/tokens.h"

#include <QRegularExpression>

namespace lockkeeper {

using namespace Qt::StringLiterals;

namespace {

constexpr qsizetype longestName = 64; // characters
constexpr qsizetype longestMessage = 128;

QString fitting(const QString &name)
{
    return name.size() <= longestName ? name : name.first(longestName - 9) + u'_' + shortHash(name);
}

} // namespace

QStringList MySqlTriggerSql::triggerNames() const
{
    return {fitting(u"lockkeeper_i_"_s + m_dualWrite.name), fitting(u"lockkeeper_u_"_s + m_dualWrite.name)};
}

QString MySqlTriggerSql::trigger(const QString &name) const
{
    return m_dialect.quoted(TableName{.schema = m_dualWrite.table.name.schema, .name = name});
}

QStringList MySqlTriggerSql::watched() const
{
    QStringList columns = m_dualWrite.oldColumns + m_dualWrite.newColumns();
    if (m_dualWrite.table.key)
        columns += m_dualWrite.table.key->columns;
    columns.removeDuplicates();
    return columns;
}

QStringList MySqlTriggerSql::install() const
{
    const QStringList names = triggerNames();
    QStringList statements = remove();
    statements << create(names[0], u"INSERT"_s, insertBody())
               << create(names[1], u"UPDATE"_s,
                         u"IF %1 THEN\n%2END IF;\n"_s.arg(changed(watched()), updateBody()));
    return statements;
}

QStringList MySqlTriggerSql::remove() const
{
    QStringList statements;
    for (const QString &name : triggerNames())
        statements << u"DROP TRIGGER IF EXISTS "_s + trigger(name);
    return statements;
}

// Our own backfill writes what the triggers would: it keeps them quiet.
QString MySqlTriggerSql::create(const QString &name, const QString &event, const QString &body) const
{
    return "CREATE TRIGGER "_L1 + trigger(name) + " BEFORE "_L1 + event + " ON "_L1
           + m_dialect.quoted(m_dualWrite.table.name)
           + " FOR EACH ROW\nBEGIN\nIF @lockkeeper_backfill IS NULL THEN\n"_L1 + body + "END IF;\nEND"_L1;
}

QString MySqlTriggerSql::insertBody() const
{
    const QString down = m_dualWrite.down.isEmpty() ? QString()
                                                    : "ELSEIF "_L1 + unset(m_dualWrite.oldColumns)
                                                          + " THEN\n"_L1 + assigned(m_dualWrite.down);
    return "IF "_L1 + unset(m_dualWrite.newColumns()) + " THEN\n"_L1 + assigned(m_dualWrite.up) + down
           + "ELSEIF NOT "_L1 + consistent() + " THEN\n"_L1 + conflict() + "END IF;\n"_L1;
}

// The last case: only the key changed. A row that moves behind the backfill's cursor would never be filled.
QString MySqlTriggerSql::updateBody() const
{
    return "IF "_L1 + changed(m_dualWrite.oldColumns) + " THEN\nIF NOT ("_L1
           + changed(m_dualWrite.newColumns()) + ") THEN\n"_L1 + assigned(m_dualWrite.up) + "ELSEIF NOT "_L1
           + consistent() + " THEN\n"_L1 + conflict() + "END IF;\nELSEIF "_L1
           + changed(m_dualWrite.newColumns()) + " THEN\n"_L1 + assigned(m_dualWrite.down) + "ELSEIF NOT "_L1
           + consistent() + " THEN\n"_L1 + assigned(m_dualWrite.up) + "END IF;\n"_L1;
}

/// All expressions see the row as it was before the first assignment, as in an UPDATE of standard SQL.
QString MySqlTriggerSql::assigned(const QList<Assignment> &assignments) const
{
    const auto inRow = inNew(assignments);
    if (inRow.isEmpty())
        return u"DO 0;\n"_s;
    const auto target = [this](const Assignment &assignment) {
        return "NEW."_L1 + m_dialect.quoted(assignment.column);
    };
    if (inRow.size() == 1)
        return "SET "_L1 + target(inRow[0]) + " = "_L1 + inBrackets(inRow[0].expression) + ";\n"_L1;
    QString declared = u"BEGIN\n"_s;
    QString computed;
    QString copied;
    for (qsizetype i = 0; i < inRow.size(); ++i) {
        const QString variable = u"lockkeeper_value_%1"_s.arg(i + 1);
        const QString type = columnOf(m_dualWrite.table, inRow[i].column).type;
        declared += "DECLARE "_L1 + variable + u' ' + (type.isEmpty() ? u"longtext"_s : variableType(type))
                    + ";\n"_L1;
        computed += "SET "_L1 + variable + " = "_L1 + inBrackets(inRow[i].expression) + ";\n"_L1;
        copied += "SET "_L1 + target(inRow[i]) + " = "_L1 + variable + ";\n"_L1;
    }
    return declared + computed + copied + "END;\n"_L1;
}

QString MySqlTriggerSql::conflict() const
{
    if (m_dualWrite.onConflict == ConflictPolicy::OldWins)
        return assigned(m_dualWrite.up);
    if (m_dualWrite.onConflict == ConflictPolicy::NewWins)
        return assigned(m_dualWrite.down);
    const QString message = u"Lockkeeper: this statement writes both shapes of %1, and they disagree"_s.arg(
        m_dualWrite.table.name.display());
    return u"SIGNAL SQLSTATE '45000' SET MESSAGE_TEXT = %1;\n"_s.arg(
        MySqlDialect::literal(message.left(longestMessage)));
}

/// The row obeys one of the two directions.
QString MySqlTriggerSql::consistent() const
{
    const auto obeys = [this](const QList<Assignment> &assignments) {
        return "NOT "_L1 + differsSql(m_dualWrite.table, inNew(assignments), u"NEW."_s);
    };
    const QString down = m_dualWrite.down.isEmpty() ? QString() : " OR "_L1 + obeys(m_dualWrite.down);
    return u'(' + obeys(m_dualWrite.up) + down + u')';
}

/// Every one of @p columns is NULL or what the table would have put there. A default from a sequence is never asked
/// for: that would use up a number, and the answer would be no.
QString MySqlTriggerSql::unset(const QStringList &columns) const
{
    static const QRegularExpression sequence(u"\\bnext(val|\\s+value)\\b"_s,
                                             QRegularExpression::CaseInsensitiveOption);
    QStringList tests;
    for (const QString &name : columns) {
        const Column known = columnOf(m_dualWrite.table, name);
        const QString value = "NEW."_L1 + m_dialect.quoted(name);
        QString test = value + " IS NULL"_L1;
        if (!known.defaultExpression.isEmpty() && !known.defaultExpression.contains(sequence))
            test += " OR NOT ("_L1 + distinctSql(known, value, inBrackets(known.defaultExpression)) + u')';
        tests << u'(' + test + u')';
    }
    return tests.isEmpty() ? u"(FALSE)"_s : u'(' + tests.join(" AND "_L1) + u')';
}

QString MySqlTriggerSql::changed(const QStringList &columns) const
{
    QStringList tests;
    for (const QString &name : columns) {
        const QString quoted = m_dialect.quoted(name);
        tests << distinctSql(columnOf(m_dualWrite.table, name), "OLD."_L1 + quoted, "NEW."_L1 + quoted);
    }
    return tests.isEmpty() ? u"(FALSE)"_s : u'(' + tests.join(" OR "_L1) + u')';
}

QList<Assignment> MySqlTriggerSql::inNew(const QList<Assignment> &assignments) const
{
    QStringList columns;
    columns.reserve(m_dualWrite.table.columns.size());
    for (const Column &known : m_dualWrite.table.columns)
        columns << known.name;
    QList<Assignment> bound;
    bound.reserve(assignments.size());
    for (const Assignment &assignment : assignments)
        bound << Assignment{assignment.column,
                            qualified(assignment.expression, columns, m_dualWrite.table.name.name, u"NEW",
                                      SqlDialect::MySQL)};
    return bound;
}

} // namespace lockkeeper
