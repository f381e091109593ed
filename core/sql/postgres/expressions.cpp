// SPDX-FileCopyrightText: 2026 Lockkeeper contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/sql/postgres/treewalk.h"

#include <algorithm>

namespace lockkeeper::sql::postgres {

namespace {

// AND chains of the grammar are flat; only brackets nest them.
constexpr int deepestTruth = 100;

std::string valueOf(const A_Const &constant)
{
    switch (nodeTag(&constant.val)) {
    case T_Integer:
        return std::to_string(constant.val.ival.ival);
    case T_Float:
        return textOf(constant.val.fval.fval);
    case T_Boolean:
        return constant.val.boolval.boolval ? "true" : "false";
    case T_String:
        return textOf(constant.val.sval.sval);
    case T_BitString:
        return textOf(constant.val.bsval.bsval);
    default:
        return {};
    }
}

const Node *withoutCasts(const Node *node)
{
    for (int step = 0; step < deepestTruth; ++step) {
        if (const auto *cast = as<TypeCast>(node, T_TypeCast))
            node = cast->arg;
        else if (const auto *collate = as<CollateClause>(node, T_CollateClause))
            node = collate->arg;
        else
            break;
    }
    return node;
}

bool isOperator(const A_Expr &expression, std::string_view name)
{
    const std::vector<std::string> parts = partsOf(expression.name);
    return expression.kind == AEXPR_OP && !parts.empty() && parts.back() == name;
}

bool isAlwaysTrue(const Node *node, int depth = 0);

bool isAlwaysTrue(const BoolExpr &expression, int depth)
{
    const auto isTrue = [depth](const Node &argument) { return isAlwaysTrue(&argument, depth + 1); };
    bool all = true;
    bool any = false;
    for (const Node &argument : each<Node>(expression.args)) {
        const bool is = isTrue(argument);
        all = all && is;
        any = any || is;
    }
    if (expression.boolop == NOT_EXPR)
        return constantOf(&to<Node>(expression.args->elements[0].ptr_value)) == "false";
    return expression.boolop == AND_EXPR ? all : any;
}

bool isAlwaysTrue(const Node *node, int depth)
{
    if (!node || depth > deepestTruth)
        return false;
    if (const auto *both = as<BoolExpr>(node, T_BoolExpr))
        return isAlwaysTrue(*both, depth);
    if (const auto *comparison = as<A_Expr>(node, T_A_Expr)) {
        const std::optional<std::string> left = constantOf(comparison->lexpr);
        return isOperator(*comparison, "=") && left && left == constantOf(comparison->rexpr);
    }
    const std::optional<std::string> constant = constantOf(node);
    return constant && (*constant == "true" || *constant == "t" || *constant == "1");
}

/// Columns that must not be NULL for the AND chain to be true.
void collectNotNull(const Node *node, std::vector<std::string> *columns, int depth = 0)
{
    if (!node || depth > deepestTruth)
        return;
    if (const auto *all = as<BoolExpr>(node, T_BoolExpr); all && all->boolop == AND_EXPR) {
        for (const Node &argument : each<Node>(all->args))
            collectNotNull(&argument, columns, depth + 1);
    }
    const auto *test = as<NullTest>(node, T_NullTest);
    if (!test || test->nulltesttype != IS_NOT_NULL)
        return;
    if (const auto *column = as<ColumnRef>(test->arg, T_ColumnRef))
        columns->push_back(columnName(*column));
}

void readConstant(const A_Const &constant, Expression *expression)
{
    expression->form = constant.isnull ? Expression::Form::Null : Expression::Form::Literal;
    if (!constant.isnull)
        expression->literal = valueOf(constant);
}

void readForm(const Node *node, const Reading &reading, Expression *expression)
{
    using Form = Expression::Form;
    node = withoutCasts(node);
    if (!node)
        return;
    switch (nodeTag(node)) {
    case T_A_Const:
        readConstant(to<A_Const>(node), expression);
        break;
    case T_SQLValueFunction:
        expression->form = Form::Keyword;
        expression->literal = nameOf(to<SQLValueFunction>(node).op);
        break;
    case T_SetToDefault:
        expression->form = Form::Keyword;
        expression->literal = "default";
        break;
    case T_ColumnRef:
        expression->form = reading.isFilled(to<ColumnRef>(node).location) ? Form::Other : Form::Column;
        break;
    case T_FuncCall:
        expression->form = Form::Call;
        break;
    case T_SubLink:
        expression->form = to<SubLink>(node).testexpr ? Form::Other : Form::Subquery;
        break;
    default:
        expression->form = Form::Other;
        break;
    }
}

} // namespace

std::optional<std::string> constantOf(const Node *node)
{
    node = withoutCasts(node);
    if (const auto *constant = as<A_Const>(node, T_A_Const); constant && !constant->isnull)
        return valueOf(*constant);
    return std::nullopt;
}

Expression readExpression(const Node *node, TokenRange range, const Reading &reading)
{
    Expression expression;
    if (!node)
        return expression;
    readForm(node, reading, &expression);
    TreeWalk walk(reading);
    walk.visit(node);
    expression.calls = std::move(walk.calls);
    expression.columns = std::move(walk.columns);
    expression.casts = std::move(walk.casts);
    expression.hasSubquery = walk.hasSubquery;
    expression.isAlwaysTrue = isAlwaysTrue(node);
    collectNotNull(node, &expression.notNull);
    expression.span = reading.tokens.span(range);
    expression.isParenthesised =
        reading.tokens.isSign(range.begin, '(') && reading.tokens.closing(range.begin) == range.end - 1;
    return expression;
}

QueryFacts queryFacts(const Node *query, const Reading &reading, const RangeVar *target)
{
    TreeWalk walk(reading, target);
    walk.visit(query);
    return {std::move(walk.tables), std::move(walk.calls), walk.isLocking, walk.hasLimit};
}

} // namespace lockkeeper::sql::postgres
