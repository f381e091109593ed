// SPDX-FileCopyrightText: 2026 Lockkeeper contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/lint/rules/ask.h"
#include "core/lint/rules/families.h"
#include "core/sql/lexer.h"

#include <algorithm>
#include <array>
#include <set>

// The script as a text: what can't be read, can't be run twice, or doesn't say what it means.
namespace lockkeeper::lint {

namespace {

using sql::AlterKind;
using sql::ObjectKind;

constexpr int manyStatements = 20;

/// PostgreSQL 18 reads what the grammar that we link, of 17, does not.
bool isNewerSyntax(const At &at, const sql::SyntaxError &error)
{
    static constexpr auto words =
        std::to_array<std::string_view>({"virtual", "not", "enforced", "period", "without", "old", "new"});
    return at.options.dialect == SqlDialect::PostgreSQL && at.options.version.major >= 18
           && std::ranges::find(words, folded(at.source(error.at))) != std::end(words);
}

void syntaxError(const At &at, Findings &findings)
{
    if (const auto *error = at.as<sql::SyntaxError>(); error && !isNewerSyntax(at, *error))
        findings.add(error->at.isValid() ? error->at : at.statement.span).fact("message", error->message);
}

void opaqueSql(const At &at, Findings &findings)
{
    if (const auto *opaque = at.as<sql::Opaque>(); opaque && opaque->what != "copy data")
        findings.add(at.statement.span).fact("what", opaque->what.empty() ? "This statement" : opaque->what);
    if (const auto *error = at.as<sql::SyntaxError>(); error && isNewerSyntax(at, *error))
        findings.add(at.statement.span).fact("what", "Syntax of PostgreSQL 18");
    const auto *routine = at.as<sql::Routine>();
    if (routine && routine->hasDynamicSql)
        findings.add(at.statement.span).fact("what", "Dynamic SQL");
}

bool isRerunnable(const sql::AlterAction &action)
{
    const bool names = action.kind == AlterKind::AddColumn || action.kind == AlterKind::DropColumn
                       || action.kind == AlterKind::DropConstraint;
    return !names || action.ifExists;
}

bool canRunAgain(const sql::Statement &statement)
{
    if (const auto *table = statement.as<sql::CreateTable>())
        return table->ifNotExists || table->orReplace;
    if (const auto *index = statement.as<sql::CreateIndex>())
        return index->ifNotExists;
    if (const auto *drop = statement.as<sql::Drop>())
        return drop->ifExists;
    if (const auto *create = statement.as<sql::Create>())
        return create->ifNotExists || create->orReplace;
    const auto *alter = statement.as<sql::AlterTable>();
    return !alter || std::ranges::all_of(alter->actions, isRerunnable);
}

void notIdempotent(const At &at, Findings &findings)
{
    if (!at.state.inTransaction() && !canRunAgain(at.statement))
        findings.add(at.statement.span);
}

/// What a statement changes the schema of.
std::vector<const sql::ObjectName *> targets(const sql::Statement &statement)
{
    std::vector<const sql::ObjectName *> names;
    if (const auto *table = statement.as<sql::CreateTable>(); table && !table->isTemporary)
        names.push_back(&table->table);
    else if (const auto *alter = statement.as<sql::AlterTable>())
        names.push_back(&alter->table);
    else if (const auto *index = statement.as<sql::CreateIndex>())
        names.push_back(&index->table);
    else if (const auto *drop = statement.as<sql::Drop>(); drop && drop->object == ObjectKind::Table) {
        for (const sql::ObjectName &name : drop->names)
            names.push_back(&name);
    }
    return names;
}

void unqualified(const At &at, Findings &findings)
{
    for (const sql::ObjectName *name : targets(at.statement)) {
        if (name->schema.isEmpty())
            addOn(at, findings, name->span, *name);
    }
}

void addNames(const sql::Constraint &constraint, std::vector<const sql::Name *> &names)
{
    names.push_back(&constraint.name);
}

void addNames(const sql::ColumnDef &column, std::vector<const sql::Name *> &names)
{
    names.push_back(&column.name);
    for (const sql::Constraint &constraint : column.constraints)
        addNames(constraint, names);
}

/// Names that the statement gives.
std::vector<const sql::Name *> newNames(const sql::Statement &statement)
{
    std::vector<const sql::Name *> names;
    if (const auto *table = statement.as<sql::CreateTable>()) {
        names.push_back(&table->table.name);
        for (const sql::ColumnDef &column : table->columns)
            addNames(column, names);
        for (const sql::Constraint &constraint : table->constraints)
            addNames(constraint, names);
    } else if (const auto *alter = statement.as<sql::AlterTable>()) {
        for (const sql::AlterAction &action : alter->actions) {
            addNames(action.column, names);
            addNames(action.constraint, names);
            names.push_back(&action.newName);
            names.push_back(&action.newTable.name);
        }
    } else if (const auto *index = statement.as<sql::CreateIndex>())
        names.push_back(&index->name);
    else if (const auto *trigger = statement.as<sql::CreateTrigger>())
        names.push_back(&trigger->name);
    else if (const auto *create = statement.as<sql::Create>())
        names.push_back(&create->name.name);
    else if (const auto *rename = statement.as<sql::Rename>()) {
        for (const sql::Rename::Pair &pair : rename->pairs)
            names.push_back(&pair.to.name);
    }
    std::erase_if(names, [](const sql::Name *name) { return name->isEmpty(); });
    return names;
}

/// As it is written: PostgreSQL's grammar cuts a name before anybody can ask.
std::string writtenName(const At &at, const sql::Name &name)
{
    const std::string_view source = at.source(name.span);
    if (source.empty())
        return name.text;
    const bool isQuoted = source.front() == '"' || source.front() == '`' || source.front() == '[';
    return isQuoted ? nameInside(source) : std::string(source);
}

size_t lengthOf(const At &at, std::string_view name)
{
    if (!at.isMySql())
        return name.size();
    return size_t(
        std::ranges::count_if(name, [](char c) { return (static_cast<unsigned char>(c) & 0xC0U) != 0x80U; }));
}

void tooLong(const At &at, Findings &findings)
{
    const size_t most = at.isMySql() ? 64 : 63;
    for (const sql::Name *name : newNames(at.statement)) {
        const std::string text = writtenName(at, *name);
        if (lengthOf(at, text) > most)
            findings.add(name->span.isValid() ? name->span : at.statement.span)
                .fact("name", text)
                .fact("most", at.isMySql() ? "64 characters" : "63 bytes");
    }
}

void findTwice(const std::vector<sql::Name> &names, Span otherwise, Findings &findings)
{
    std::set<std::string_view> seen;
    for (const sql::Name &name : names) {
        if (!seen.insert(name.text).second)
            findings.add(name.span.isValid() ? name.span : otherwise).fact("column", name.text);
    }
}

void assignedTwice(const At &at, Findings &findings)
{
    if (const auto *update = at.as<sql::Update>())
        findTwice(update->columns, at.statement.span, findings);
    if (const auto *insert = at.as<sql::Insert>())
        findTwice(insert->columns, at.statement.span, findings);
    if (const auto *table = at.as<sql::CreateTable>()) {
        std::vector<sql::Name> names;
        names.reserve(table->columns.size());
        for (const sql::ColumnDef &column : table->columns)
            names.push_back(column.name);
        findTwice(names, at.statement.span, findings);
    }
}

void missingRole(const At &at, Findings &findings)
{
    if (isDdl(at.statement) && at.state.ddlCount() == 0 && !at.state.setting("role"))
        findings.add(at.statement.span);
}

void tooMany(const At &at, Findings &findings)
{
    if (at.state.inTransaction() && at.state.work().statements == manyStatements)
        findings.add(at.statement.span).fact("count", std::to_string(manyStatements));
}

/// The table whose statistics are gone or worth nothing after the statement.
const sql::ObjectName *needsAnalyze(const sql::Statement &statement)
{
    if (const auto *index = statement.as<sql::CreateIndex>()) {
        const bool isOnExpression = std::ranges::any_of(
            index->parts, [](const sql::IndexPart &part) { return part.column.isEmpty(); });
        return isOnExpression ? &index->table : nullptr;
    }
    if (const auto *update = statement.as<sql::Update>())
        return update->where.isEmpty() || update->where.isAlwaysTrue ? &update->table : nullptr;
    const auto *alter = statement.as<sql::AlterTable>();
    const bool changesType = alter && std::ranges::any_of(alter->actions, [](const sql::AlterAction &action) {
                                 return action.kind == AlterKind::AlterType;
                             });
    return changesType ? &alter->table : nullptr;
}

void missingAnalyze(const AtEnd &end, Findings &findings)
{
    std::set<std::string> told = ownTables(end);
    bool allAnalysed = false;
    for (size_t i = end.statements.size(); i-- > 0;) { // from the end: what an ANALYZE after it covers
        const sql::Statement &statement = end.statements[i];
        const auto *maintain = statement.as<sql::Maintain>();
        if (maintain && maintain->kind == sql::Maintain::Kind::Analyze) {
            allAnalysed = allAnalysed || maintain->objects.empty();
            for (const sql::ObjectName &name : maintain->objects)
                told.emplace(withoutPublic(name.display()));
        }
        const sql::ObjectName *table = needsAnalyze(statement);
        if (table && !allAnalysed && told.emplace(withoutPublic(table->display())).second)
            findings.add(statement.span).fact("table", quotedName(end.options.dialect, *table));
    }
}

constexpr auto rules = std::to_array<RuleInfo>({
    {.id = "non-idempotent-statement",
     .severity = Severity::Note,
     .title = "This can't be run a second time",
     .why =
         "Outside of a transaction, a script that stops half way is run again from its start, and fails here.",
     .help = "IF NOT EXISTS or IF EXISTS, where the engine knows it.",
     .isOnByDefault = false,
     .check = notIdempotent,
     .versions = "all. Off unless asked for: tools that keep a history run a script once"},
    {.id = "unqualified-table",
     .engines = Pg,
     .severity = Severity::Note,
     .title = "{table} is looked for in the search_path",
     .why = "Another role, or another setting, may find another table, or make it in another schema.",
     .help = "public.{table}",
     .isOnByDefault = false,
     .check = unqualified,
     .versions = "all. Off unless asked for: most projects have one schema"},
    {.id = "identifier-too-long",
     .engines = engines(Pg | MyFamily),
     .severity = Severity::Risk,
     .title = "{name} is longer than {most}",
     .why =
         "PostgreSQL cuts it with no more than a NOTICE, so that two names may become one; MySQL and MariaDB refuse it.",
     .help = "Give it a shorter name.",
     .check = tooLong},
    {.id = "duplicate-column-assignment",
     .engines = Pg,
     .severity = Severity::Blocker,
     .title = "{column} is named twice",
     .why = "The server refuses the statement.",
     .help = "Take one of the two out.",
     .check = assignedTwice},
    {.id = "syntax-error",
     .severity = Severity::Blocker,
     .title = "{message}",
     .why = "The server won't read this statement. The others of the script are linted all the same.",
     .help = "Correct it, or say which engine and version it is for (--engine, --server-version).",
     .check = syntaxError},
    {.id = "opaque-sql",
     .severity = Severity::Risk,
     .title = "{what}: not analysed",
     .why = "What it does can't be seen from here, so nothing is said of it; that doesn't make it safe.",
     .help = "Write the statements out where that is possible, or look at them yourself.",
     .check = opaqueSql},
    {.id = "missing-set-role",
     .engines = Pg,
     .severity = Severity::Note,
     .title = "New objects will belong to whoever runs this",
     .why = "A later migration under another role may not be allowed to change them.",
     .help = "SET ROLE owner;",
     .isOnByDefault = false,
     .check = missingRole,
     .versions = "all. Off unless asked for: most projects have one role for migrations"},
    {.id = "too-many-statements",
     .severity = Severity::Note,
     .title = "More than {count} statements in one transaction",
     .why = "Every lock is kept until the last one is done.",
     .help = "Cut it into several migrations.",
     .isOnByDefault = false,
     .check = tooMany,
     .versions = "all. Off unless asked for: the number says little about the locks"},
    {.id = "missing-analyze",
     .engines = engines(Pg | MyFamily),
     .severity = Severity::Note,
     .title = "The statistics of {table} are out of date after this",
     .why =
         "Until they are gathered again, the planner guesses, and queries may be slow right after the release.",
     .help = "ANALYZE {table}; -- MySQL and MariaDB: ANALYZE TABLE {table};",
     .checkEnd = missingAnalyze},
    {.id = "unused-ignore",
     .severity = Severity::Note,
     .title = "This comment silences nothing: {problem}",
     .why = "Left behind, the comment would hide a finding that comes later and that nobody has looked at.",
     .help = "{remedy}"}, // core/lint/suppressions.cpp finds it, and knows the facts
});

} // namespace

std::span<const RuleInfo> scriptRules() { return rules; }

} // namespace lockkeeper::lint
