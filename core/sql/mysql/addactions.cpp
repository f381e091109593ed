// SPDX-FileCopyrightText: 2026 Lockkeeper contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/sql/mysql/grammar.h"

namespace lockkeeper::sql::mysql {

namespace {

AlterAction columnAction(Cursor &in)
{
    AlterAction action;
    action.kind = AlterKind::AddColumn;
    action.column = readColumn(in);
    readPlace(in, action.column);
    return action;
}

AlterAction constraintAction(Cursor &in)
{
    AlterAction action;
    action.kind = AlterKind::AddConstraint;
    TableConstraint read = readConstraint(in);
    action.constraint = std::move(read.constraint);
    action.name = action.constraint.name;
    action.ifExists = read.ifNotExists;
    return action;
}

AlterAction elementAction(Cursor &in)
{
    const int first = in.at();
    AlterAction action;
    if (acceptPeriod(in))
        action.kind = AlterKind::Other;
    else if (startsConstraint(in))
        action = constraintAction(in);
    else
        action = columnAction(in);
    action.span = in.spanFrom(first);
    return action;
}

} // namespace

void readAddActions(Cursor &in, int add, std::vector<AlterAction> &actions)
{
    if (in.accept("system", "versioning")) {
        actions.emplace_back().span = in.spanFrom(add);
        return;
    }
    const bool isColumn = in.accept("column");
    const bool ifNotExists = acceptIfNotExists(in);
    if (in.acceptSign("(")) {
        do {
            actions.push_back(elementAction(in));
            actions.back().ifExists = actions.back().ifExists || ifNotExists;
        } while (in.acceptSign(","));
        in.expectSign(")");
        return;
    }
    AlterAction action = isColumn || ifNotExists ? columnAction(in) : elementAction(in);
    action.ifExists = action.ifExists || ifNotExists;
    action.span = in.spanFrom(add);
    actions.push_back(std::move(action));
}

} // namespace lockkeeper::sql::mysql
