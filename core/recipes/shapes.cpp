// SPDX-FileCopyrightText: 2026 Lockkeeper contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/recipes/shapes.h"

#include "core/base/hash.h"

#include <QCoreApplication>
#include <QRegularExpression>

#include <algorithm>

namespace lockkeeper {

using namespace Qt::StringLiterals;

namespace {

constexpr qsizetype longestId = 60;
constexpr qsizetype longestName = 63; // bytes; the least that an engine takes

QString fitting(const QString &name, const QString &ending)
{
    const QString whole = name + ending;
    return whole.toUtf8().size() <= longestName ? whole : name.left(20) + u'_' + shortHash(name) + ending;
}

bool canHaveTwin(const lint::IndexFacts &index)
{
    return index.isValid && index.isBtree && !index.isPartial && !index.hasOwnOrder && !index.isPrimary
           && std::ranges::none_of(index.columns, [](const std::string &name) { return name.empty(); });
}

} // namespace

QString stepId(const QString &verb, const QString &name)
{
    static const QRegularExpression other(u"[^a-z0-9]+"_s);
    QString id =
        (verb + u'-' + name).toLower().normalized(QString::NormalizationForm_KD).replace(other, u"-"_s);
    id = id.left(longestId);
    while (id.endsWith(u'-'))
        id.chop(1);
    return id;
}

QList<RecipeGate> agreementGates() { return {{.kind = u"backfill-complete"_s}, {.kind = u"reconciled"_s}}; }

RecipeGate noNullsGate(const RecipeInput &input, const QString &column)
{
    return {.kind = u"sql"_s,
            .query = u"SELECT count(*) FROM %1 WHERE %2 IS NULL"_s.arg(input.tableText(), input.name(column)),
            .expect = u"= 0"_s};
}

#define TEXT(text) QT_TRANSLATE_NOOP("recipes", text)

RecipeField tableField()
{
    return {.key = u"table"_s,
            .kind = FieldKind::Table,
            .label = TEXT("Table"),
            .help = TEXT("The table to change.")};
}

#undef TEXT

RecipeField columnField(const char *label, const char *help)
{
    return {.key = u"column"_s, .kind = FieldKind::Column, .label = label, .help = help};
}

TwinIndexes twinIndexes(const RecipeInput &input, const QString &column, const QString &newColumn)
{
    TwinIndexes twins;
    for (const lint::IndexFacts &index : input.facts.indexes) {
        QStringList columns;
        for (const std::string &name : index.columns)
            columns << QString::fromStdString(name);
        if (!columns.contains(column))
            continue;
        const QString name = QString::fromStdString(index.name);
        if (!canHaveTwin(index)) {
            twins.left << name;
            continue;
        }
        columns.replace(columns.indexOf(column), newColumn);
        const QString twin = fitting(name, u"_new"_s);
        twins.names << twin;
        twins.steps << RecipeStep{.id = stepId(u"index"_s, twin),
                                  .ddl = input.sql.createIndex(input.table.name, twin, columns),
                                  .comment = u"As %1, for whoever reads %2 already."_s.arg(name, newColumn)};
    }
    return twins;
}

QString goesAlong(const ColumnUsers &users)
{
    QStringList parts;
    if (!users.indexes.isEmpty())
        parts << u"index "_s + users.indexes.join(", "_L1);
    if (!users.constraints.isEmpty())
        parts << u"constraint "_s + users.constraints.join(", "_L1);
    return parts.isEmpty() ? QString() : u"This goes, too: "_s + parts.join("; "_L1) + u'.';
}

RecipeStep dropStep(const RecipeInput &input, const QStringList &columns, const QString &irreversible)
{
    const ColumnUsers users = input.usersOf(columns);
    return {.id = stepId(u"drop"_s, columns.join(u'-')),
            .ddl = input.sql.dropColumns(input.table.name, columns, users.indexes),
            .irreversible = irreversible,
            .comment = goesAlong(users)};
}

RecipeResult<void> checkReplaceable(const RecipeInput &input, const QString &field,
                                    const QStringList &columns)
{
    for (const QString &column : columns) {
        if (input.table.column(column)->generated)
            return recipeProblem(field, u"generated-column"_s, {{u"value"_s, column}});
        if (input.table.key && input.table.key->columns.contains(column))
            return recipeProblem(field, u"key-column"_s, {{u"value"_s, column}});
    }
    if (!input.table.key)
        return recipeProblem(u"table"_s, u"no-key"_s, {{u"table"_s, input.table.name.display()}});
    return {};
}

RecipeResult<void> checkDroppable(const RecipeInput &input, const QString &field, const QStringList &columns)
{
    const ColumnUsers users = input.usersOf(columns);
    if (users.constraints.isEmpty() || input.sql.dropsConstraints())
        return {};
    return recipeProblem(
        field, u"in-constraint"_s,
        {{u"value"_s, columns.join(", "_L1)}, {u"constraints"_s, users.constraints.join(", "_L1)}});
}

QString requiredColumnsNote(const RecipeInput &input, const QStringList &columns)
{
    QStringList required;
    for (const QString &name : columns) {
        const Column &column = *input.table.column(name);
        if (!column.nullable && column.defaultExpression.isEmpty())
            required << name;
    }
    if (required.isEmpty() || input.sql.fillsRequiredColumns())
        return {};
    return u" It still gives %1 a value in every INSERT: triggers come too late for a required column."_s.arg(
        required.join(", "_L1));
}

} // namespace lockkeeper
