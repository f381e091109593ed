// SPDX-FileCopyrightText: 2026 Lockkeeper contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/sql/postgres/treewalk.h"

#include <algorithm>
#include <utility>

namespace lockkeeper::sql::postgres {

namespace {

// A frame of ours and one of PostgreSQL's walker take some 300 bytes together.
constexpr int deepest = 1000;

void addOnce(std::vector<std::string> *list, std::string text)
{
    if (!text.empty() && std::ranges::find(*list, text) == list->end())
        list->push_back(std::move(text));
}

WithClause **withClauseOf(Node *node)
{
    switch (nodeTag(node)) {
    case T_SelectStmt:
        return &reinterpret_cast<SelectStmt *>(node)->withClause;
    case T_InsertStmt:
        return &reinterpret_cast<InsertStmt *>(node)->withClause;
    case T_UpdateStmt:
        return &reinterpret_cast<UpdateStmt *>(node)->withClause;
    case T_DeleteStmt:
        return &reinterpret_cast<DeleteStmt *>(node)->withClause;
    case T_MergeStmt:
        return &reinterpret_cast<MergeStmt *>(node)->withClause;
    default:
        return nullptr;
    }
}

} // namespace

std::string_view nameOf(SQLValueFunctionOp function)
{
    switch (function) {
    case SVFOP_CURRENT_DATE:
        return "current_date";
    case SVFOP_CURRENT_TIME:
    case SVFOP_CURRENT_TIME_N:
        return "current_time";
    case SVFOP_CURRENT_TIMESTAMP:
    case SVFOP_CURRENT_TIMESTAMP_N:
        return "current_timestamp";
    case SVFOP_LOCALTIME:
    case SVFOP_LOCALTIME_N:
        return "localtime";
    case SVFOP_LOCALTIMESTAMP:
    case SVFOP_LOCALTIMESTAMP_N:
        return "localtimestamp";
    case SVFOP_CURRENT_ROLE:
        return "current_role";
    case SVFOP_CURRENT_USER:
        return "current_user";
    case SVFOP_USER:
        return "user";
    case SVFOP_SESSION_USER:
        return "session_user";
    case SVFOP_CURRENT_CATALOG:
        return "current_catalog";
    case SVFOP_CURRENT_SCHEMA:
        return "current_schema";
    }
    return {};
}

std::string callName(const FuncCall &call)
{
    const std::vector<std::string> parts = partsOf(call.funcname);
    return parts.empty() ? std::string() : lower(parts.back());
}

std::string columnName(const ColumnRef &column)
{
    std::string last;
    for (const Node &field : each<Node>(column.fields)) {
        const auto *text = as<String>(&field, T_String);
        last = text ? textOf(text->sval) : std::string();
    }
    return last;
}

bool TreeWalk::isTooDeep() const { return m_depth > deepest; }

void TreeWalk::noteColumn(const ColumnRef &column)
{
    if (!m_reading.isFilled(column.location))
        addOnce(&columns, columnName(column));
}

/// The table itself, or the same one read again.
bool TreeWalk::isTarget(const RangeVar &relation) const
{
    return m_target && textOf(relation.relname) == textOf(m_target->relname)
           && textOf(relation.schemaname) == textOf(m_target->schemaname);
}

void TreeWalk::noteTable(const RangeVar &relation)
{
    if (isTarget(relation) || !relation.relname)
        return;
    if (!relation.schemaname && std::ranges::find(m_ctes, relation.relname) != m_ctes.end())
        return;
    ObjectName name = objectName(&relation, m_reading);
    const auto isSame = [&](const ObjectName &other) {
        return other.name.text == name.name.text && other.schema.text == name.schema.text;
    };
    if (std::ranges::none_of(tables, isSame))
        tables.push_back(std::move(name));
}

void TreeWalk::note(const Node *node)
{
    switch (nodeTag(node)) {
    case T_FuncCall:
        addOnce(&calls, callName(to<FuncCall>(node)));
        break;
    case T_SQLValueFunction:
        addOnce(&calls, std::string(nameOf(to<SQLValueFunction>(node).op)));
        break;
    case T_ColumnRef:
        noteColumn(to<ColumnRef>(node));
        break;
    case T_RangeVar:
        noteTable(to<RangeVar>(node));
        break;
    case T_SubLink:
        hasSubquery = true;
        break;
    case T_TypeCast: {
        // The grammar writes TRUE as a cast of its own, which nobody wrote.
        const ::TypeName *type = to<TypeCast>(node).typeName;
        if (type && type->location >= 0)
            addOnce(&casts, typeWord(*type));
        break;
    }
    case T_SelectStmt:
        isLocking = isLocking || lengthOf(to<SelectStmt>(node).lockingClause) > 0;
        hasLimit = hasLimit || to<SelectStmt>(node).limitCount;
        break;
    default:
        break;
    }
}

void TreeWalk::visit(const Node *node)
{
    if (!node || isTooDeep())
        return;
    ++m_depth;
    note(node);
    // The walker takes what it only reads without const.
    auto *inner = const_cast<Node *>(node);
    if (WithClause **with = withClauseOf(inner); with && *with)
        visitQuery(inner, with);
    else
        visitChildren(inner);
    --m_depth;
}

/// The names of a WITH hide tables of the same name, in what follows each of them.
void TreeWalk::visitQuery(Node *query, WithClause **with)
{
    const size_t outer = m_ctes.size();
    WithClause *clause = std::exchange(*with, nullptr);
    if (clause->recursive) {
        for (const CommonTableExpr &cte : each<CommonTableExpr>(clause->ctes))
            m_ctes.push_back(textOf(cte.ctename));
    }
    for (const CommonTableExpr &cte : each<CommonTableExpr>(clause->ctes)) {
        visit(cte.ctequery);
        m_ctes.push_back(textOf(cte.ctename));
    }
    visitChildren(query);
    *with = clause;
    m_ctes.resize(outer);
}

void TreeWalk::visitChildren(Node *node)
{
    switch (nodeTag(node)) {
    case T_TypeName:
    case T_String:
        return;
    default:
        break;
    }
    const auto next = [](Node *child, void *self) {
        static_cast<TreeWalk *>(self)->visit(child);
        return false;
    };
    raw_expression_tree_walker_impl(node, next, this);
}

} // namespace lockkeeper::sql::postgres
