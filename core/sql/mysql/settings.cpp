// SPDX-FileCopyrightText: 2026 Lockkeeper contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/sql/mysql/grammar.h"

#include <algorithm>
#include <array>

namespace lockkeeper::sql::mysql {

namespace {

// What rules ask about, when one SET has several assignments.
constexpr auto important = std::to_array<std::string_view>({
    "foreign_key_checks",
    "lock_wait_timeout",
    "innodb_lock_wait_timeout",
    "sql_mode",
    "sql_log_bin",
    "unique_checks",
    "autocommit",
    "alter_algorithm",
    "binlog_format",
    "old_alter_table",
    "innodb_strict_mode",
    "max_statement_time",
});

struct Assignment
{
    Set set;
    bool isUserVariable = false;
};

/// `name`, `@@session.name`, `@name`: one token or several, as the lexer cut it.
std::string readVariableText(Cursor &in)
{
    std::string text;
    bool wantsMore = true;
    while (!in.atEnd() && !in.isSign("=") && !in.isSign(":=") && wantsMore) {
        text += valueOf(in.run(), in.at());
        in.step();
        const bool isOpen = text.ends_with('@') || text.ends_with('.');
        wantsMore = isOpen || in.isSign(".") || in.text().starts_with('.');
    }
    return folded(text);
}

Set::Scope scopeOf(std::string_view word)
{
    const bool isGlobal = word == "global" || word == "persist" || word == "persist_only";
    return isGlobal ? Set::Scope::Global : Set::Scope::Session;
}

/// Takes `@@global.` and the like off @p name.
void takeScope(std::string &name, Set::Scope &scope)
{
    if (!name.starts_with("@@"))
        return;
    name.erase(0, 2);
    const auto dot = name.find('.');
    const std::string word = name.substr(0, dot);
    if (dot == std::string::npos
        || (word != "global" && word != "session" && word != "local" && word != "persist"
            && word != "persist_only"))
        return;
    scope = scopeOf(word);
    name.erase(0, dot + 1);
}

/// As it is written, from token @p first to here.
std::string sourceOf(const Cursor &in, int first)
{
    const Span span = in.spanFrom(first);
    return std::string(
        in.run().text.substr(static_cast<std::size_t>(span.begin), static_cast<std::size_t>(span.size())));
}

void readValueText(Cursor &in, Set &set)
{
    const int first = in.at();
    while (!in.atEnd() && !in.isSign(",") && !in.is("for"))
        in.skip();
    if (in.at() == first)
        return in.refuse();
    set.isReset = in.at() == first + 1 && in.run().isWordAt(first, "default");
    if (set.isReset)
        return;
    set.value = in.at() == first + 1 ? valueOf(in.run(), first) : sourceOf(in, first);
}

Assignment readAssignment(Cursor &in)
{
    Assignment result;
    if (in.isAnyOf({"global", "session", "local", "persist", "persist_only"}) && !in.isSign("=", 1)) {
        result.set.scope = scopeOf(folded(in.text()));
        in.step();
    }
    std::string name = readVariableText(in);
    result.isUserVariable = name.starts_with('@') && !name.starts_with("@@");
    takeScope(name, result.set.scope);
    if (name.empty() || (!in.acceptSign("=") && !in.acceptSign(":=")))
        in.refuse();
    result.set.name = std::move(name);
    readValueText(in, result.set);
    return result;
}

int rank(const Assignment &assignment)
{
    if (assignment.isUserVariable)
        return 2;
    return std::ranges::find(important, assignment.set.name) != std::end(important) ? 0 : 1;
}

std::vector<Assignment> readAssignments(Cursor &in)
{
    std::vector<Assignment> assignments;
    do
        assignments.push_back(readAssignment(in));
    while (in.acceptSign(","));
    return assignments;
}

/// SET NAMES, CHARACTER SET, TRANSACTION …: a name and all that follows.
std::optional<Set> acceptNamed(Cursor &in)
{
    Set set;
    const bool isScoped = in.isAnyOf({"global", "session", "local"}) && in.is("transaction", 1);
    if (isScoped) {
        set.scope = scopeOf(folded(in.text()));
        in.step();
    }
    const bool isAssignment = in.isSign("=", 1) || in.isSign(":=", 1);
    if (in.is("names") && !isAssignment)
        set.name = "names";
    else if (in.is("charset") || (in.is("character") && in.is("set", 1)))
        set.name = "character set";
    else if (in.is("transaction") && !isAssignment)
        set.name = "transaction";
    else if (in.is("role") && !isAssignment)
        set.name = "role";
    else
        return std::nullopt;
    in.moveTo(in.at() + (in.is("character") ? 2 : 1));
    if (in.atEnd()) {
        in.refuse();
        return set;
    }
    const int first = in.at();
    set.value = valueOf(in.run(), first);
    in.moveToEnd();
    if (set.name == "transaction")
        set.value = sourceOf(in, first);
    return set;
}

/// MariaDB: SET STATEMENT lock_wait_timeout = 1 FOR statement: what it does is the statement's.
StatementNode readStatementSetting(Cursor &in)
{
    const std::vector<Assignment> assignments = readAssignments(in);
    in.expect("for");
    if (in.hasFailed() || (in.is("set") && in.is("statement", 1)))
        return in.refuse(), Set{};
    StatementNode node = readStatement(Cursor(in.run(), in.at(), in.end()), grammar()).node;
    if (auto *alter = std::get_if<AlterTable>(&node); alter && !alter->waitSeconds) {
        for (const Assignment &assignment : assignments) {
            if (assignment.set.name == "lock_wait_timeout" && !assignment.set.value.empty())
                alter->waitSeconds = std::atoi(assignment.set.value.c_str());
        }
    }
    in.moveToEnd();
    return node;
}

} // namespace

StatementNode readSet(Cursor &in)
{
    if (in.accept("statement"))
        return readStatementSetting(in);
    const bool isOfUsers = in.isAnyOf({"password", "resource"}) || (in.is("default") && in.is("role", 1));
    if (isOfUsers) {
        in.moveToEnd();
        return Harmless{"set"};
    }
    if (auto set = acceptNamed(in))
        return std::move(*set);
    const std::vector<Assignment> assignments = readAssignments(in);
    const auto best = std::ranges::min_element(assignments, {}, rank);
    if (best->isUserVariable)
        return Harmless{"set"};
    return best->set;
}

} // namespace lockkeeper::sql::mysql
