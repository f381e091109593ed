// SPDX-FileCopyrightText: 2026 Lockkeeper contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/lint/rules/myask.h"
#include "core/lint/rules/myfamilies.h"
#include "core/sql/lexer.h"

#include <algorithm>
#include <array>
#include <map>
#include <set>

namespace lockkeeper::lint {

namespace {

using sql::AlterKind;
using sql::ConstraintKind;

std::string keyOf(const sql::ObjectName &table) { return folded(withoutPublic(table.display())); }

std::string keyOf(const sql::ObjectName &table, std::string_view column)
{
    return keyOf(table) + '.' + folded(column);
}

/// Contract and what comes after it: what goes may go.
bool mayRemove(const LintOptions &options)
{
    return options.stage == Stage::Contract || options.stage == Stage::Verify;
}

/// Calls @p visit(alter, action) for each clause on a table that the script didn't create.
void eachUsedClause(const sql::Statement &statement, const Schema &schema, const auto &visit)
{
    const auto *alter = statement.as<sql::AlterTable>();
    if (!alter || schema.createdHere(alter->table))
        return;
    for (const sql::AlterAction &action : alter->actions)
        visit(*alter, action);
}

const sql::Drop *tableDrop(const sql::Statement &statement)
{
    const auto *drop = statement.as<sql::Drop>();
    return drop && drop->object == sql::ObjectKind::Table && !drop->isTemporary ? drop : nullptr;
}

std::span<const sql::ObjectName> droppedTables(const sql::Statement &statement)
{
    const sql::Drop *drop = tableDrop(statement);
    return drop ? std::span<const sql::ObjectName>(drop->names) : std::span<const sql::ObjectName>();
}

/// Tables that get their name back: a rebuild or a swap, which replaces instead of taking away.
std::set<std::string> renameTargets(const AtEnd &end)
{
    std::set<std::string> targets;
    for (const sql::Statement &statement : end.statements) {
        if (const auto *rename = statement.as<sql::Rename>()) {
            for (const sql::Rename::Pair &pair : rename->pairs)
                targets.insert(keyOf(pair.to));
        }
        if (const auto *alter = statement.as<sql::AlterTable>()) {
            for (const sql::AlterAction &action : alter->actions) {
                if (action.kind == AlterKind::RenameTable)
                    targets.insert(folded(action.newTable.name.text));
            }
        }
    }
    return targets;
}

void expandAndContractTogether(const AtEnd &end, Findings &findings)
{
    const std::set<std::string> replaced = renameTargets(end);
    const auto shown = [&end](const sql::ObjectName &table, const sql::Name &column) {
        return quotedName(end.options.dialect, table) + '.' + quotedName(end.options.dialect, column.text);
    };
    std::map<std::string, std::map<std::string, std::string>> grown; // table → its new columns, as written
    std::map<std::string, std::string> successors; // table → the new one that its rows were copied to
    for (const sql::Statement &statement : end.statements) {
        eachUsedClause(statement, end.schema,
                       [&](const sql::AlterTable &alter, const sql::AlterAction &action) {
                           if (action.kind == AlterKind::AddColumn)
                               grown[keyOf(alter.table)].emplace(folded(action.column.name.text),
                                                                 shown(alter.table, action.column.name));
                       });
        eachUsedClause(statement, end.schema,
                       [&](const sql::AlterTable &alter, const sql::AlterAction &action) {
                           const auto added = grown.find(keyOf(alter.table));
                           if (action.kind == AlterKind::DropColumn && added != grown.end()
                               && !added->second.contains(folded(action.name.text)))
                               findings.add(action.span)
                                   .onTable(alter.table)
                                   .fact("gone", shown(alter.table, action.name))
                                   .fact("successor", added->second.begin()->second);
                       });
        if (const auto *insert = statement.as<sql::Insert>(); insert && insert->isSelect) {
            for (const sql::ObjectName &source : insert->selectsFrom)
                successors.emplace(keyOf(source), insert->table.display());
        }
        for (const sql::ObjectName &table : droppedTables(statement)) {
            const auto successor = successors.find(keyOf(table));
            if (successor != successors.end() && !replaced.contains(keyOf(table)))
                findings.add(statement.span)
                    .onTable(table)
                    .fact("gone", table.display())
                    .fact("successor", successor->second);
        }
    }
}

/// What was filled by UPDATE, from what, and not looked at since.
class Unverified
{
public:
    void see(const sql::Statement &statement)
    {
        if (const auto *update = statement.as<sql::Update>())
            fill(*update);
        if (const auto *select = statement.as<sql::Select>()) {
            for (const sql::ObjectName &table : select->tables)
                forget(table);
        }
        if (statement.as<sql::Routine>()) { // an ASSERT or RAISE can be in it
            m_filled.clear();
            m_sources.clear();
        }
        const auto *alter = statement.as<sql::AlterTable>();
        if (alter
            && std::ranges::find(alter->actions, AlterKind::ValidateConstraint, &sql::AlterAction::kind)
                   != alter->actions.end())
            forget(alter->table);
    }

