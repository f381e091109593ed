// SPDX-FileCopyrightText: 2026 Lockkeeper contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/engine/postgres/triggersql.h"

#include "core/base/hash.h"
#include "core/engine/postgres/assignmentsql.h"
#include "core/sql/tokens.h"

#include <QRegularExpression>

using namespace Qt::StringLiterals;

namespace lockkeeper {

namespace {

constexpr qsizetype longestName = 63; // bytes; PostgreSQL cuts longer ones, and two could become one

// Our own backfill writes what the triggers would: it keeps them quiet, for its transaction only.
const QString notOurBackfill = u"current_setting('lockkeeper.backfill', true) IS DISTINCT FROM 'on'"_s;

QString fitting(const QString &name)
{
    if (name.toUtf8().size() <= longestName)
        return name;
    const QString hash = shortHash(name);
    QString cut = name;
    while (cut.toUtf8().size() + hash.size() + 1 > longestName)
        cut.chop(cut.endsWith(u'\uFFFD') || cut.back().isLowSurrogate() ? 2 : 1);
    return cut + u'_' + hash;
}

/// A dollar quote that @p body doesn't contain.
QString dollarQuoted(const QString &body)
{
    QString tag = u"$lockkeeper$"_s;
    for (int number = 1; body.contains(tag); ++number)
        tag = u"$lockkeeper_%1$"_s.arg(number);
    return tag + body + tag;
}

} // namespace

QString PostgresTriggerSql::name(Event event, const QString &prefix) const
{
    // The event's letter comes before the cut, so that the two names differ whatever is cut.
    const QString letter = event == Event::Insert ? u"i_"_s : u"u_"_s;
    return fitting(prefix + letter + m_dualWrite.name);
}

QString PostgresTriggerSql::function(Event event) const
{
    return u"lockkeeper."_s + m_dialect.quoted(name(event, u"dual_write_"_s));
}

QStringList PostgresTriggerSql::triggerNames() const
{
    return {name(Event::Insert, u"zz_lockkeeper_"_s), name(Event::Update, u"zz_lockkeeper_"_s)};
}

QStringList PostgresTriggerSql::install() const
{
    QStringList columns = m_dualWrite.oldColumns + m_dualWrite.newColumns();
    if (m_dualWrite.table.key)
        columns += m_dualWrite.table.key->columns;
    columns.removeDuplicates();
    return {createFunction(Event::Insert, insertBody()), createFunction(Event::Update, updateBody()),
            createTrigger(Event::Insert, notOurBackfill),
            createTrigger(Event::Update, u'(' + changed(columns) + u") AND "_s + notOurBackfill)};
}

// Triggers first: for a moment the other order would leave the application's writes without their function.
QStringList PostgresTriggerSql::remove() const
{
    QStringList statements;
    for (const Event event : {Event::Insert, Event::Update})
        statements.append(u"DROP TRIGGER IF EXISTS "_s + trigger(event) + u" ON "_s
                          + m_dialect.quoted(m_dualWrite.table.name));
    for (const Event event : {Event::Insert, Event::Update})
        statements.append(u"DROP FUNCTION IF EXISTS "_s + function(event) + u"()"_s);
    return statements;
}

// The search path and the time zone are those of our sessions, so that an expression means the same in the trigger as
// in the backfill and in the comparison. Nobody needs a privilege on the function: PostgreSQL asks for it when the
// trigger is made, not when it fires.
QString PostgresTriggerSql::createFunction(Event event, const QString &body) const
{
    return u"CREATE OR REPLACE FUNCTION "_s + function(event)
           + u"() RETURNS trigger LANGUAGE plpgsql SET search_path FROM CURRENT SET TimeZone TO 'UTC' AS "_s
           + dollarQuoted(u"\n#variable_conflict use_column\nBEGIN\n"_s + body + u"RETURN NEW;\nEND\n"_s);
}

// The condition is tested before the function is called, which costs about nothing; the function costs.
QString PostgresTriggerSql::createTrigger(Event event, const QString &condition) const
{
    return u"CREATE OR REPLACE TRIGGER "_s + trigger(event)
           + (event == Event::Insert ? u" BEFORE INSERT ON "_s : u" BEFORE UPDATE ON "_s)
           + m_dialect.quoted(m_dualWrite.table.name) + u" FOR EACH ROW WHEN ("_s + condition
           + u") EXECUTE FUNCTION "_s + function(event) + u"()"_s;
}

QString PostgresTriggerSql::insertBody() const
{
    const QString down = m_dualWrite.down.isEmpty() ? QString()
                                                    : u"ELSIF "_s + unset(m_dualWrite.oldColumns)
                                                          + u" THEN\n"_s + assigned(m_dualWrite.down);
    return u"IF "_s + unset(m_dualWrite.newColumns()) + u" THEN\n"_s + assigned(m_dualWrite.up) + down
           + u"ELSIF NOT "_s + consistent() + u" THEN\n"_s + conflict() + u"END IF;\n"_s;
}

// The last case: only the key changed. A row that moves behind the backfill's cursor would never be filled.
QString PostgresTriggerSql::updateBody() const
{
    return u"IF "_s + changed(m_dualWrite.oldColumns) + u" THEN\nIF NOT ("_s
           + changed(m_dualWrite.newColumns()) + u") THEN\n"_s + assigned(m_dualWrite.up) + u"ELSIF NOT "_s
           + consistent() + u" THEN\n"_s + conflict() + u"END IF;\nELSIF "_s
           + changed(m_dualWrite.newColumns()) + u" THEN\n"_s + assigned(m_dualWrite.down) + u"ELSIF NOT "_s
           + consistent() + u" THEN\n"_s + assigned(m_dualWrite.up) + u"END IF;\n"_s;
}

/// All expressions see the row as it was before the first assignment, as in an UPDATE.
QString PostgresTriggerSql::assigned(const QList<Assignment> &assignments) const
{
    const auto inRow = inNew(assignments);
    if (inRow.isEmpty())
        return u"NULL;\n"_s;
    if (inRow.size() == 1)
        return u"NEW."_s + m_dialect.quoted(inRow[0].column) + u" := "_s + wrapped(inRow[0].expression)
               + u";\n"_s;
    QString declared = u"DECLARE\n"_s;
    QString copied;
    for (qsizetype i = 0; i < inRow.size(); ++i) {
        const QString variable = u"lockkeeper_value_"_s + QString::number(i + 1);
        const QString type = column(inRow[i].column).type;
        declared += variable + u' ' + (type.isEmpty() ? u"text"_s : type) + u" := "_s
                    + wrapped(inRow[i].expression) + u";\n"_s;
        copied += u"NEW."_s + m_dialect.quoted(inRow[i].column) + u" := "_s + variable + u";\n"_s;
    }
    return declared + u"BEGIN\n"_s + copied + u"END;\n"_s;
}

QString PostgresTriggerSql::conflict() const
{
    if (m_dualWrite.onConflict == ConflictPolicy::OldWins)
        return assigned(m_dualWrite.up);
    if (m_dualWrite.onConflict == ConflictPolicy::NewWins)
        return assigned(m_dualWrite.down);
    const QString message = u"this statement writes both %1 and %2 of %3, and they disagree"_s.arg(
        m_dualWrite.oldColumns.join(u", "_s), m_dualWrite.newColumns().join(u", "_s),
        m_dualWrite.table.name.display());
    return u"RAISE EXCEPTION USING ERRCODE = 'LK001', MESSAGE = "_s + PostgresDialect::literal(message)
           + u", HINT = 'Write only the old or only the new columns, or values that agree. "
             "The table is being migrated by Lockkeeper.';\n"_s;
}

/// The row obeys one of the two directions.
QString PostgresTriggerSql::consistent() const
{
    const auto obeys = [this](const QList<Assignment> &assignments) {
        return u"NOT "_s + differs(m_dualWrite.table, inNew(assignments), u"NEW."_s, m_dialect);
    };
    const QString up = obeys(m_dualWrite.up);
    const QString down = m_dualWrite.down.isEmpty() ? QString() : u" OR "_s + obeys(m_dualWrite.down);
    return u'(' + up + down + u')';
}

/// Every one of @p columns is NULL or what the table would have put there. A default from a sequence is never asked
/// for: that would use up a number, and the answer would be no.
QString PostgresTriggerSql::unset(const QStringList &columns) const
{
    static const QRegularExpression sequence(u"\\bnextval\\b"_s);
    QStringList tests;
    for (const QString &columnName : columns) {
        const Column known = column(columnName);
        const QString value = u"NEW."_s + m_dialect.quoted(columnName);
        QString test = value + u" IS NULL"_s;
        if (!known.defaultExpression.isEmpty() && !known.defaultExpression.contains(sequence))
            test += u" OR NOT ("_s + distinct(known, value, wrapped(known.defaultExpression)) + u')';
        tests.append(u'(' + test + u')');
    }
    return tests.isEmpty() ? u"false"_s : tests.join(u" AND "_s);
}

QString PostgresTriggerSql::changed(const QStringList &columns) const
{
    QStringList tests;
    for (const QString &columnName : columns) {
        const QString quoted = m_dialect.quoted(columnName);
        tests.append(distinct(column(columnName), u"OLD."_s + quoted, u"NEW."_s + quoted));
    }
    return tests.isEmpty() ? u"false"_s : tests.join(u" OR "_s);
}

QList<Assignment> PostgresTriggerSql::inNew(const QList<Assignment> &assignments) const
{
    QStringList columns;
    for (const Column &known : m_dualWrite.table.columns)
        columns.append(known.name);
    QList<Assignment> bound;
    for (const Assignment &assignment : assignments)
        bound.append({assignment.column,
                      qualified(assignment.expression, columns, m_dualWrite.table.name.name, u"NEW")});
    return bound;
}

Column PostgresTriggerSql::column(const QString &columnName) const
{
    const Column *known = m_dualWrite.table.column(columnName);
    return known ? *known : Column{.name = columnName, .type = {}, .defaultExpression = {}};
}

} // namespace lockkeeper
