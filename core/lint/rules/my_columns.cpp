// SPDX-FileCopyrightText: 2026 Lockkeeper contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/lint/rules/myfamilies.h"
#include "core/lint/rules/redefinition.h"
#include "core/sql/lexer.h"

#include <algorithm>
#include <array>

namespace lockkeeper::lint {

namespace {

using sql::AlterKind;
using sql::ConstraintKind;

bool isVarchar(const sql::TypeName &type) { return isOneOf(type.name, {"varchar", "varbinary"}); }

/// How much longer a VARCHAR gets; nothing when either isn't one or has no length.
std::optional<int> varcharGrowth(const ColumnRedefinition &change)
{
    if (!change.isTypeKnown() || change.old->type.name != change.type().name || !isVarchar(change.type())
        || change.old->type.modifiers.empty() || change.type().modifiers.empty())
        return std::nullopt;
    return change.type().modifiers.front() - change.old->type.modifiers.front();
}

void changeColumnType(const At &at, Findings &findings)
{
    for (const ColumnRedefinition &change : redefinitions(at)) {
        if (change.effects.algorithm != Algorithm::Copy || change.type().isEmpty())
            continue;
        if (!change.isTypeKnown()) {
            addOnColumn(at, findings, change)
                .severity(Severity::Risk)
                .fact("copied", "may be copied")
                .fact("certainty", "unless the old type is the same, or a shorter one of its kind")
                .fix(besideOldColumn(at, change));
            continue;
        }
        const bool hasOwnRule =
            varcharGrowth(change) || (isEnumOrSet(change.old->type) && isEnumOrSet(change.type()));
        if (hasOwnRule || isSameType(change.old->type, change.type()))
            continue;
        addOnColumn(at, findings, change)
            .fact("copied", "is copied")
            .fact("certainty", "because it was " + change.old->type.name)
            .fix(besideOldColumn(at, change));
    }
}

void varcharExtend(const At &at, Findings &findings)
{
    for (const ColumnRedefinition &change : redefinitions(at)) {
        if (varcharGrowth(change).value_or(0) <= 0)
            continue;
        auto finding = addOnColumn(at, findings, change);
        finding.fact("algorithm", std::string(nameOf(change.effects.algorithm.value_or(Algorithm::Copy))));
        if (change.effects.algorithm == Algorithm::Copy)
            finding.severity(change.effects.isCertain ? Severity::Blocker : Severity::Risk)
                .fact("outcome", "the table is copied")
                .fix(besideOldColumn(at, change));
        else
            finding.fact("outcome", "no row is written anew");
    }
}

void varcharShrink(const At &at, Findings &findings)
{
    for (const ColumnRedefinition &change : redefinitions(at)) {
        if (varcharGrowth(change).value_or(0) < 0)
            addOnColumn(at, findings, change)
                .fact("length", std::to_string(change.type().modifiers.front()))
                .fix(besideOldColumn(at, change));
    }
}

// Appending is INSTANT until the number outgrows its bytes; everything else copies, so the effects tell them apart.
void enumChange(const At &at, Findings &findings)
{
    for (const ColumnRedefinition &change : redefinitions(at)) {
        if (change.isTypeKnown() && isEnumOrSet(change.old->type) && isEnumOrSet(change.type())
            && change.old->type.values != change.type().values && change.effects.algorithm == Algorithm::Copy)
            addOnColumn(at, findings, change);
    }
}

void nullabilityChange(const At &at, Findings &findings)
{
    for (const ColumnRedefinition &change : redefinitions(at)) {
        const bool becomesNotNull = change.action.column.constraint(ConstraintKind::NotNull);
        const TableFacts *facts = at.schema.table(change.alter.table);
        if (!change.old || !change.old->notNull || *change.old->notNull == becomesNotNull
            || (facts && isInPrimaryKey(*facts, change.action.name.text)))
            continue;
        if (change.effects.algorithm.value_or(Algorithm::Instant) < Algorithm::Inplace)
            continue;
        if (change.isTypeKnown() && !isSameType(change.old->type, change.type()))
            continue; // the type decides
        addOnColumn(at, findings, change)
            .fact("nullability", becomesNotNull ? "NOT NULL" : "nullable")
            .fact("algorithm", std::string(nameOf(*change.effects.algorithm)));
    }
}

/// What a new definition loses of the old column.
std::vector<std::string> lostAttributes(const At &at, const ColumnRedefinition &change)
{
    std::vector<std::string> lost;
    const sql::ColumnDef &column = change.action.column;
    const TableFacts *facts = at.schema.table(change.alter.table);
    const bool isKey = facts && isInPrimaryKey(*facts, change.action.name.text);
    if (change.old->notNull.value_or(false) && !isKey && !column.constraint(ConstraintKind::NotNull)
        && !column.constraint(ConstraintKind::Null))
        lost.emplace_back("NOT NULL");
    if (change.old->hasDefault && !column.constraint(ConstraintKind::Default))
        lost.emplace_back("DEFAULT");
    if (change.old->isIdentity && !column.constraint(ConstraintKind::AutoIncrement))
        lost.emplace_back("AUTO_INCREMENT");
    if (!change.old->type.collation.empty() && column.type.collation.empty() && column.type.charset.empty()
        && column.type.name == change.old->type.name)
        lost.emplace_back("COLLATE " + change.old->type.collation);
    return lost;
}

std::string joined(const std::vector<std::string> &parts)
{
    std::string list;
    for (const std::string &part : parts)
        list += (list.empty() ? "" : ", ") + part;
    return list;
}

/// Puts back what is lost if its value is known. It might have been meant, so nobody applies it unasked.
std::optional<Fix> putBack(const ColumnRedefinition &change, const std::vector<std::string> &lost)
{
    if (!change.type().span.isValid() || std::ranges::contains(lost, "DEFAULT"))
        return std::nullopt;
    std::string text;
    for (const std::string &attribute : lost)
        text.insert(attribute.starts_with("COLLATE") ? 0 : text.size(), " " + attribute);
    Fix fix = safeEdit("Keep" + text, behind(change.type().span), text);
    fix.isSafe = false;
    return fix;
}

void modifyDropsAttributes(const At &at, Findings &findings)
{
    for (const ColumnRedefinition &change : redefinitions(at)) {
        const sql::ColumnDef &column = change.action.column;
        if (!change.old) {
            if (column.constraints.empty() && !column.type.isEmpty())
                addOnColumn(at, findings, change)
                    .severity(Severity::Risk)
                    .fact("lost", "its NOT NULL, DEFAULT, COMMENT and AUTO_INCREMENT, if it had them");
            continue;
        }
        const std::vector<std::string> lost = lostAttributes(at, change);
        if (lost.empty())
            continue;
        auto finding = addOnColumn(at, findings, change);
        finding.fact("lost", joined(lost));
        if (auto fix = putBack(change, lost))
            finding.fix(std::move(*fix));
    }
}

bool knowsRenameColumn(const At &at)
{
    return at.options.version
           >= (at.options.dialect == SqlDialect::MariaDB ? ServerVersion{10, 5, 2} : ServerVersion{8, 0, 3});
}

void renameColumnChange(const At &at, Findings &findings)
{
    for (const ColumnRedefinition &change : redefinitions(at)) {
        const sql::Name &to =
            change.action.column.name.isEmpty() ? change.action.newName : change.action.column.name;
        if (change.action.kind != AlterKind::ChangeColumn || to.isEmpty()
            || folded(to.text) == folded(change.action.name.text))
            continue;
        addOnColumn(at, findings, change)
            .fact("new_column", written(at, to))
            .fact("way", knowsRenameColumn(at) ? "RENAME COLUMN at least redefines nothing." : "");
    }
}

constexpr auto rules = std::to_array<RuleInfo>({
    {.id = "my-change-column-type",
     .engines = MyFamily,
     .severity = Severity::Blocker,
     .title = "{table}.{column} becomes {type}: the table {copied}",
     .why = "The server writes every row anew into a copy of {table}, {certainty}. It needs the table's "
            "size in disk space again, and replicas repeat the work.",
     .lock = "{table_lock}",
     .help = "Add a column of the new type, keep both alike with triggers, backfill in batches, switch "
             "the application, drop {column}. A shadow table tool does the same for the whole table.",
     .check = changeColumnType,
     .versions = {},
     .replaces = {"my-alter-copy"}},
    {.id = "my-varchar-extend",
     .engines = MyFamily,
     .severity = Severity::Note,
     .title = "{table}.{column} gets longer with ALGORITHM={algorithm}: {outcome}",
     .why = "MySQL keeps the rows as long as the length is stored in as many bytes as before: at most "
            "255 bytes before and after, or more both times (63 characters of utf8mb4). MariaDB can also "
            "cross that line when the old column took fewer than 128 bytes.",
     .lock = "{table_lock}",
     .help = "Stay in the same class of length, or add a longer column beside {column} and move over in "
             "stages. ALGORITHM=INPLACE, LOCK=NONE makes sure of it.",
     .check = varcharExtend,
     .versions = "MariaDB extends at once from 10.4 on",
     .replaces = {"my-alter-copy"}},
    {.id = "my-varchar-shrink",
     .engines = MyFamily,
     .severity = Severity::Blocker,
     .title = "{table}.{column} gets shorter",
     .why = "Values of more than {length} characters make the statement fail in strict mode and are cut "
            "off silently otherwise. The table is copied either way.",
     .lock = "{table_lock}",
     .help = "SELECT COUNT(*) FROM {table} WHERE CHAR_LENGTH({column}) > {length} must be 0 first. Then "
             "move to a new column in stages, or keep the length and let the application check it.",
     .check = varcharShrink,
     .versions = {},
     .replaces = {"my-alter-copy"}},
    {.id = "my-enum-change",
     .engines = MyFamily,
     .severity = Severity::Blocker,
     .title = "The values of {table}.{column} are reordered, removed or outgrow their byte",
     .why = "ENUM and SET are stored as numbers. Unless new values only come at the end and the number "
            "still fits its bytes, the server copies the table to renumber it, and code that uses the "
            "numbers reads other values.",
     .lock = "{table_lock}",
     .help = "Only append values. To remove or reorder them, use a new column, or a table of values that "
             "{column} refers to.",
     .check = enumChange,
     .versions = {},
     .replaces = {"my-alter-copy"}},
    {.id = "my-nullability-change",
     .engines = MyFamily,
     .severity = Severity::Risk,
     .title = "{table}.{column} becomes {nullability}: the table is written anew ({algorithm})",
     .why = "Whether a column can be NULL is part of every row's format. The server rebuilds the table "
            "and all its indexes; NOT NULL also needs strict mode and fails when a NULL is left.",
     .lock = "{table_lock}",
     .help = "Make sure by query that no NULL is left. Use a shadow table for a big table, and "
             "ALGORITHM=INPLACE, LOCK=NONE for the others.",
     .check = nullabilityChange,
     .versions = {},
     .replaces = {"my-alter-copy"}},
    {.id = "my-modify-drops-attributes",
     .engines = MyFamily,
     .severity = Severity::Blocker,
     .title = "{table}.{column} loses {lost}",
     .why = "MODIFY and CHANGE replace the whole definition: what isn't written again is gone, without a "
            "warning. Rows that leave the column out are then stored with NULL or fail.",
     .lock = {},
     .help = "Take the column from SHOW CREATE TABLE {table}, change only what you mean to, and write "
             "all the rest again.",
     .check = modifyDropsAttributes,
     .versions = {}},
    {.id = "my-rename-column-change",
     .engines = MyFamily,
     .severity = Severity::Blocker,
     .title = "CHANGE renames {table}.{column} to {new_column}",
     .why = "The running application asks for {column} and fails from this moment on, the new one fails "
            "until then, and there is no moment when both work. CHANGE also redefines the column, which "
            "can copy the table.",
     .lock = {},
     .help = "Add {new_column}, keep both alike with triggers, backfill, switch the application, drop "
             "{column}. {way}",
     .check = renameColumnChange,
     .versions = {},
     .replaces = {"rename-column"}},
});

} // namespace

std::span<const RuleInfo> myColumnRules() { return rules; }

} // namespace lockkeeper::lint
