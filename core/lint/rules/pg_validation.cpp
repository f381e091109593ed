// SPDX-FileCopyrightText: 2026 Lockkeeper contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/lint/rules/ask.h"
#include "core/lint/rules/families.h"

#include <algorithm>
#include <array>

// NOT VALID, VALIDATE and SET NOT NULL: proving something of rows that are in use.
namespace lockkeeper::lint {

namespace {

using sql::AlterKind;
using sql::ConstraintKind;

/// ADD … NOT VALID, VALIDATE … as two clauses of one statement.
bool addedInSameStatement(const sql::AlterTable &alter, const std::string &name)
{
    return std::ranges::any_of(alter.actions, [&](const sql::AlterAction &action) {
        return action.kind == AlterKind::AddConstraint && action.constraint.name.text == name;
    });
}

void sameTransaction(const At &at, Findings &findings)
{
    eachAction(at, AlterKind::ValidateConstraint, [&](const auto &alter, const auto &action) {
        const std::string &name = action.name.text;
        const bool isOpen = at.state.inTransaction() && at.state.addedConstraint(alter.table.display(), name);
        if (isOpen || addedInSameStatement(alter, name))
            addOn(at, findings, action.span, alter.table).fact("name", written(at, action.name));
    });
}

void validate(const At &at, Findings &findings)
{
    eachAction(at, AlterKind::ValidateConstraint, [&](const auto &alter, const auto &action) {
        addOn(at, findings, action.span, alter.table).fact("name", written(at, action.name));
    });
}

void foreignKeyNotValid(const At &at, Findings &findings)
{
    eachAction(at, AlterKind::AddConstraint, [&](const auto &alter, const auto &action) {
        const sql::Constraint &key = action.constraint;
        if (key.kind == ConstraintKind::ForeignKey && key.isNotValid && !at.createdHere(key.references))
            addOn(at, findings, action.span, alter.table).fact("parent", written(at, key.references));
    });
}

/// Constraints that are NOT VALID so far: table.name → their place.
class Unproven
{
public:
    void read(const sql::AlterTable &alter, int statement)
    {
        const std::string table(withoutPublic(alter.table.display()));
        for (const sql::AlterAction &action : alter.actions) {
            if (action.kind == AlterKind::AddConstraint && action.constraint.isNotValid)
                m_open.push_back({table, &action, statement});
            if (action.kind == AlterKind::ValidateConstraint || action.kind == AlterKind::DropConstraint)
                std::erase_if(m_open, [&](const Open &open) {
                    return open.table == table && open.action->constraint.name.text == action.name.text;
                });
        }
    }
    struct Open
    {
        std::string table;
        const sql::AlterAction *action;
        int statement;
    };
    const std::vector<Open> &open() const { return m_open; }

private:
    std::vector<Open> m_open;
};

// In Expand the proof comes later, in Contract.
void neverValidated(const AtEnd &end, Findings &findings)
{
    if (end.options.stage && end.options.stage != Stage::Contract)
        return;
    Unproven unproven;
    for (size_t i = 0; i < end.statements.size(); ++i) {
        if (const auto *alter = end.statements[i].as<sql::AlterTable>())
            unproven.read(*alter, int(i));
    }
    for (const Unproven::Open &open : unproven.open()) {
        const std::string &name = open.action->constraint.name.text;
        const Span span = open.action->span;
        findings.add(span.isValid() ? span : end.statements[size_t(open.statement)].span)
            .fact("table", open.table)
            .fact("name", name.empty() ? "constraint" : quotedName(end.options.dialect, name));
    }
}

/// Not in Expand: even NOT VALID, the check refuses every NULL that the old version writes, and every UPDATE of a row
/// that still has one.
Fix notNullInSteps(const At &at, const sql::AlterTable &alter, const sql::AlterAction &action)
{
    const std::string start = "ALTER TABLE " + written(at, alter.table);
    const std::string column = written(at, action.name);
    const std::string name =
        quotedName(at.options.dialect, madeName(alter.table.name.text, action.name.text, "not_null"));
    return stagedFix("Prove it first, in four steps, when no row is NULL any more",
                     {{Stage::Contract,
                       start + " ADD CONSTRAINT " + name + " CHECK (" + column + " IS NOT NULL) NOT VALID"},
                      {Stage::Contract, start + " VALIDATE CONSTRAINT " + name},
                      {Stage::Contract, start + " ALTER COLUMN " + column + " SET NOT NULL"},
                      {Stage::Contract, start + " DROP CONSTRAINT " + name}});
}

void setNotNull(const At &at, Findings &findings)
{
    eachAction(at, AlterKind::SetNotNull, [&](const auto &alter, const auto &action) {
        if (effectsOf(at, alter, action).scans.empty())
            return;
        Findings::Draft draft = addOn(at, findings, action.span, alter.table);
        draft.fact("column", written(at, action.name))
            .fact("name", quotedName(at.options.dialect,
                                     madeName(alter.table.name.text, action.name.text, "not_null")));
        if (at.options.version.major >= 12) // before, no CHECK counts as proof
            draft.fix(notNullInSteps(at, alter, action));
    });
}

constexpr auto rules = std::to_array<RuleInfo>({
    {.id = "pg-validate-in-same-transaction",
     .engines = Pg,
     .severity = Severity::Blocker,
     .title = "{name} is validated in the transaction that adds it",
     .why =
         "The strong lock of ADD CONSTRAINT is kept until the end of the transaction, so the rows are read under "
         "it: NOT VALID has won nothing.",
     .lock =
         "ACCESS EXCLUSIVE on {table} (for a foreign key SHARE ROW EXCLUSIVE on both tables) while all rows are "
         "read",
     .help =
         "COMMIT;\n-- then, in a transaction of its own:\nALTER TABLE {table} VALIDATE CONSTRAINT {name};",
     .check = sameTransaction},
    {.id = "pg-validate-constraint",
     .engines = Pg,
     .severity = Severity::Note,
     .title = "Validating {name} reads all of {table}",
     .why = "Reads and writes go on meanwhile; other schema changes and VACUUM of the table wait.",
     .lock = "SHARE UPDATE EXCLUSIVE on {table} while all rows are read",
     .help = "Give it a transaction of its own, without statement_timeout, at a quiet hour.",
     .check = validate},
    {.id = "pg-fk-not-valid-lock",
     .engines = Pg,
     .severity = Severity::Note,
     .title = "A NOT VALID foreign key still locks {table} and {parent}",
     .why =
         "No row is checked, but the statement waits for writers of both tables, and others queue behind it.",
     .lock = "SHARE ROW EXCLUSIVE on {table} and {parent}, briefly: writes wait",
     .help = "SET lock_timeout = '2s'; -- and try again if it runs out",
     .check = foreignKeyNotValid},
    {.id = "pg-not-valid-never-validated",
     .engines = Pg,
     .severity = Severity::Note,
     .title = "{name} stays NOT VALID",
     .why =
         "Nothing in this script validates it: old rows may break it for ever, and the planner can't rely on it.",
     .help = "ALTER TABLE {table} VALIDATE CONSTRAINT {name}; -- in a later transaction",
     .checkEnd = neverValidated},
    {.id = "pg-set-not-null",
     .engines = Pg,
     .severity = Severity::Blocker,
     .title = "SET NOT NULL on {column} reads all of {table} under lock",
     .why =
         "Every row is tested while nobody can use the table. It fails on the first NULL, and the application that "
         "runs now may still write one.",
     .lock = "ACCESS EXCLUSIVE on {table} while all rows are read: reads and writes wait",
     .help =
         "-- fill the NULLs and let nobody write new ones; then, in transactions of their own:\n"
         "ALTER TABLE {table} ADD CONSTRAINT {name} CHECK ({column} IS NOT NULL) NOT VALID;\n"
         "ALTER TABLE {table} VALIDATE CONSTRAINT {name};\n"
         "ALTER TABLE {table} ALTER COLUMN {column} SET NOT NULL; -- takes the check as proof, reads nothing\n"
         "ALTER TABLE {table} DROP CONSTRAINT {name};",
     .check = setNotNull,
     .versions =
         "a validated CHECK is taken as proof from PostgreSQL 12 on; PostgreSQL 18 has ADD CONSTRAINT … NOT "
         "NULL … NOT VALID"},
});

} // namespace

std::span<const RuleInfo> pgValidationRules() { return rules; }

} // namespace lockkeeper::lint
