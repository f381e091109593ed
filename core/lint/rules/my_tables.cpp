// SPDX-FileCopyrightText: 2026 Lockkeeper contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/lint/rules/myask.h"
#include "core/lint/rules/myfamilies.h"
#include "core/sql/lexer.h"

#include <algorithm>
#include <array>
#include <map>

namespace lockkeeper::lint {

namespace {

using sql::AlterKind;

/// Options of a table that are part of how its rows are stored.
bool isStorageOption(std::string_view name)
{
    return isOneOf(name,
                   {"engine", "row_format", "key_block_size", "page_compressed", "page_compression_level",
                    "compression", "encrypted", "encryption", "encryption_key_id"});
}

void engineOrRowFormat(const At &at, Findings &findings)
{
    const auto *alter = alterOfUsedTable(at);
    for (const sql::AlterAction &action : clausesOnUsedTable(at)) {
        if (action.kind == AlterKind::Force)
            addOn(at, findings, action.span, alter->table).fact("option", "FORCE");
        if (action.kind != AlterKind::SetOptions
            || effectsOf(at, *alter, action).algorithm == Algorithm::Instant)
            continue;
        const auto option = std::ranges::find_if(
            action.options, [](const sql::Option &each) { return isStorageOption(each.name); });
        if (option != action.options.end())
            addOn(at, findings, action.span, alter->table).fact("option", option->name);
    }
    const auto *maintain = at.as<sql::Maintain>();
    if (!maintain || maintain->kind != sql::Maintain::Kind::Optimize)
        return;
    for (const sql::ObjectName &table : maintain->objects) {
        if (!at.createdHere(table))
            addOn(at, findings, at.statement.span, table).fact("option", "OPTIMIZE");
    }
}

/// New boundaries and dropped partitions touch few rows or none; these move all of them, or those of whole partitions.
bool movesRows(const At &at, const sql::AlterTable &alter, const sql::AlterAction &action)
{
    if (action.kind == AlterKind::PartitionBy || action.kind == AlterKind::RemovePartitioning)
        return true;
    if (action.kind != AlterKind::PartitionOther)
        return false;
    const std::string text = folded(at.source(action.span));
    const auto starts = [&](std::string_view word) { return text.starts_with(word); };
    return starts("coalesce") || starts("reorganize") || starts("rebuild") || starts("optimize")
           || !effectsOf(at, alter, action).rewrites.empty();
}

void partitioningChange(const At &at, Findings &findings)
{
    const auto *alter = alterOfUsedTable(at);
    for (const sql::AlterAction &action : clausesOnUsedTable(at)) {
        if (movesRows(at, *alter, action))
            addOn(at, findings, action.span, alter->table);
    }
}

/// One table's new name.
struct TableRename
{
    std::string from;
    std::string to;
    const sql::Statement *statement;
    bool isAlone; ///< the statement does nothing else
};

std::vector<TableRename> renamesOf(const sql::Statement &statement)
{
    std::vector<TableRename> renames;
    if (const auto *rename = statement.as<sql::Rename>();
        rename && rename->object == sql::ObjectKind::Table) {
        for (const sql::Rename::Pair &pair : rename->pairs)
            renames.push_back(
                {pair.from.display(), pair.to.display(), &statement, rename->pairs.size() == 1});
    }
    if (const auto *alter = statement.as<sql::AlterTable>()) {
        for (const sql::AlterAction &action : alter->actions) {
            if (action.kind == AlterKind::RenameTable)
                renames.push_back({alter->table.display(), action.newTable.display(), &statement,
                                   alter->actions.size() == 1});
        }
    }
    return renames;
}

/// Both renames as one statement, if nothing stands between them.
std::optional<Fix> atOnce(const AtEnd &end, const TableRename &away, const TableRename &back)
{
    const Span first = away.statement->span;
    const Span second = back.statement->span;
    const auto between = end.text.substr(size_t(first.end), size_t(std::max(0, second.begin - first.end)));
    if (!away.isAlone || !back.isAlone || away.statement + 1 != back.statement
        || between.find_first_not_of("; \t\r\n") != between.npos)
        return std::nullopt;
    const auto names = [&](const TableRename &rename) {
        return quotedName(end.options.dialect, rename.from) + " TO "
               + quotedName(end.options.dialect, rename.to);
    };
    if ((away.from + away.to + back.from + back.to).find('.') != std::string::npos)
        return std::nullopt; // a name with its database would need its parts
    return safeEdit("Rename both at once", {first.begin, second.end},
                    "RENAME TABLE " + names(away) + ", " + names(back));
}

void renameTableNotAtomic(const AtEnd &end, Findings &findings)
{
    std::map<std::string, TableRename> gone; // by the name that nobody answers to
    for (const sql::Statement &statement : end.statements) {
        const std::vector<TableRename> renames = renamesOf(statement);
        for (const TableRename &rename : renames) {
            const auto away = gone.find(rename.to);
            if (away == gone.end())
                continue;
            auto finding = findings.add(statement.span);
            finding.fact("table", quotedName(end.options.dialect, rename.to));
            if (auto fix = atOnce(end, away->second, rename))
                finding.fix(std::move(*fix));
        }
        for (const TableRename &rename : renames)
            gone.insert_or_assign(rename.from, rename);
    }
}

constexpr auto rules = std::to_array<RuleInfo>({
    {.id = "my-engine-or-row-format",
     .engines = MyFamily,
     .severity = Severity::Blocker,
     .title = "{table} is written anew ({option})",
     .why = "How rows are stored changes for all of them at once: the server rebuilds the table and "
            "every index, needs the space again, and replicas repeat it. Another ENGINE is a copy.",
     .lock = "{table_lock}",
     .help = "Do it at a quiet hour with ALGORITHM=INPLACE, LOCK=NONE, or with a shadow table (gh-ost, "
             "pt-online-schema-change).",
     .check = engineOrRowFormat,
     .versions = {},
     .replaces = {"my-alter-copy"}},
    {.id = "my-partitioning-change",
     .engines = MyFamily,
     .severity = Severity::Blocker,
     .title = "Rows of {table} move to other partitions",
     .why = "The rows of the whole table, or of the partitions that are named, are copied to their new "
            "places.",
     .lock = "Writes of {table} wait until it is done; for some forms reads do, too.",
     .help = "Build a partitioned shadow table, or a new table that is filled in stages. Adding a "
             "partition at the end of a range moves nothing.",
     .check = partitioningChange,
     .versions = {},
     .replaces = {"my-alter-copy"}},
    {.id = "my-rename-table-not-atomic",
     .engines = MyFamily,
     .severity = Severity::Risk,
     .title = "For a moment there is no {table}",
     .why = "Two statements are two transactions in MySQL and MariaDB. What asks for {table} between "
            "them gets an error.",
     .lock = {},
     .help = "RENAME TABLE {table} TO …, … TO {table}: one statement renames all of them at once.",
     .checkEnd = renameTableNotAtomic,
     .versions = {}},
});

} // namespace

std::span<const RuleInfo> myTableRules() { return rules; }

} // namespace lockkeeper::lint
