// SPDX-FileCopyrightText: 2026 Lockkeeper contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/lint/rules/ask.h"
#include "core/lint/rules/families.h"

#include <algorithm>
#include <array>

// ALTER COLUMN … TYPE: free, a rewrite, or something in between; it hangs on the old type.
namespace lockkeeper::lint {

namespace {

using sql::AlterKind;
using sql::TypeName;

template<typename Visit>
void eachTypeChange(const At &at, Visit visit)
{
    eachAction(at, AlterKind::AlterType, [&](const sql::AlterTable &alter, const sql::AlterAction &action) {
        if (!at.state.addedColumn(alter.table.display(), action.name.text))
            visit(alter, action);
    });
}

Findings::Draft addOnChange(const At &at, Findings &findings, const sql::AlterTable &alter,
                            const sql::AlterAction &action)
{
    Findings::Draft draft = addOn(at, findings, action.span, alter.table);
    const TypeName *old = knownType(at, alter.table, action.name.text);
    draft.fact("column", written(at, action.name))
        .fact("type", std::string(at.source(action.column.type.span)))
        .fact("old", old ? old->name : "a type that isn't known here")
        .fact("writes", old ? "writes" : "may write");
    return draft;
}

bool isTimestamp(const TypeName &type) { return type.name == "timestamp" || type.name == "timestamptz"; }

bool isTimeZoneChange(const TypeName *old, const TypeName &wanted)
{
    return old && isTimestamp(*old) && isTimestamp(wanted) && old->name != wanted.name;
}

/// `c` or `c::type`: what the server would do without USING.
bool isPlainUsing(const sql::AlterAction &action)
{
    const sql::Expression &value = action.expression;
    if (value.isEmpty())
        return true;
    const bool isColumn = value.form == sql::Expression::Form::Column
                          && value.columns == std::vector<std::string>{action.name.text};
    const TypeName &type = action.column.type;
    const std::string word = type.schema.empty() ? type.name : type.schema + '.' + type.name;
    return isColumn && (value.casts.empty() || value.casts == std::vector<std::string>{word});
}

/// A type that several others become without a rewrite: without the old one nobody can tell.
bool mayBeFree(const TypeName &wanted)
{
    static constexpr std::array<std::string_view, 6> names{"text",   "varchar", "numeric",
                                                           "varbit", "citext",  "inet"};
    return std::ranges::find(names, wanted.name) != names.end();
}

/// A second column, kept in step, takes the first one's place.
Fix shadowColumn(const At &at, const sql::AlterTable &alter, const sql::AlterAction &action)
{
    const std::string start = "ALTER TABLE " + written(at, alter.table);
    const std::string column = written(at, action.name);
    const std::string shadow = quotedName(at.options.dialect, action.name.text + "_new");
    const std::string type(at.source(action.column.type.span));
    return stagedFix("Move to a second column",
                     {{Stage::Expand, start + " ADD COLUMN " + shadow + ' ' + type},
                      {Stage::Backfill, "UPDATE " + written(at, alter.table) + " SET " + shadow + " = "
                                            + column + "::" + type + " WHERE " + shadow + " IS NULL"},
                      {Stage::Contract, start + " DROP COLUMN " + column}});
}

void changeType(const At &at, Findings &findings)
{
    eachTypeChange(at, [&](const sql::AlterTable &alter, const sql::AlterAction &action) {
        const TypeName *old = knownType(at, alter.table, action.name.text);
        if (isTimeZoneChange(old, action.column.type) || !isPlainUsing(action))
            return; // rules of their own
        const Effects effects = effectsOf(at, alter, action);
        if (effects.rewrites.empty())
            return;
        Findings::Draft draft = addOnChange(at, findings, alter, action);
        draft.fix(shadowColumn(at, alter, action));
        if (!effects.isCertain && mayBeFree(action.column.type))
            draft.severity(Severity::Risk);
    });
}

void reindexes(const At &at, Findings &findings)
{
    eachTypeChange(at, [&](const sql::AlterTable &alter, const sql::AlterAction &action) {
        const Effects effects = effectsOf(at, alter, action);
        if (effects.rewrites.empty() && !effects.indexBuilds.empty())
            addOnChange(at, findings, alter, action);
    });
}

void rechecks(const At &at, Findings &findings)
{
    eachTypeChange(at, [&](const sql::AlterTable &alter, const sql::AlterAction &action) {
        const Effects effects = effectsOf(at, alter, action);
        if (effects.rewrites.empty() && !effects.scans.empty() && effects.isCertain)
            addOnChange(at, findings, alter, action);
    });
}

// With the session at UTC, both are the same bytes (since 12), as long as the precision stays.
void timeZone(const At &at, Findings &findings)
{
    const auto zone = at.state.setting("timezone");
    const bool isUtc = at.options.version.major >= 12 && zone && (*zone == "utc" || *zone == "etc/utc");
    eachTypeChange(at, [&](const sql::AlterTable &alter, const sql::AlterAction &action) {
        const TypeName *old = knownType(at, alter.table, action.name.text);
        const bool samePrecision = old && old->modifiers == action.column.type.modifiers;
        if (isTimeZoneChange(old, action.column.type) && isPlainUsing(action) && !(isUtc && samePrecision))
            addOnChange(at, findings, alter, action);
    });
}

void usingExpression(const At &at, Findings &findings)
{
    eachTypeChange(at, [&](const sql::AlterTable &alter, const sql::AlterAction &action) {
        if (!isPlainUsing(action))
            addOnChange(at, findings, alter, action)
                .fact("expression", std::string(at.source(action.expression.span)))
                .fix(shadowColumn(at, alter, action));
    });
}

void dependentView(const At &at, Findings &findings)
{
    eachTypeChange(at, [&](const sql::AlterTable &alter, const sql::AlterAction &action) {
        const ColumnUsers users = usersOf(at, alter.table, action.name.text);
        if (users.names.empty())
            return;
        Findings::Draft draft = addOnChange(at, findings, alter, action);
        draft.fact("dependent", users.isCertain ? listed(users.names) : users.names.front());
        if (!users.isCertain)
            draft.severity(Severity::Risk);
    });
}

int integerRank(const TypeName &type)
{
    static constexpr std::array<std::pair<std::string_view, int>, 11> ranks{{{"tinyint", 1},
                                                                             {"smallint", 2},
                                                                             {"smallserial", 2},
                                                                             {"int2", 2},
                                                                             {"mediumint", 3},
                                                                             {"integer", 4},
                                                                             {"int", 4},
                                                                             {"int4", 4},
                                                                             {"serial", 4},
                                                                             {"bigint", 8},
                                                                             {"bigserial", 8}}};
    const auto rank = std::ranges::find(ranks, type.name, &std::pair<std::string_view, int>::first);
    return rank == ranks.end() ? 0 : rank->second;
}

bool cutsModifier(const TypeName &old, const TypeName &wanted)
{
    if (wanted.modifiers.empty())
        return false;
    if (old.modifiers.empty())
        return old.name != "char"; // char is char(1)
    const size_t count = std::min(old.modifiers.size(), wanted.modifiers.size());
    const auto scale = [](const TypeName &type) { return type.modifiers.size() > 1 ? type.modifiers[1] : 0; };
    const bool isDecimal = wanted.name == "numeric" || wanted.name == "decimal";
    if (isDecimal)
        return scale(wanted) < scale(old)
               || wanted.modifiers[0] - scale(wanted) < old.modifiers[0] - scale(old);
    return count > 0 && wanted.modifiers[0] < old.modifiers[0];
}

/// Values of @p old that don't fit into @p wanted.
bool narrows(const TypeName &old, const TypeName &wanted)
{
    const int before = integerRank(old);
    const int after = integerRank(wanted);
    if (before > 0 && after > 0)
        return after < before || (after == before && old.isUnsigned != wanted.isUnsigned);
    const bool isText = old.name == "text" || old.name == "varchar" || old.name == "char";
    if (isText && (wanted.name == "varchar" || wanted.name == "char"))
        return old.name == "text" ? !wanted.modifiers.empty() || wanted.name == "char"
                                  : cutsModifier(old, wanted);
    if (old.name == wanted.name || (isTimestamp(old) && isTimestamp(wanted)))
        return cutsModifier(old, wanted);
    return (old.name == "numeric" || old.name == "double precision" || old.name == "real") && after > 0;
}

void narrowing(const At &at, Findings &findings)
{
    const auto check = [&](const sql::AlterTable &alter, const sql::AlterAction &action) {
        const TypeName *old = knownType(at, alter.table, action.name.text);
        // MySQL's shorter VARCHAR has a rule that knows its two moods.
        const bool isElsewhere = at.isMySql() && old && old->name == "varchar";
        if (old && !isElsewhere && narrows(*old, action.column.type))
            addOnChange(at, findings, alter, action);
    };
    eachAction(at, AlterKind::AlterType, check);
    eachAction(at, AlterKind::ModifyColumn, check);
    eachAction(at, AlterKind::ChangeColumn, check);
}

void domainConstraint(const At &at, Findings &findings)
{
    using Kind = sql::AlterType::Kind;
    const auto *alter = at.as<sql::AlterType>();
    if (!alter || !alter->isDomain)
        return;
    const bool isChecked = (alter->kind == Kind::AddConstraint && !alter->constraint.isNotValid)
                           || alter->kind == Kind::SetNotNull || alter->kind == Kind::ValidateConstraint;
    const bool isUnused =
        at.state.created(alter->name.display()) || (at.schema.isLive() && at.effects.locks.empty());
    if (isChecked && !isUnused)
        findings.add(at.statement.span).fact("domain", written(at, alter->name));
}

void createDomain(const At &at, Findings &findings)
{
    const auto *type = at.as<sql::CreateType>();
    if (!type || !type->isDomain)
        return;
    const bool isConstrained = std::ranges::any_of(type->constraints, [](const sql::Constraint &constraint) {
        return constraint.kind == sql::ConstraintKind::Check
               || constraint.kind == sql::ConstraintKind::NotNull;
    });
    if (isConstrained)
        findings.add(at.statement.span).fact("domain", written(at, type->name));
}

constexpr auto rules = std::to_array<RuleInfo>({
    {.id = "pg-change-column-type",
     .engines = Pg,
     .severity = Severity::Blocker,
     .title = "{column} from {old} to {type} {writes} {table} anew",
     .why =
         "Where the stored bytes of the two types differ, every row and every index is written again. Only a few "
         "changes, such as a longer varchar, are free.",
     .lock = "ACCESS EXCLUSIVE on {table} until all is written: reads and writes wait",
     .help = "ALTER TABLE {table} ADD COLUMN {column}_new {type};\n"
             "-- a trigger keeps both in step, the old rows are filled in batches, reads switch over, then:\n"
             "ALTER TABLE {table} DROP COLUMN {column};",
     .check = changeType,
     .versions = "all; with the old type known, changes that are free are not reported"},
    {.id = "pg-change-type-reindex",
     .engines = Pg,
     .severity = Severity::Risk,
     .title = "Changing {column} to {type} builds its indexes anew",
     .why =
         "The rows stay as they are, but their order may differ, so the indexes are built again under lock.",
     .lock = "ACCESS EXCLUSIVE on {table} until the indexes are built: reads and writes wait",
     .help = "-- DROP INDEX CONCURRENTLY the column's indexes, then:\n"
             "ALTER TABLE {table} ALTER COLUMN {column} TYPE {type};\n"
             "-- and CREATE INDEX CONCURRENTLY them again",
     .check = reindexes,
     .versions = "needs the indexes in the script, or the live database"},
    {.id = "pg-change-type-recheck",
     .engines = Pg,
     .severity = Severity::Risk,
     .title = "Changing {column} to {type} tests every row of {table} again",
     .why = "The change itself is free, but a CHECK on the column is verified anew, under lock.",
     .lock = "ACCESS EXCLUSIVE on {table} while all rows are read: reads and writes wait",
     .help = "-- drop the CHECK, change the type, and:\n"
             "ALTER TABLE {table} ADD CONSTRAINT … CHECK (…) NOT VALID;\n"
             "ALTER TABLE {table} VALIDATE CONSTRAINT …;",
     .check = rechecks,
     .versions = "needs the CHECK in the script, or the live database"},
    {.id = "pg-change-type-timezone",
     .engines = Pg,
     .severity = Severity::Blocker,
     .title = "{column} from {old} to {type} writes {table} anew",
     .why =
         "Every value is converted through the session's time zone. With the session at UTC and the precision "
         "unchanged, nothing is written.",
     .lock = "ACCESS EXCLUSIVE on {table} until all is written: reads and writes wait",
     .help = "-- if the values are UTC:\nSET timezone = 'UTC';\n"
             "ALTER TABLE {table} ALTER COLUMN {column} TYPE {type};\n"
             "-- else move to a second column",
     .check = timeZone,
     .versions = "UTC is free from PostgreSQL 12 on"},
    {.id = "pg-change-type-using",
     .engines = Pg,
     .severity = Severity::Risk,
     .title = "USING {expression} writes {table} anew",
     .why =
         "An expression is computed for every row, whatever the types, and the values may mean something else "
         "afterwards.",
     .lock = "ACCESS EXCLUSIVE on {table} until all is written: reads and writes wait",
     .help = "ALTER TABLE {table} ADD COLUMN {column}_new {type};\n"
             "-- fill it with {expression} in batches, switch reads over, drop {column}",
     .check = usingExpression},
    {.id = "pg-change-type-dependent-view",
     .engines = Pg,
     .severity = Severity::Blocker,
     .title = "{dependent} uses {table}: the type of {column} may not be changed",
     .why = "The server refuses to change a column that a view, rule, policy or trigger condition names.",
     .help = "BEGIN;\n-- drop {dependent}\nALTER TABLE {table} ALTER COLUMN {column} TYPE {type};\n"
             "-- create {dependent} again\nCOMMIT;",
     .check = dependentView,
     .versions = "needs the live database"},
    {.id = "pg-narrow-type-data-loss",
     .engines = engines(Pg | MyFamily),
     .severity = Severity::Blocker,
     .title = "{column} gets narrower: {type} doesn't hold all that {old} does",
     .why = "Values that don't fit stop the statement, or are rounded or cut without a word.",
     .help = "-- first make sure that none is too large:\n"
             "SELECT count(*) FROM {table} WHERE {column} …;\n"
             "-- then move to a second column of the new type",
     .check = narrowing,
     .versions = "needs the old type, from the script or the live database"},
    {.id = "pg-alter-domain-constraint",
     .engines = Pg,
     .severity = Severity::Risk,
     .title = "The new condition of {domain} reads every table that uses it",
     .why = "All columns of the domain are tested, table by table, in one statement.",
     .lock = "SHARE on every table that uses {domain}: writes wait",
     .help = "ALTER DOMAIN {domain} ADD CONSTRAINT … CHECK (…) NOT VALID; -- locks no table\n"
             "-- or a CHECK on the tables, which can be validated while writes go on",
     .check = domainConstraint},
    {.id = "pg-create-domain-constraint",
     .engines = Pg,
     .severity = Severity::Note,
     .title = "The condition of {domain} will be hard to change",
     .why =
         "Changing it later locks every table that uses the domain, and adding a column of it writes the table "
         "anew.",
     .help = "Use the base type, and a CHECK on the table.",
     .check = createDomain},
});

} // namespace

std::span<const RuleInfo> pgTypeRules() { return rules; }

} // namespace lockkeeper::lint