    bool isFilled(const sql::ObjectName &table, std::string_view column) const
    {
        return m_filled.contains(keyOf(table, column));
    }
    bool isSource(const sql::ObjectName &table, std::string_view column) const
    {
        return m_sources.contains(keyOf(table, column));
    }

private:
    void fill(const sql::Update &update)
    {
        for (size_t i = 0; i < update.columns.size(); ++i) {
            m_filled.insert(keyOf(update.table, update.columns[i].text));
            if (i >= update.values.size())
                continue;
            for (const std::string &source : update.values[i].columns) {
                if (folded(source) != folded(update.columns[i].text))
                    m_sources.insert(keyOf(update.table, source));
            }
        }
    }

    void forget(const sql::ObjectName &table)
    {
        const auto isOfTable = [prefix = keyOf(table, "")](const std::string &key) {
            return key.starts_with(prefix);
        };
        std::erase_if(m_filled, isOfTable);
        std::erase_if(m_sources, isOfTable);
    }

    std::set<std::string> m_filled;  ///< table.column
    std::set<std::string> m_sources; ///< table.column
};

bool requiresValue(const sql::AlterAction &action)
{
    const bool redefines = action.kind == AlterKind::ModifyColumn || action.kind == AlterKind::ChangeColumn;
    return action.kind == AlterKind::SetNotNull
           || (redefines && action.column.constraint(ConstraintKind::NotNull));
}

void contractBeforeBackfillVerified(const AtEnd &end, Findings &findings)
{
    Unverified unverified;
    for (const sql::Statement &statement : end.statements) {
        eachUsedClause(
            statement, end.schema, [&](const sql::AlterTable &alter, const sql::AlterAction &action) {
                const std::string_view column = action.name.text;
                const bool isRequired = requiresValue(action) && unverified.isFilled(alter.table, column);
                const bool isGone =
                    action.kind == AlterKind::DropColumn && unverified.isSource(alter.table, column);
                if (isRequired || isGone)
                    findings.add(action.span)
                        .onTable(alter.table)
                        .fact("column", std::string(column))
                        .fact("step", isRequired ? "becomes NOT NULL" : "is dropped");
            });
        unverified.see(statement);
    }
}

// DROP TRIGGER IF EXISTS before CREATE TRIGGER is how one replaces it.
void triggerDroppedEarly(const AtEnd &end, Findings &findings)
{
    if (mayRemove(end.options))
        return;
    std::set<std::string> made;
    for (const sql::Statement &statement : end.statements) {
        if (const auto *trigger = statement.as<sql::CreateTrigger>())
            made.insert(folded(trigger->name.text));
    }
    for (const sql::Statement &statement : end.statements) {
        const auto *drop = statement.as<sql::Drop>();
        if (!drop || drop->object != sql::ObjectKind::Trigger || drop->names.empty()
            || made.contains(folded(drop->names.front().name.text)))
            continue;
        findings.add(statement.span).fact("trigger", drop->names.front().display());
    }
}

/// The old value is gone: NULL over it, or a function of itself that has no way back.
const sql::Name *overwritten(const At &at, const sql::Update &update)
{
    for (size_t i = 0; i < update.columns.size() && i < update.values.size(); ++i) {
        const sql::Expression &value = update.values[i];
        const std::string column = folded(update.columns[i].text);
        const bool usesItself = std::ranges::any_of(
            value.columns, [&](const std::string &each) { return folded(each) == column; });
        const bool isLost = value.form == sql::Expression::Form::Null || (usesItself && !value.calls.empty());
        if (isLost && !at.state.addedColumn(update.table.display(), update.columns[i].text))
            return &update.columns[i];
    }
    return nullptr;
}

/// What a statement takes away for good; empty: nothing. The rules about drops say it already where there is no stage.
std::string lossOf(const At &at)
{
    if (const auto *update = at.as<sql::Update>(); update && !at.createdHere(update->table)) {
        const sql::Name *column = overwritten(at, *update);
        return column ? "brings back the old values of " + column->text : std::string();
    }
    if (const auto *type = at.as<sql::AlterType>(); type && type->kind == sql::AlterType::Kind::AddValue)
        return "takes the value '" + type->value + "' out of its enum again";
    if (const auto *removal = at.as<sql::Delete>(); removal && !at.createdHere(removal->table))
        return "brings back the rows of " + removal->table.display();
    if (!at.options.stage)
        return {};
    if (const auto *truncate = at.as<sql::Truncate>(); truncate && !truncate->tables.empty())
        return "brings back the rows of " + truncate->tables.front().display();
    if (const sql::Drop *drop = tableDrop(at.statement); drop && !drop->names.empty())
        return at.createdHere(drop->names.front()) ? std::string()
                                                   : "brings back the table " + drop->names.front().display();
    const auto *alter = at.as<sql::AlterTable>();
    const auto clauses = alter ? clausesOnUsedTable(at) : std::span<const sql::AlterAction>();
    const auto dropped = std::ranges::find(clauses, AlterKind::DropColumn, &sql::AlterAction::kind);
    return dropped == clauses.end() ? std::string() : "brings back the column " + dropped->name.text;
}

void irreversibleStep(const At &at, Findings &findings)
{
    if (mayRemove(at.options))
        return;
    const std::string loss = lossOf(at);
    if (loss.empty())
        return;
    Findings::Draft draft = findings.add(at.statement.span);
    draft.fact("loss", loss);
    if (at.as<sql::AlterType>()) // nothing is lost, and the label does no harm
        draft.severity(Severity::Note);
}

constexpr auto rules = std::to_array<RuleInfo>({
    {.id = "plan-expand-and-contract-together",
     .engines = AllEngines,
     .severity = Severity::Blocker,
     .title = "{gone} goes in the same release that brings {successor}",
     .why = "There is no moment when the old application and the new one both work: the old one fails "
            "from here on, the new one fails before, and there is no way back without the data.",
     .lock = {},
     .help = "Leave {gone} where it is. Drop it in the contract stage, when the gate has shown that "
             "nobody uses it.",
     .checkEnd = expandAndContractTogether,
     .versions = {}},
    {.id = "plan-contract-before-backfill-verified",
     .engines = AllEngines,
     .severity = Severity::Blocker,
     .title = "{table}.{column} {step} before anyone has seen that the backfill is complete",
     .why = "A row that the backfill missed, or that was written meanwhile, makes the step fail. Where "
            "it doesn't fail, the value is lost.",
     .lock = {},
     .help = "Ask for rows that are left, SELECT count(*) … must be 0, in a gate between the backfill "
             "and this step.",
     .checkEnd = contractBeforeBackfillVerified,
     .versions = {}},
    {.id = "plan-trigger-dropped-early",
     .engines = AllEngines,
     .severity = Severity::Risk,
     .title = "{trigger} goes before the contract stage",
     .why = "If it keeps old and new columns alike, what instances of the old version write from now on "
            "never reaches the new column.",
     .lock = {},
     .help = "Drop it in the contract stage, behind a gate that has seen no traffic of the old version "
             "for a while.",
     .checkEnd = triggerDroppedEarly,
     .versions = {}},
    {.id = "plan-irreversible-step",
     .engines = AllEngines,
     .severity = Severity::Risk,
     .title = "No undo {loss}",
     .why = "A rollback can only run statements, and none of them knows what was there before.",
     .lock = {},
     .help = "Keep a copy of what goes until the rollback window is over, or do it in the contract stage "
             "and mark it irreversible there.",
     .check = irreversibleStep,
     .versions = {}},
});

} // namespace

std::span<const RuleInfo> planStageRules() { return rules; }

} // namespace lockkeeper::lint
