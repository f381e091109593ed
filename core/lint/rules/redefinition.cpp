// SPDX-FileCopyrightText: 2026 Lockkeeper contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/lint/rules/redefinition.h"

namespace lockkeeper::lint {

using sql::AlterKind;

namespace {

std::string keyOf(const At &at, const sql::ObjectName &table)
{
    const TableFacts *facts = at.schema.table(table);
    const auto key = facts ? primaryKey(*facts) : std::vector<std::string>();
    return quotedName(at.options.dialect,
                      key.empty() || key.front().empty() ? std::string_view("id") : key.front());
}

/// Whichever of the two columns a writer sets, the other follows: old and new application work side by side.
std::string alikeTriggers(const std::string &table, const std::string &a, const std::string &b,
                          const std::string &onInsert, const std::string &onUpdate)
{
    const auto eachRow = [&](const std::string &name, std::string_view event) {
        return "CREATE TRIGGER " + name + " BEFORE " + std::string(event) + " ON " + table
               + " FOR EACH ROW SET ";
    };
    const auto either = [](const std::string &set, const std::string &other) {
        return "NEW." + set + " = COALESCE(NEW." + set + ", NEW." + other + ")";
    };
    const auto changed = [](const std::string &set, const std::string &other) {
        return "NEW." + set + " = IF(NEW." + other + " <=> OLD." + other + ", NEW." + set + ", NEW." + other
               + ")";
    };
    return eachRow(onInsert, "INSERT") + either(b, a) + ", " + either(a, b) + ";\n"
           + eachRow(onUpdate, "UPDATE") + changed(b, a) + ", " + changed(a, b) + ";";
}

} // namespace

std::vector<ColumnRedefinition> redefinitions(const At &at)
{
    std::vector<ColumnRedefinition> found;
    const auto *alter = alterOfUsedTable(at);
    if (!alter)
        return found;
    for (const sql::AlterAction &action : alter->actions) {
        if (action.kind == AlterKind::ModifyColumn || action.kind == AlterKind::ChangeColumn)
            found.push_back({*alter, action, knownColumn(at, alter->table, action.name.text),
                             effectsOf(at, *alter, action)});
    }
    return found;
}

Findings::Draft addOnColumn(const At &at, Findings &findings, const ColumnRedefinition &change)
{
    auto finding = addOn(at, findings, change.action.span, change.alter.table);
    finding.fact("column", written(at, change.action.name));
    if (!change.type().isEmpty())
        finding.fact("type", std::string(at.source(change.type().span)));
    return finding;
}

Fix besideOldColumn(const At &at, const ColumnRedefinition &change)
{
    const auto quoted = [&](const std::string &name) { return quotedName(at.options.dialect, name); };
    const std::string table = written(at, change.alter.table);
    const std::string old = written(at, change.action.name);
    const std::string column = quoted(change.action.name.text + "_new");
    const std::string trigger = change.alter.table.name.text + "_" + change.action.name.text;
    const std::string onInsert = quoted(trigger + "_insert");
    const std::string onUpdate = quoted(trigger + "_update");
    const std::string type(at.source(change.type().span));
    return stagedFix(
        "A new column beside the old one",
        {{Stage::Expand, "ALTER TABLE " + table + " ADD COLUMN " + column + " " + type + ";\n"
                             + alikeTriggers(table, old, column, onInsert, onUpdate)},
         {Stage::Backfill, "-- Again until no row is changed\nUPDATE " + table + " SET " + column + " = "
                               + old + " WHERE " + column + " IS NULL AND " + old + " IS NOT NULL ORDER BY "
                               + keyOf(at, change.alter.table) + " LIMIT 1000;"},
         {Stage::Flip, "-- The application reads and writes " + column + " instead of " + old},
         {Stage::Contract, "DROP TRIGGER " + onInsert + ";\nDROP TRIGGER " + onUpdate + ";\nALTER TABLE "
                               + table + " DROP COLUMN " + old + ";"}});
}

} // namespace lockkeeper::lint
