// SPDX-FileCopyrightText: 2026 Lockkeeper contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/lint/rules/ask.h"
#include "core/lint/rules/families.h"

#include <algorithm>
#include <array>

// The labels of an enum are easy to add and hard to take back.
namespace lockkeeper::lint {

namespace {

using sql::AlterKind;
using Kind = sql::AlterType::Kind;

void renameValue(const At &at, Findings &findings)
{
    const auto *alter = at.as<sql::AlterType>();
    if (alter && alter->kind == Kind::RenameValue && !at.schema.isEnumCreatedHere(alter->name.display())
        && !isContract(at))
        findings.add(at.statement.span)
            .fact("type", written(at, alter->name))
            .fact("value", alter->value)
            .fact("name", alter->newValue);
}

void valueOrder(const At &at, Findings &findings)
{
    const auto *alter = at.as<sql::AlterType>();
    if (alter && alter->kind == Kind::AddValue && !alter->hasPlace)
        findings.add(at.statement.span).fact("type", written(at, alter->name)).fact("value", alter->value);
}

std::string literal(std::string_view value)
{
    std::string quoted = "'";
    for (const char c : value) {
        if (c == '\'')
            quoted += c;
        quoted += c;
    }
    return quoted + "'";
}

/// The values that a transaction has added, to be found in texts however many they are.
class AddedValues
{
public:
    bool isEmpty() const { return m_added.empty(); }
    void clear() { *this = {}; }
    void add(const sql::AlterType &type)
    {
        std::string written = literal(type.value);
        if (written.find('\'', 1) + 1 == written.size())
            m_plain.emplace(std::move(written), m_added.size());
        else
            m_withQuotes.emplace_back(std::move(written), m_added.size());
        m_added.push_back(&type);
    }

    /// The first of them that @p text names; null: none.
    const sql::AlterType *usedIn(std::string_view text) const
    {
        size_t first = m_added.size();
        for (size_t open = text.find('\''); open != text.npos;) {
            const size_t close = text.find('\'', open + 1);
            const auto found =
                close == text.npos ? m_plain.end() : m_plain.find(text.substr(open, close + 1 - open));
            if (found != m_plain.end())
                first = std::min(first, found->second);
            open = close;
        }
        for (const auto &[written, place] : m_withQuotes)
            first = text.contains(written) ? std::min(first, place) : first;
        return first < m_added.size() ? m_added[first] : nullptr;
    }

private:
    std::vector<const sql::AlterType *> m_added;
    std::map<std::string, size_t, std::less<>> m_plain; ///< as they are written, with their place in m_added
    std::vector<std::pair<std::string, size_t>> m_withQuotes;
};

/// The server knows a new value only after COMMIT, unless its type is as new.
void useInTransaction(const AtEnd &end, Findings &findings)
{
    const std::vector<int> transactions = transactionsOf(end);
    AddedValues added; // by the transaction that is open
    for (size_t i = 0; i < end.statements.size(); ++i) {
        const sql::Statement &statement = end.statements[i];
        if (i > 0 && transactions[i] != transactions[i - 1])
            added.clear();
        if (const auto *alter = statement.as<sql::AlterType>()) {
            if (alter->kind == Kind::AddValue && !end.schema.isEnumCreatedHere(alter->name.display()))
                added.add(*alter);
            continue;
        }
        if (added.isEmpty())
            continue;
        const Span span = statement.span;
        const auto text = end.text.substr(size_t(std::max(span.begin, 0)), size_t(std::max(span.size(), 0)));
        if (const sql::AlterType *type = added.usedIn(text))
            findings.add(statement.span)
                .fact("value", type->value)
                .fact("type", quotedName(end.options.dialect, type->name));
    }
}

/// Before 12 it couldn't even be added in one.
void addInTransaction(const At &at, Findings &findings)
{
    const auto *alter = at.as<sql::AlterType>();
    if (alter && alter->kind == Kind::AddValue && at.options.version.major < 12 && at.state.inTransaction())
        findings.add(at.statement.span).fact("value", alter->value).fact("type", written(at, alter->name));
}

/// Labels that are gone, or that another one stands before now.
bool losesOrMoves(const std::vector<std::string> &old, const std::vector<std::string> &wanted)
{
    return wanted.size() < old.size() || !std::ranges::equal(old, std::span(wanted).first(old.size()));
}

// PostgreSQL can't drop a label: a second type takes the first one's place. MySQL writes the list again.
void removeValue(const At &at, Findings &findings)
{
    const auto add = [&](const sql::AlterTable &alter, const sql::AlterAction &action) {
        addOn(at, findings, action.span, alter.table)
            .fact("column", written(at, action.name))
            .fact("type", std::string(at.source(action.column.type.span)));
    };
    eachAction(at, AlterKind::AlterType, [&](const sql::AlterTable &alter, const sql::AlterAction &action) {
        if (at.schema.isEnumCreatedHere(action.column.type.name)
            && std::ranges::find(action.expression.casts, "text") != action.expression.casts.end())
            add(alter, action);
    });
    const auto modified = [&](const sql::AlterTable &alter, const sql::AlterAction &action) {
        const sql::TypeName *old = knownType(at, alter.table, action.name.text);
        const sql::TypeName &wanted = action.column.type;
        if (old && !old->values.empty() && !wanted.values.empty() && losesOrMoves(old->values, wanted.values))
            add(alter, action);
    };
    eachAction(at, AlterKind::ModifyColumn, modified);
    eachAction(at, AlterKind::ChangeColumn, modified);
}

constexpr auto rules = std::to_array<RuleInfo>({
    {.id = "rename-enum-value",
     .engines = Pg,
     .severity = Severity::Blocker,
     .title = "'{value}' of {type} is called '{name}' from now on, at once",
     .why = "The application that runs now writes and compares '{value}', and fails.",
     .help = "ALTER TYPE {type} ADD VALUE '{name}' AFTER '{value}';\n"
             "-- deploy an application that knows both, change the rows in batches, stop using '{value}'",
     .check = renameValue,
     .versions = "all; silent in the contract stage"},
    {.id = "enum-value-order",
     .engines = Pg,
     .severity = Severity::Note,
     .title = "'{value}' becomes the last of {type}, for good",
     .why = "Labels are compared and sorted in this order, and it can't be changed later.",
     .help = "ALTER TYPE {type} ADD VALUE '{value}' AFTER '…';",
     .check = valueOrder},
    {.id = "enum-value-use-in-transaction",
     .engines = Pg,
     .severity = Severity::Blocker,
     .title = "'{value}' of {type} can't be used in the transaction that adds it",
     .why =
         "The server refuses it as \"unsafe use of new value\"; before version 12 it refuses to add one in a "
         "transaction at all.",
     .help = "ALTER TYPE {type} ADD VALUE '{value}';\nCOMMIT;\n-- then use it",
     .check = addInTransaction,
     .checkEnd = useInTransaction},
    {.id = "enum-remove-value",
     .engines = engines(Pg | MyFamily),
     .severity = Severity::Blocker,
     .title = "{column} of {table} gets an enum without some of its labels, or with others in their place",
     .why =
         "Rows with a label that is gone stop the statement or lose their value, and the whole table is written "
         "anew.",
     .help =
         "Keep the label and refuse it by a CHECK; on PostgreSQL:\nALTER TABLE {table} ADD CONSTRAINT … CHECK ({column} <> '…') NOT "
         "VALID;",
     .check = removeValue,
     .versions = "MySQL and MariaDB need the old list, from the script or the live database"},
});

} // namespace

std::span<const RuleInfo> enumRules() { return rules; }

} // namespace lockkeeper::lint
