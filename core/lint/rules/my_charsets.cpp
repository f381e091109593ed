// SPDX-FileCopyrightText: 2026 Lockkeeper contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/lint/rules/myfamilies.h"
#include "core/lint/rules/redefinition.h"

#include <algorithm>
#include <array>

namespace lockkeeper::lint {

namespace {

using sql::AlterKind;

/// "utf8mb4" of "utf8mb4_bin"
std::string_view charsetOf(const sql::TypeName &type)
{
    if (!type.charset.empty() || type.collation.empty())
        return type.charset;
    return std::string_view(type.collation).substr(0, type.collation.find('_'));
}

bool changesCharset(const ColumnRedefinition &change)
{
    if (!change.isTypeKnown())
        return false;
    const auto from = charsetOf(change.old->type);
    const auto to = charsetOf(change.type());
    return !from.empty() && !to.empty() && from != to;
}

void convertCharset(const At &at, Findings &findings)
{
    eachAction(at, AlterKind::ConvertCharset,
               [&](const sql::AlterTable &alter, const sql::AlterAction &action) {
                   if (effectsOf(at, alter, action).algorithm != Algorithm::Instant)
                       addOn(at, findings, action.span, alter.table).fact("what", written(at, alter.table));
               });
    for (const ColumnRedefinition &change : redefinitions(at)) {
        if (changesCharset(change) && change.effects.algorithm == Algorithm::Copy)
            addOnColumn(at, findings, change)
                .fact("what", written(at, change.alter.table) + '.' + written(at, change.action.name))
                .fix(besideOldColumn(at, change));
    }
}

void defaultCharsetOnly(const At &at, Findings &findings)
{
    const auto *alter = alterOfUsedTable(at);
    const auto converts = [](const sql::AlterAction &action) {
        return action.kind == AlterKind::ConvertCharset;
    };
    if (!alter || std::ranges::any_of(alter->actions, converts))
        return;
    for (const sql::AlterAction &action : alter->actions) {
        if (action.kind == AlterKind::DefaultCharset)
            addOn(at, findings, action.span, alter->table);
    }
}

void collationChangeIndexed(const At &at, Findings &findings)
{
    for (const ColumnRedefinition &change : redefinitions(at)) {
        const TableFacts *facts = at.schema.table(change.alter.table);
        if (!change.isTypeKnown() || changesCharset(change) || change.type().collation.empty()
            || change.old->type.collation.empty() || change.type().collation == change.old->type.collation
            || !facts->isIndexed(change.action.name.text))
            continue;
        addOnColumn(at, findings, change).fact("collation", change.type().collation);
    }
}

constexpr auto rules = std::to_array<RuleInfo>({
    {.id = "my-convert-charset",
     .engines = MyFamily,
     .severity = Severity::Blocker,
     .title = "{what} is converted to another character set",
     .why = "Every text is written anew. It can take more bytes than an index allows, characters that "
            "the new set lacks become question marks, and joins with unconverted columns can't use "
            "indexes.",
     .lock = "{table_lock}",
     .help = "Convert column by column: a new column with the new character set, kept alike by triggers, "
             "backfilled in batches. Or use a shadow table.",
     .check = convertCharset,
     .versions = "MariaDB from 10.4 on converts one unindexed VARCHAR from utf8mb3 to utf8mb4 at once",
     .replaces = {"my-alter-copy"}},
    {.id = "my-default-charset-only",
     .engines = MyFamily,
     .severity = Severity::Note,
     .title = "Only new columns of {table} get this character set",
     .why = "DEFAULT CHARACTER SET changes what later columns start with. The columns that are there "
            "keep theirs, so one table has two.",
     .lock = {},
     .help = "If the columns are meant, convert them: see my-convert-charset for what that costs.",
     .check = defaultCharsetOnly,
     .versions = {}},
    {.id = "my-collation-change-indexed",
     .engines = MyFamily,
     .severity = Severity::Risk,
     .title = "{table}.{column} is indexed and sorts by {collation} from now on",
     .why = "Every index on the column is built anew in the new order. Values that were different can be "
            "equal now, and a unique index then fails on them.",
     .lock = "MariaDB builds the indexes without a copy; MySQL copies the table, and writes wait.",
     .help = "Look for new duplicates first: SELECT {column} COLLATE {collation}, COUNT(*) FROM {table} "
             "GROUP BY 1 HAVING COUNT(*) > 1.",
     .check = collationChangeIndexed,
     .versions = {},
     .replaces = {"my-alter-copy"}},
});

} // namespace

std::span<const RuleInfo> myCharsetRules() { return rules; }

} // namespace lockkeeper::lint
