// SPDX-FileCopyrightText: 2026 Lockkeeper contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/sql/postgres/reading.h"

namespace lockkeeper::sql::postgres {

/// One walk over an expression or query that notes everything rules may ask about.
class TreeWalk
{
public:
    explicit TreeWalk(const Reading &reading, const RangeVar *target = nullptr)
        : m_reading(reading), m_target(target)
    {}

    void visit(const Node *node);

    std::vector<std::string> calls;
    std::vector<std::string> columns;
    std::vector<std::string> casts;
    std::vector<ObjectName> tables;
    bool hasSubquery = false;
    bool isLocking = false;
    bool hasLimit = false;

private:
    void note(const Node *node);
    void noteColumn(const ColumnRef &column);
    void noteTable(const RangeVar &relation);
    void visitQuery(Node *query, WithClause **with);
    void visitChildren(Node *node);
    bool isTarget(const RangeVar &relation) const;
    bool isTooDeep() const;

    const Reading &m_reading;
    const RangeVar *m_target;
    std::vector<std::string> m_ctes;
    int m_depth = 0;
};

/// "current_timestamp" and the like.
std::string_view nameOf(SQLValueFunctionOp function);
/// A function's last name in lower case.
std::string callName(const FuncCall &call);
/// The last name of `t.c`; empty for `t.*`.
std::string columnName(const ColumnRef &column);

} // namespace lockkeeper::sql::postgres
