// SPDX-FileCopyrightText: 2026 Lockkeeper contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/sql/common.h"

#include <algorithm>
#include <array>
#include <unordered_set>

namespace lockkeeper::sql {

namespace {

// Words behind a table that are not its alias.
constexpr auto notAliases = std::to_array<std::string_view>(
    {"as",        "cross",     "except",  "fetch",  "for",       "force",         "full",        "group",
     "having",    "ignore",    "indexed", "inner",  "intersect", "into",          "join",        "left",
     "limit",     "lock",      "natural", "not",    "on",        "order",         "outer",       "partition",
     "procedure", "returning", "right",   "select", "set",       "straight_join", "tablesample", "union",
     "use",       "using",     "values",  "where",  "window",    "with"});
static_assert(std::ranges::is_sorted(notAliases));

/// Follows a query through its clauses; each open parenthesis has a state of its own, kept in a stack.
class TableWalk
{
public:
    TableWalk(const TokenRun &run, int begin, int end, bool startsInFrom)
        : m_run(run), m_at(begin), m_end(end)
    {
        m_levels.push_back({.isQuery = true, .isFrom = startsInFrom, .wantsTable = startsInFrom});
    }

    std::vector<NamedTable> read()
    {
        while (m_at < m_end) {
            readToken();
            ++m_at;
        }
        std::erase_if(m_tables, [&](const NamedTable &named) {
            return named.table.schema.isEmpty() && m_commonTables.contains(folded(named.table.name.text));
        });
        return std::move(m_tables);
    }

private:
    struct Level
    {
        bool isQuery = false; ///< SELECT was seen: FROM is a clause, not an argument of EXTRACT or TRIM
        bool isFrom = false;  ///< a comma brings another table
        bool wantsTable = false;
        bool isWith = false; ///< in front of the AS of a common table expression
    };

    Level &level() { return m_levels.back(); }
    bool isWord(int ahead, std::string_view keyword) const
    {
        const int index = m_at + ahead;
        return index >= 0 && index < m_end && m_run.isWordAt(index, keyword);
    }
    bool isNameAt(int index) const
    {
        if (index >= m_end)
            return false;
        const LexKind kind = m_run.kindAt(index);
        return kind == LexKind::Word || kind == LexKind::QuotedName || kind == LexKind::Placeholder;
    }
    bool isSign(int index, std::string_view sign) const
    {
        return index < m_end && m_run.isSignAt(index, sign);
    }

    void readToken()
    {
        if (isSign(m_at, "("))
            open();
        else if (isSign(m_at, ")"))
            close();
        else if (isSign(m_at, ","))
            level().wantsTable = level().isFrom;
        else if (level().wantsTable && isNameAt(m_at))
            readTable();
        else if (isNameAt(m_at))
            readWord(folded(m_run.textAt(m_at)));
    }

    void open()
    {
        // Tables may be joined in parentheses; a query in them begins with its own SELECT.
        const bool isJoin = level().wantsTable;
        level().wantsTable = false;
        m_levels.push_back({.isQuery = isJoin, .isFrom = isJoin, .wantsTable = isJoin});
    }
    void close()
    {
        if (m_levels.size() > 1)
            m_levels.pop_back();
    }

    void readTable()
    {
        if (isWord(0, "select") || isWord(0, "with") || isWord(0, "values") || isWord(0, "table")) {
            level() = {.isQuery = true};
            readWord(folded(m_run.textAt(m_at)));
            return;
        }
        if (isWord(0, "only") || isWord(0, "lateral") || isWord(0, "outer"))
            return;
        level().wantsTable = false;
        NamedTable named = nameHere();
        const bool isFunction = isSign(m_at + 1, "(");
        if (isFunction || (named.table.schema.isEmpty() && isKeyword(named.table.name.text, "dual")))
            return;
        named.alias = aliasBehind();
        m_tables.push_back(std::move(named));
    }

    Name oneName(int index) const { return {valueOf(m_run, index), m_run.spanOf(index, index + 1)}; }

    NamedTable nameHere()
    {
        const int first = m_at;
        NamedTable named;
        named.table.name = oneName(m_at);
        if (isSign(m_at + 1, ".") && isNameAt(m_at + 2)) {
            m_at += 2;
            named.table.schema = std::move(named.table.name);
            named.table.name = oneName(m_at);
        }
        named.table.span = m_run.spanOf(first, m_at + 1);
        return named;
    }

    Name aliasBehind()
    {
        if (isWord(1, "as"))
            ++m_at;
        const int index = m_at + 1;
        if (!isNameAt(index)
            || (m_run.kindAt(index) == LexKind::Word && isOneOf(m_run.textAt(index), notAliases)))
            return {};
        ++m_at;
        return oneName(index);
    }

    void readWord(std::string_view word)
    {
        if (m_run.kindAt(m_at) != LexKind::Word)
            return readCommonTable();
        if (word == "select" || word == "values" || word == "insert" || word == "replace" || word == "update"
            || word == "delete")
            level() = {.isQuery = true};
        else if (word == "with")
            level().isWith = true;
        else if (word == "from")
            readFrom();
        else if (word == "table" && level().isQuery && !level().isFrom)
            level().wantsTable = isTableStatement();
        else if (word == "join" || word == "straight_join")
            level().wantsTable = level().isFrom && !isWord(-1, "for");
        else if (word == "where" || word == "group" || word == "order" || word == "having" || word == "limit"
                 || word == "union" || word == "except" || word == "intersect" || word == "window"
                 || word == "set" || word == "into" || word == "for")
            level().isFrom = level().wantsTable = false;
        else
            readCommonTable();
    }

    // FROM after IS DISTINCT compares.
    void readFrom()
    {
        if (!level().isQuery || isWord(-1, "distinct"))
            return;
        level().isFrom = level().wantsTable = true;
    }

    // TABLE t, short for SELECT * FROM t.
    bool isTableStatement() const
    {
        return m_at == 0 || m_run.isSignAt(m_at - 1, "(") || isWord(-1, "union") || isWord(-1, "all")
               || isWord(-1, "as");
    }

    void readCommonTable()
    {
        if (!level().isWith || isWord(0, "recursive"))
            return;
        const bool isIntroduced =
            isWord(-1, "with") || isWord(-1, "recursive") || (m_at > 0 && m_run.isSignAt(m_at - 1, ","));
        if (isIntroduced)
            m_commonTables.insert(folded(valueOf(m_run, m_at)));
    }

    const TokenRun &m_run;
    int m_at;
    int m_end;
    std::vector<Level> m_levels;
    std::vector<NamedTable> m_tables;
    std::unordered_set<std::string> m_commonTables;
};

} // namespace

std::vector<NamedTable> tablesNamed(const TokenRun &run, int begin, int end, bool startsInFrom)
{
    return TableWalk(run, begin, end, startsInFrom).read();
}

std::vector<ObjectName> tableNames(const TokenRun &run, int begin, int end)
{
    std::vector<ObjectName> names;
    for (NamedTable &named : tablesNamed(run, begin, end))
        names.push_back(std::move(named.table));
    return names;
}

} // namespace lockkeeper::sql
