// SPDX-FileCopyrightText: 2026 Lockkeeper contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/lint/rules/myask.h"
#include "core/lint/rules/myfamilies.h"
#include "core/sql/lexer.h"

#include <algorithm>
#include <array>

namespace lockkeeper::lint {

namespace {

using sql::AlterKind;
using sql::ConstraintKind;
using Form = sql::Expression::Form;
using Place = sql::ColumnDef::Place;

template<typename Visit>
void eachNewColumn(const At &at, Visit visit)
{
    if (alterOfUsedTable(at))
        eachAction(at, AlterKind::AddColumn, visit);
}

Findings::Draft addOnColumn(const At &at, Findings &findings, const sql::AlterTable &alter,
                            const sql::AlterAction &action)
{
    const sql::Name &name = action.column.name.isEmpty() ? action.name : action.column.name;
    auto finding = addOn(at, findings, action.span, alter.table);
    finding.fact("column", written(at, name)).fact("type", std::string(at.source(action.column.type.span)));
    return finding;
}

std::string algorithmOf(const Effects &effects)
{
    return std::string(nameOf(effects.algorithm.value_or(Algorithm::Copy)));
}

/// The same clause with the new column at the end of the table.
Effects effectsAtTheEnd(const At &at, const sql::AlterTable &alter, const sql::AlterAction &action)
{
    sql::Statement appended{aloneIn(alter, action), at.statement.span};
    std::get<sql::AlterTable>(appended.node).actions.front().column.place = Place::Unsaid;
    return effectsOf(appended, at.schema, at.options.dialect, at.options.version, at.state.session());
}

/// A value that is computed for each row, and not the time of the statement.
bool isExpressionDefault(const sql::Constraint *value)
{
    if (!value)
        return false;
    const sql::Expression &expression = value->expression;
    const bool isTime = std::ranges::any_of(expression.calls, [](const std::string &call) {
        return isOneOf(call, {"current_timestamp", "now", "localtime", "localtimestamp"});
    });
    return expression.isParenthesised
           || (!isTime && (expression.form == Form::Call || expression.form == Form::Other));
}

/// Why another rule speaks of this column; those are not limits of INSTANT.
bool hasOwnReason(const sql::ColumnDef &column)
{
    const sql::Constraint *generated = column.constraint(ConstraintKind::Generated);
    return generated || column.constraint(ConstraintKind::AutoIncrement)
           || column.constraint(ConstraintKind::Unique) || column.constraint(ConstraintKind::PrimaryKey)
           || column.constraint(ConstraintKind::ForeignKey)
           || isExpressionDefault(column.constraint(ConstraintKind::Default));
}

void notLast(const At &at, Findings &findings)
{
    eachNewColumn(at, [&](const sql::AlterTable &alter, const sql::AlterAction &action) {
        const sql::ColumnDef &column = action.column;
        if (column.place == Place::Unsaid || hasOwnReason(column))
            return;
        const Effects effects = effectsOf(at, alter, action);
        if (effects.algorithm.value_or(Algorithm::Instant) == Algorithm::Instant
            || effectsAtTheEnd(at, alter, action).algorithm == effects.algorithm)
            return;
        addOnColumn(at, findings, alter, action).fact("algorithm", algorithmOf(effects));
    });
}

bool hasInstantDrop(const At &at)
{
    return at.options.version
           >= (at.options.dialect == SqlDialect::MariaDB ? ServerVersion{10, 4} : ServerVersion{8, 0, 29});
}

bool hasInstantAdd(const At &at)
{
    return at.options.version
           >= (at.options.dialect == SqlDialect::MariaDB ? ServerVersion{10, 3, 2} : ServerVersion{8, 0, 12});
}

/// What stands against INSTANT, as far as it is known.
std::string limitOf(const At &at, const sql::AlterTable &alter)
{
    const TableFacts *facts = at.schema.table(alter.table);
    if (!hasInstantAdd(at))
        return "this version has no INSTANT";
    if (!facts)
        return "INSTANT is refused";
    if (facts->rowFormat == "compressed")
        return "ROW_FORMAT=COMPRESSED has no INSTANT";
    if (facts->isTemporary)
        return "temporary tables have no INSTANT";
    if (std::ranges::any_of(facts->indexes, &IndexFacts::isFulltext))
        return "a FULLTEXT index excludes INSTANT";
    if (facts->rowVersions.value_or(0) > 0)
        return "the table has had " + std::to_string(*facts->rowVersions) + " instant changes";
    return "INSTANT is refused";
}

void instantLimits(const At &at, Findings &findings)
{
    const auto *alter = alterOfUsedTable(at);
    if (!alter)
        return;
    for (const sql::AlterAction &action : alter->actions) {
        const bool isAdd = action.kind == AlterKind::AddColumn && !hasOwnReason(action.column);
        const bool isDrop = action.kind == AlterKind::DropColumn && hasInstantDrop(at);
        if (!isAdd && !isDrop)
            continue;
        const Effects effects = isAdd ? effectsAtTheEnd(at, *alter, action) : effectsOf(at, *alter, action);
        if (effects.algorithm.value_or(Algorithm::Instant) < Algorithm::Inplace
            || (isDrop && effects.rewrites.empty()))
            continue;
        if (isAdd && effects.algorithm == Algorithm::Copy && action.column.constraint(ConstraintKind::Check))
            continue; // my-add-check says it
        auto finding = addOnColumn(at, findings, *alter, action);
        finding.fact("algorithm", algorithmOf(effects)).fact("limit", limitOf(at, *alter));
        if (alter->algorithm == "instant")
            finding.severity(Severity::Blocker);
    }
}

void expressionDefault(const At &at, Findings &findings)
{
    eachNewColumn(at, [&](const sql::AlterTable &alter, const sql::AlterAction &action) {
        const Effects effects = effectsOf(at, alter, action);
        const sql::Constraint *value = action.column.constraint(ConstraintKind::Default);
        if (!isExpressionDefault(value) || effects.algorithm == Algorithm::Instant)
            return;
        auto finding = addOnColumn(at, findings, alter, action);
        finding.fact("algorithm", algorithmOf(effects))
            .fact("default", std::string(at.source(value->expression.span)));
        const std::string table = written(at, alter.table);
        const std::string column = written(at, action.column.name);
        const std::string type(at.source(action.column.type.span));
        const std::string computed(at.source(value->expression.span));
        finding.fix(stagedFix(
            "Add it empty, fill it in batches",
            {{Stage::Expand, "ALTER TABLE " + table + " ADD COLUMN " + column + " " + type + ";\nALTER TABLE "
                                 + table + " ALTER COLUMN " + column + " SET DEFAULT " + computed + ";"},
             {Stage::Backfill, "-- Again until no row is changed\nUPDATE " + table + " SET " + column + " = "
                                   + computed + " WHERE " + column + " IS NULL LIMIT 1000;"}}));
    });
}

void storedGenerated(const At &at, Findings &findings)
{
    eachNewColumn(at, [&](const sql::AlterTable &alter, const sql::AlterAction &action) {
        const sql::Constraint *generated = action.column.constraint(ConstraintKind::Generated);
        if (generated && generated->isStored)
            addOnColumn(at, findings, alter, action);
    });
}

void autoIncrement(const At &at, Findings &findings)
{
    eachNewColumn(at, [&](const sql::AlterTable &alter, const sql::AlterAction &action) {
        if (action.column.constraint(ConstraintKind::AutoIncrement))
            addOnColumn(at, findings, alter, action);
    });
}

/// What the server puts into existing rows when nobody says it.
std::string_view implicitValue(const sql::TypeName &type)
{
    if (type.name == "enum")
        return "the first value of the ENUM";
    if (isOneOf(type.name, {"date", "datetime", "timestamp"}))
        return "0000-00-00";
    const bool isText = type.name.ends_with("char") || type.name.ends_with("text")
                        || type.name.ends_with("blob") || type.name.ends_with("binary") || type.name == "set"
                        || type.name == "json";
    return isText ? "an empty value" : "0";
}

/// In strict mode MySQL has no implicit value for these.
bool isRefusedInMySql(const At &at, const sql::TypeName &type)
{
    return at.options.dialect == SqlDialect::MySQL
           && isOneOf(type.name,
                      {"date", "datetime", "timestamp", "geometry", "point", "linestring", "polygon"});
}

bool isStrictOff(const At &at)
{
    const auto mode = at.state.setting("sql_mode");
    return mode && !mode->starts_with('@') && folded(*mode).find("strict_") == std::string::npos
           && folded(*mode).find("traditional") == std::string::npos;
}

void implicitDefault(const At &at, Findings &findings)
{
    const auto *alter = alterOfUsedTable(at);
    if (!alter)
        return;
    for (const sql::AlterAction &action : alter->actions) {
        const sql::ColumnDef &column = action.column;
        const bool isNew = action.kind == AlterKind::AddColumn;
        const bool isLoose =
            (action.kind == AlterKind::ModifyColumn || action.kind == AlterKind::ChangeColumn)
            && isStrictOff(at);
        if ((!isNew && !isLoose) || !column.constraint(ConstraintKind::NotNull)
            || column.constraint(ConstraintKind::Default) || column.constraint(ConstraintKind::Generated)
            || column.constraint(ConstraintKind::AutoIncrement))
            continue;
        auto finding = addOnColumn(at, findings, *alter, action);
        const bool isRefused = isNew && isRefusedInMySql(at, column.type);
        if (isRefused)
            finding.severity(Severity::Blocker);
        finding.fact("value", isRefused ? "a value that strict mode refuses"
                                        : std::string(implicitValue(column.type)));
    }
}

bool honoursInlineReferences(const At &at)
{
    return at.options.version
           >= (at.options.dialect == SqlDialect::MariaDB ? ServerVersion{10, 5} : ServerVersion{9, 0});
}

void inlineReferences(const At &at, const sql::ObjectName &table, const sql::ColumnDef &column,
                      Findings &findings)
{
    const sql::Constraint *key = column.constraint(ConstraintKind::ForeignKey);
    if (!key)
        return;
    auto finding = addOn(at, findings, key->span.isValid() ? key->span : column.span, table);
    finding.fact("column", written(at, column.name)).fact("parent", written(at, key->references));
    if (!at.as<sql::CreateTable>() || !key->span.isValid() || !column.span.contains(key->span))
        return;
    Fix fix;
    fix.title = "Write it as a constraint of the table";
    const std::string_view before = at.text.substr(0, size_t(key->span.begin));
    const auto blank = std::int32_t(before.find_last_not_of(" \t\r\n") + 1);
    fix.edits = {{{blank, key->span.end}, {}},
                 {behind(column.span),
                  ", FOREIGN KEY (" + written(at, column.name) + ") " + std::string(at.source(key->span))}};
    finding.fix(std::move(fix)); // not safe by itself: rows that were accepted so far are refused then
}

void inlineReferencesIgnored(const At &at, Findings &findings)
{
    if (honoursInlineReferences(at))
        return;
    if (const auto *table = at.as<sql::CreateTable>()) {
        for (const sql::ColumnDef &column : table->columns)
            inlineReferences(at, table->table, column, findings);
    }
    if (const auto *alter = at.as<sql::AlterTable>()) {
        for (const sql::AlterAction &action : alter->actions)
            inlineReferences(at, alter->table, action.column, findings);
    }
}

void dropColumnInstant(const At &at, Findings &findings)
{
    const auto *alter = alterOfUsedTable(at);
    if (!alter)
        return;
    for (const sql::AlterAction &action : alter->actions) {
        if (action.kind != AlterKind::DropColumn)
            continue;
        const Effects effects = effectsOf(at, *alter, action);
        auto finding = addOn(at, findings, action.span, alter->table);
        finding.fact("column", written(at, action.name)).fact("algorithm", algorithmOf(effects));
        finding.fact("cost",
                     effects.rewrites.empty() ? "no row is written anew" : "every row is written anew");
        if (!effects.rewrites.empty())
            finding.severity(Severity::Risk);
    }
}

constexpr auto rules = std::to_array<RuleInfo>({
    {.id = "my-add-column-not-last",
     .engines = MyFamily,
     .severity = Severity::Risk,
     .title = "{column} isn't put at the end of {table}: {algorithm} instead of INSTANT",
     .why = "This server can only add a column at once behind the last one. For any other place it "
            "writes every row anew.",
     .lock = "{table_lock}",
     .help = "Leave out FIRST and AFTER. The order of columns only shows in SELECT *.",
     .check = notLast,
     .versions = "MySQL 8.0.12 to 8.0.28; MariaDB where the table has virtual columns",
     .replaces = {"my-alter-copy"}},
    {.id = "my-add-column-instant-limits",
     .engines = MyFamily,
     .severity = Severity::Risk,
     .title = "{table} is written anew with {algorithm}: {limit}",
     .why = "A column comes or goes at once only while INSTANT is possible. Otherwise the server falls "
            "back to writing every row anew, without saying so.",
     .lock = "{table_lock} Replicas repeat the work.",
     .help = "Look at TOTAL_ROW_VERSIONS in INFORMATION_SCHEMA.INNODB_TABLES; OPTIMIZE TABLE {table} "
             "sets it back to 0 at a quiet hour. Write ALGORITHM=INSTANT, so that the statement fails "
             "instead of rebuilding.",
     .check = instantLimits,
     .versions = "MySQL has INSTANT from 8.0.12 on, for DROP COLUMN from 8.0.29 on, 64 times for a table "
                 "(255 from 9.1 on); MariaDB from 10.3 on",
     .replaces = {"my-alter-copy"}},
    {.id = "my-add-column-expression-default",
     .engines = MyFamily,
     .severity = Severity::Blocker,
     .title = "{table}.{column} is computed for each row that is there: {algorithm}",
     .why = "The default {default} is an expression, so that every existing row is written with a value "
            "of its own. If the binary log keeps statements, each replica computes other values.",
     .lock = "{table_lock}",
     .help = "Add {column} with a literal default or none, then set the default for new rows and fill "
             "the old ones in batches.",
     .check = expressionDefault,
     .versions = "MySQL 8.0.13 and newer, MariaDB 10.2 and newer",
     .replaces = {"my-alter-copy"}},
    {.id = "my-add-stored-generated",
     .engines = MyFamily,
     .severity = Severity::Blocker,
     .title = "{table}.{column} is computed and stored for every row",
     .why = "A STORED (PERSISTENT) column has a value in each row, so the server copies the table to "
            "write them.",
     .lock = "{table_lock}",
     .help = "Make it VIRTUAL, which is added at once; an index on it stores the values without a copy. "
             "Or add a plain column and fill it in batches.",
     .check = storedGenerated,
     .versions = {},
     .replaces = {"my-alter-copy"}},
    {.id = "my-add-auto-increment",
     .engines = MyFamily,
     .severity = Severity::Blocker,
     .title = "Every row of {table} is numbered by {column}",
     .why = "The server rebuilds the table to give each row a number, and the order isn't fixed: a "
            "replica that repeats the statement can number other rows.",
     .lock = "LOCK=SHARED: reads of {table} go on, every write waits until the rebuild is done.",
     .help =
         "Use a shadow table (gh-ost, pt-online-schema-change), or a new table that triggers keep alike and that is "
         "filled in batches. A plain column can't become AUTO_INCREMENT later without a copy of the table.",
     .check = autoIncrement,
     .versions = {}},
    {.id = "my-implicit-default",
     .engines = MyFamily,
     .severity = Severity::Risk,
     .title = "Existing rows of {table} get {value} in {column}",
     .why = "A NOT NULL column without a DEFAULT needs a value in rows that are there. The server makes "
            "one up, and nobody can tell it from a real one later. The running application doesn't name "
            "the column: in strict mode its INSERTs fail.",
     .lock = {},
     .help = "Write the DEFAULT that is meant. Or add {column} as NULL, backfill it, and make it NOT "
             "NULL in the contract stage.",
     .check = implicitDefault,
     .versions = "MySQL in strict mode refuses DATE, DATETIME and spatial columns"},
    {.id = "my-inline-references-ignored",
     .engines = MyFamily,
     .severity = Severity::Risk,
     .title = "REFERENCES behind {column} makes no foreign key",
     .why = "This server reads REFERENCES in a column's own definition and forgets it: nothing is "
            "checked, and no error says so.",
     .lock = {},
     .help = "Write FOREIGN KEY ({column}) REFERENCES {parent} (…) as a constraint of the table.",
     .check = inlineReferencesIgnored,
     .versions = "MySQL before 9.0, MariaDB before 10.5"},
    {.id = "my-drop-column-instant",
     .engines = MyFamily,
     .severity = Severity::Note,
     .title = "{column} goes with ALGORITHM={algorithm}: {cost}",
     .why = "Dropping a column only marks it as gone on newer servers and rewrites the table on older "
            "ones. Either way the data can't be brought back.",
     .lock = "Short exclusive metadata lock on {table}; a rebuild lets reads and writes go on meanwhile.",
     .help = "Write ALGORITHM=INSTANT where the server has it, so that it fails instead of rebuilding "
             "{table}.",
     .check = dropColumnInstant,
     .versions = "At once in MySQL 8.0.29 and newer, MariaDB 10.4 and newer"},
});

} // namespace

std::span<const RuleInfo> myAddColumnRules() { return rules; }

} // namespace lockkeeper::lint
