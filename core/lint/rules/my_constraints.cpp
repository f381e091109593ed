// SPDX-FileCopyrightText: 2026 Lockkeeper contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/lint/rules/myask.h"
#include "core/lint/rules/myfamilies.h"

#include <algorithm>
#include <array>

namespace lockkeeper::lint {

namespace {

using sql::AlterKind;
using sql::ConstraintKind;

template<typename Visit>
void eachNewConstraint(const At &at, ConstraintKind kind, Visit visit)
{
    eachAction(at, AlterKind::AddConstraint,
               [&](const sql::AlterTable &alter, const sql::AlterAction &action) {
                   if (action.constraint.kind == kind)
                       visit(alter, action);
               });
}

std::string algorithmOf(const Effects &effects)
{
    return std::string(nameOf(effects.algorithm.value_or(Algorithm::Copy)));
}

/// `child.a = parent.x AND child.b = parent.y`
std::string joinOf(const At &at, const sql::Constraint &key)
{
    std::string condition;
    for (size_t i = 0; i < key.columns.size() && i < key.referenced.size(); ++i)
        condition +=
            (i ? " AND p." : "p.") + written(at, key.referenced[i]) + " = c." + written(at, key.columns[i]);
    return condition;
}

std::optional<Fix> uncheckedKey(const At &at, const sql::AlterTable &alter, const sql::Constraint &key)
{
    const std::string join = joinOf(at, key);
    if (join.empty() || alter.actions.size() != 1 || !alter.algorithm.empty() || !alter.lock.empty())
        return std::nullopt;
    const std::string statement(at.source(at.statement.span));
    return stagedFix(
        "Add it unchecked, then look for orphans",
        {{Stage::Contract, "SET SESSION foreign_key_checks = 0;\n" + statement
                               + ", ALGORITHM=INPLACE, LOCK=NONE;\nSET SESSION foreign_key_checks = 1;"},
         {Stage::Contract, "-- Must find nothing\nSELECT c.* FROM " + written(at, alter.table)
                               + " c LEFT JOIN " + written(at, key.references) + " p ON " + join + " WHERE p."
                               + written(at, key.referenced.front()) + " IS NULL AND c."
                               + written(at, key.columns.front()) + " IS NOT NULL LIMIT 10;"}});
}

void addForeignKey(const At &at, Findings &findings)
{
    eachNewConstraint(at, ConstraintKind::ForeignKey,
                      [&](const sql::AlterTable &alter, const sql::AlterAction &action) {
                          if (!copies(at, alter, action))
                              return;
                          auto finding = addOn(at, findings, action.span, alter.table);
                          finding.fact("parent", written(at, action.constraint.references));
                          if (auto fix = uncheckedKey(at, alter, action.constraint))
                              finding.fix(std::move(*fix));
                      });
}

bool isForeignKeyChecks(const sql::Set &set) { return set.name == "foreign_key_checks"; }

// Restoring it from @OLD_FOREIGN_KEY_CHECKS, as mysqldump does, counts.
void foreignKeyChecksLeftOff(const AtEnd &end, Findings &findings)
{
    const sql::Statement *off = nullptr;
    for (const sql::Statement &statement : end.statements) {
        const auto *set = statement.as<sql::Set>();
        if (!set || !isForeignKeyChecks(*set))
            continue;
        if (set->scope == sql::Set::Scope::Global) {
            if (isOff(set->value))
                findings.add(statement.span).fact("scope", "for every new session of the server");
            continue;
        }
        off = isOff(set->value) ? &statement : nullptr;
    }
    if (!off)
        return;
    Fix fix;
    fix.title = "Check again from here on";
    fix.edits = {atScriptEnd(end.text, "SET SESSION foreign_key_checks = 1;\n")};
    fix.isSafe = true;
    findings.add(off->span).fact("scope", "to the end of the session").fix(std::move(fix));
}

void fkBlocksOnlineTools(const At &at, Findings &findings)
{
    const auto *alter = alterOfUsedTable(at);
    const TableFacts *facts = alter ? at.schema.table(alter->table) : nullptr;
    if (!facts || at.effects.rewrites.empty() || (at.effects.algorithm == Algorithm::Instant))
        return;
    const bool hasKeys =
        std::ranges::find(facts->constraints, ConstraintKind::ForeignKey, &ConstraintFacts::kind)
        != facts->constraints.end();
    const bool isParent = !at.schema.referencing(facts->name).empty();
    if (hasKeys || isParent)
        addOn(at, findings, at.statement.span, alter->table)
            .fact("obstacle", hasKeys ? "has foreign keys" : "is referred to by foreign keys");
}

void addCheck(const At &at, Findings &findings)
{
    eachNewConstraint(at, ConstraintKind::Check,
                      [&](const sql::AlterTable &alter, const sql::AlterAction &action) {
                          if (action.constraint.isEnforced && copies(at, alter, action))
                              addOn(at, findings, action.span, alter.table);
                      });
    eachAction(at, AlterKind::AddColumn, [&](const sql::AlterTable &alter, const sql::AlterAction &action) {
        const sql::Constraint *check = action.column.constraint(ConstraintKind::Check);
        const bool isMySql = at.options.dialect == SqlDialect::MySQL;
        if (check && check->isEnforced && isMySql && copies(at, alter, action))
            addOn(at, findings, check->span.isValid() ? check->span : action.span, alter.table);
    });
}

/// An index that a statement adds to a table that was there.
struct NewIndex
{
    const sql::ObjectName &table;
    std::string_view method;
    Span span;
    Effects effects;
};

std::vector<NewIndex> newIndexes(const At &at)
{
    std::vector<NewIndex> indexes;
    if (const auto *create = at.as<sql::CreateIndex>(); create && !at.createdHere(create->table))
        indexes.push_back({create->table, create->method, at.statement.span, at.effects});
    const auto collect = [&](const sql::AlterTable &alter, const sql::AlterAction &action) {
        if (action.constraint.kind == ConstraintKind::Index
            || action.constraint.kind == ConstraintKind::Unique)
            indexes.push_back(
                {alter.table, action.constraint.method, action.span, effectsOf(at, alter, action)});
    };
    eachAction(at, AlterKind::AddConstraint, collect);
    return indexes;
}

bool isSpecial(const NewIndex &index) { return isOneOf(index.method, {"fulltext", "spatial"}); }

void fulltextSpatialIndex(const At &at, Findings &findings)
{
    for (const NewIndex &index : newIndexes(at)) {
        if (!isSpecial(index))
            continue;
        const bool isFulltext = index.method == "fulltext";
        const TableFacts *facts = at.schema.table(index.table);
        const bool hasFulltext = facts && std::ranges::any_of(facts->indexes, &IndexFacts::isFulltext);
        addOn(at, findings, index.span, index.table)
            .fact("kind", isFulltext ? "FULLTEXT" : "SPATIAL")
            .fact("extra", isFulltext && !hasFulltext
                               ? "The first one of a table also writes every row anew, for its "
                                 "hidden FTS_DOC_ID column."
                               : "");
    }
}

void addIndex(const At &at, Findings &findings)
{
    for (const NewIndex &index : newIndexes(at)) {
        if (!isSpecial(index) && index.effects.algorithm != Algorithm::Copy)
            addOn(at, findings, index.span, index.table).fact("algorithm", algorithmOf(index.effects));
    }
}

void primaryKeyChange(const At &at, Findings &findings)
{
    const auto *alter = alterOfUsedTable(at);
    if (!alter)
        return;
    const auto drops = std::ranges::find(alter->actions, AlterKind::DropPrimaryKey, &sql::AlterAction::kind);
    const auto adds = std::ranges::find_if(alter->actions, [](const sql::AlterAction &action) {
        return action.kind == AlterKind::AddConstraint
               && action.constraint.kind == ConstraintKind::PrimaryKey;
    });
    const auto none = alter->actions.end();
    if (drops == none && adds == none)
        return;
    auto finding = addOn(at, findings, drops != none ? drops->span : adds->span, alter->table);
    if (drops != none && adds == none)
        finding.fact("change", "the primary key goes and none comes, the table is copied");
    else if (at.effects.algorithm == Algorithm::Copy)
        finding.fact("change", "the primary key changes, the table is copied");
    else
        finding.fact("change", "all rows are put into the order of another primary key")
            .severity(Severity::Risk);
}

/// `IF EXISTS` or `IF NOT EXISTS` where MySQL's grammar has none.
void createIndexIfNotExists(const At &at, Findings &findings)
{
    std::optional<sql::ObjectName> table;
    Span span = at.statement.span;
    if (const auto *index = at.as<sql::CreateIndex>(); index && index->ifNotExists)
        table = index->table;
    if (const auto *drop = at.as<sql::Drop>();
        drop && drop->ifExists && drop->object == sql::ObjectKind::Index)
        table = drop->onTable;
    if (const auto *alter = at.as<sql::AlterTable>()) {
        const auto guarded = std::ranges::find_if(alter->actions, &sql::AlterAction::ifExists);
        if (guarded != alter->actions.end())
            span = guarded->span;
        if (alter->ifExists || guarded != alter->actions.end())
            table = alter->table;
    }
    if (!table)
        return;
    auto finding = addOn(at, findings, span, *table);
    if (at.effects.fails)
        finding.severity(Severity::Blocker);
}

constexpr auto rules = std::to_array<RuleInfo>({
    {.id = "my-add-foreign-key",
     .engines = MyFamily,
     .severity = Severity::Blocker,
     .title = "The foreign key to {parent} makes a copy of {table}",
     .why =
         "While foreign_key_checks is on, the server checks each row by copying the table. From then on the running "
         "application's writes are checked, too.",
     .lock = "{table_lock} {parent} can't be altered meanwhile.",
     .help = "SET SESSION foreign_key_checks = 0, add the key with ALGORITHM=INPLACE, LOCK=NONE, switch "
             "the checks on again, and find orphans by query: the rows that are there aren't checked "
             "later. Not through a connection pool that shares sessions.",
     .check = addForeignKey,
     .versions = {},
     .replaces = {"my-alter-copy"}},
    {.id = "my-foreign-key-checks-left-off",
     .engines = MyFamily,
     .severity = Severity::Blocker,
     .title = "foreign_key_checks stays off {scope}",
     .why = "Every row that is written meanwhile can point to nothing, and switching the checks on later "
            "doesn't look at it again.",
     .lock = {},
     .help = "SET SESSION foreign_key_checks = 1 in the same session, right behind the statement that "
             "needs it, and never SET GLOBAL.",
     .checkEnd = foreignKeyChecksLeftOff,
     .versions = {}},
    {.id = "my-fk-blocks-online-tools",
     .engines = MyFamily,
     .severity = Severity::Risk,
     .title = "{table} {obstacle}: shadow table tools stop or rename them",
     .why = "This change rewrites {table}, which is when one reaches for a shadow table. gh-ost refuses "
            "tables with foreign keys, and pt-online-schema-change needs --alter-foreign-keys-method, "
            "which drops or rebuilds them.",
     .lock = {},
     .help = "Change it in stages with a new column, or plan what happens to the foreign keys.",
     .check = fkBlocksOnlineTools,
     .versions = {}},
    {.id = "my-add-check",
     .engines = MyFamily,
     .severity = Severity::Blocker,
     .title = "The CHECK makes a copy of {table}",
     .why =
         "The server tests every row by copying the table, and fails at the first one that breaks the rule. From then on "
         "the running application's writes are tested, too.",
     .lock = "{table_lock}",
     .help =
         "Let the application check, or a trigger. MySQL adds it NOT ENFORCED at once, and then checks nothing. MariaDB "
         "adds a CHECK at once that is written behind a new column; MySQL copies for that, too.",
     .check = addCheck,
     .versions = "MySQL 8.0.16 and newer, MariaDB 10.2 and newer",
     .replaces = {"my-alter-copy"}},
    {.id = "my-fulltext-spatial-index",
     .engines = MyFamily,
     .severity = Severity::Blocker,
     .title = "The {kind} index of {table} is built while writes wait",
     .why = "These indexes can't be built beside writes. {extra}",
     .lock = "LOCK=SHARED: reads of {table} go on, every write waits until the build is done.",
     .help = "Build it at a quiet hour, on a shadow table, or search outside of the database.",
     .check = fulltextSpatialIndex,
     .versions = {}},
    {.id = "my-add-index",
     .engines = MyFamily,
     .severity = Severity::Note,
     .title = "The index of {table} is built with {algorithm} while reads and writes go on",
     .why = "The build reads the whole table. Writes of the meantime are kept in a log, and when that "
            "outgrows innodb_online_alter_log_max_size the build fails at its end.",
     .lock = "LOCK=NONE, with a short exclusive metadata lock at both ends.",
     .help = "Build it off-peak, with a larger innodb_online_alter_log_max_size where much is written.",
     .check = addIndex,
     .versions = {}},
    {.id = "my-primary-key-change",
     .engines = MyFamily,
     .severity = Severity::Blocker,
     .title = "{table}: {change}",
     .why = "InnoDB stores a table in the order of its primary key, and every other index holds it. All "
            "of them are written anew.",
     .lock = "{table_lock}",
     .help = "Drop the old key and add the new one in one ALTER, with ALGORITHM=INPLACE, LOCK=NONE; use "
             "a shadow table for a big one.",
     .check = primaryKeyChange,
     .versions = {},
     .replaces = {"my-alter-copy"}},
    {.id = "my-create-index-if-not-exists",
     .engines = My,
     .severity = Severity::Note,
     .title = "MySQL has no IF [NOT] EXISTS here",
     .why = "MariaDB reads it, MySQL answers with a syntax error: ALTER TABLE, CREATE INDEX and DROP "
            "INDEX have no such guard.",
     .lock = {},
     .help = "Leave it out, and ask INFORMATION_SCHEMA.COLUMNS or STATISTICS for {table} before the step "
             "runs.",
     .check = createIndexIfNotExists,
     .versions = {}},
});

} // namespace

std::span<const RuleInfo> myConstraintRules() { return rules; }

} // namespace lockkeeper::lint
