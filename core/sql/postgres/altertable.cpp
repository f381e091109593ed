// SPDX-FileCopyrightText: 2026 Lockkeeper contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/sql/postgres/reading.h"

#include <algorithm>
#include <array>
#include <utility>

namespace lockkeeper::sql::postgres {

namespace {

/// What a clause is by its kind alone; what needs a look at the rest is read below.
constexpr std::array kinds = {
    std::pair{AT_AddColumn, AlterKind::AddColumn},
    std::pair{AT_DropColumn, AlterKind::DropColumn},
    std::pair{AT_AlterColumnType, AlterKind::AlterType},
    std::pair{AT_DropNotNull, AlterKind::DropNotNull},
    std::pair{AT_SetNotNull, AlterKind::SetNotNull},
    std::pair{AT_SetExpression, AlterKind::SetGenerated},
    std::pair{AT_DropExpression, AlterKind::DropGenerated},
    std::pair{AT_SetStatistics, AlterKind::SetStatistics},
    std::pair{AT_SetOptions, AlterKind::SetColumnOptions},
    std::pair{AT_ResetOptions, AlterKind::SetColumnOptions},
    std::pair{AT_AlterColumnGenericOptions, AlterKind::SetColumnOptions},
    std::pair{AT_SetStorage, AlterKind::SetStorage},
    std::pair{AT_SetCompression, AlterKind::SetCompression},
    std::pair{AT_AddConstraint, AlterKind::AddConstraint},
    std::pair{AT_AlterConstraint, AlterKind::AlterConstraint},
    std::pair{AT_ValidateConstraint, AlterKind::ValidateConstraint},
    std::pair{AT_DropConstraint, AlterKind::DropConstraint},
    std::pair{AT_ChangeOwner, AlterKind::Owner},
    std::pair{AT_ClusterOn, AlterKind::ClusterOn},
    std::pair{AT_DropCluster, AlterKind::ClusterOn},
    std::pair{AT_SetLogged, AlterKind::SetLogged},
    std::pair{AT_SetUnLogged, AlterKind::SetUnlogged},
    std::pair{AT_SetAccessMethod, AlterKind::SetAccessMethod},
    std::pair{AT_SetTableSpace, AlterKind::SetTablespace},
    std::pair{AT_SetRelOptions, AlterKind::SetOptions},
    std::pair{AT_ResetRelOptions, AlterKind::ResetOptions},
    std::pair{AT_ReplaceRelOptions, AlterKind::SetOptions},
    std::pair{AT_EnableTrig, AlterKind::EnableTrigger},
    std::pair{AT_EnableAlwaysTrig, AlterKind::EnableTrigger},
    std::pair{AT_EnableReplicaTrig, AlterKind::EnableTrigger},
    std::pair{AT_EnableTrigAll, AlterKind::EnableTrigger},
    std::pair{AT_EnableTrigUser, AlterKind::EnableTrigger},
    std::pair{AT_DisableTrig, AlterKind::DisableTrigger},
    std::pair{AT_DisableTrigAll, AlterKind::DisableTrigger},
    std::pair{AT_DisableTrigUser, AlterKind::DisableTrigger},
    std::pair{AT_AddInherit, AlterKind::Inherit},
    std::pair{AT_DropInherit, AlterKind::NoInherit},
    std::pair{AT_ReplicaIdentity, AlterKind::ReplicaIdentity},
    std::pair{AT_EnableRowSecurity, AlterKind::EnableRowSecurity},
    std::pair{AT_DisableRowSecurity, AlterKind::DisableRowSecurity},
    std::pair{AT_ForceRowSecurity, AlterKind::ForceRowSecurity},
    std::pair{AT_NoForceRowSecurity, AlterKind::NoForceRowSecurity},
    std::pair{AT_AttachPartition, AlterKind::AttachPartition},
    std::pair{AT_DetachPartition, AlterKind::DetachPartition},
    std::pair{AT_AddIdentity, AlterKind::AddIdentity},
    std::pair{AT_SetIdentity, AlterKind::SetIdentity},
    std::pair{AT_DropIdentity, AlterKind::DropIdentity},
};

AlterKind kindOf(const AlterTableCmd &command, ObjectType object)
{
    if (command.subtype == AT_ColumnDefault)
        return command.def ? AlterKind::SetDefault : AlterKind::DropDefault;
    if (command.subtype == AT_AttachPartition && object == OBJECT_INDEX)
        return AlterKind::AttachIndex;
    const auto *known =
        std::ranges::find(kinds, command.subtype, &std::pair<AlterTableType, AlterKind>::first);
    return known == kinds.end() ? AlterKind::Other : known->second;
}

/// From the first token behind @p keyword outside of brackets.
TokenRange behindWord(std::string_view keyword, TokenRange range, const Reading &reading)
{
    return {reading.tokens.find(range, keyword) + 1, range.end};
}

void readNewType(const AlterTableCmd &command, TokenRange range, const Reading &reading, AlterAction *action)
{
    const auto &column = to<::ColumnDef>(command.def);
    const TokenRange behindName{reading.tokens.from(action->name.span.end), range.end};
    const TokenRange rest = behindWord("type", behindName, reading);
    action->column.type = readType(column.typeName, reading);
    if (column.collClause)
        action->column.type.collation = lower(partsOf(column.collClause->collname).back());
    action->column.name = action->name;
    action->column.span = reading.tokens.span(rest);
    action->expression = readExpression(column.raw_default, behindWord("using", rest, reading), reading);
}

void readPartition(const AlterTableCmd &command, const Reading &reading, AlterAction *action)
{
    const auto &partition = to<PartitionCmd>(command.def);
    action->partition = objectName(partition.name, reading);
    action->isDefault = partition.bound && partition.bound->is_default;
    action->concurrently = partition.concurrent;
}

void readDefinition(const AlterTableCmd &command, TokenRange range, const Reading &reading,
                    AlterAction *action)
{
    switch (command.subtype) {
    case AT_AddColumn:
        action->column = readColumn(to<::ColumnDef>(command.def), range, reading);
        action->name = action->column.name;
        break;
    case AT_AddConstraint: {
        const auto &constraint = to<::Constraint>(command.def);
        if (constraint.location >= 0)
            range.begin = reading.tokenAt(constraint.location);
        action->constraint = readConstraint(constraint, range, reading);
        break;
    }
    case AT_AlterColumnType:
        readNewType(command, range, reading, action);
        break;
    case AT_ColumnDefault:
        action->expression = readExpression(command.def, behindWord("default", range, reading), reading);
        break;
    case AT_SetExpression: {
        const TokenRange rest = behindWord("as", range, reading);
        action->expression = readExpression(command.def, reading.tokens.inside(rest.begin), reading);
        break;
    }
    case AT_AttachPartition:
    case AT_DetachPartition:
    case AT_DetachPartitionFinalize:
        readPartition(command, reading, action);
        break;
    case AT_AddInherit:
    case AT_DropInherit:
        action->newTable = objectName(as<RangeVar>(command.def, T_RangeVar), reading);
        break;
    case AT_SetRelOptions:
    case AT_ResetRelOptions:
    case AT_ReplaceRelOptions:
    case AT_SetOptions:
    case AT_ResetOptions:
        action->options = readOptions(as<List>(command.def, T_List), reading);
        break;
    default:
        break;
    }
}

/// PostgreSQL 18 names it elsewhere in the tree, so that the tokens are asked.
Name alteredConstraint(TokenRange range, const Reading &reading)
{
    const TokenRange rest = behindWord("constraint", range, reading);
    return rest.isEmpty() ? Name() : reading.tokens.name(rest.begin);
}

AlterAction readAction(const AlterTableCmd &command, ObjectType object, TokenRange range,
                       const Reading &reading)
{
    AlterAction action;
    action.kind = kindOf(command, object);
    action.span = reading.tokens.span(range);
    action.ifExists = command.missing_ok;
    action.cascade = command.behavior == DROP_CASCADE;
    if (command.subtype == AT_AlterConstraint)
        action.name = alteredConstraint(range, reading);
    else if (command.name)
        action.name = reading.tokens.findName({range.begin + 1, range.end}, command.name);
    if (command.def)
        readDefinition(command, range, reading, &action);
    return action;
}

std::vector<TokenRange> clauseRanges(const RangeVar *relation, const Reading &reading)
{
    const PieceTokens &tokens = reading.tokens;
    int begin = 0;
    tokens.objectName(reading.tokenAt(relation->location), &begin);
    // What stands behind a name to say whether its heirs are meant: t * or ONLY (t).
    while (tokens.isSign(begin, '*') || tokens.isSign(begin, ')'))
        ++begin;
    return tokens.split({begin, tokens.count()});
}

/// ALTER TYPE … ADD ATTRIBUTE is an ALTER TABLE in the tree.
AlterType readAttributes(const AlterTableStmt &statement, const Reading &reading)
{
    AlterType type;
    type.kind = AlterType::Kind::Attribute;
    type.name = objectName(statement.relation, reading);
    return type;
}

} // namespace

StatementNode readAlterTable(const AlterTableStmt &statement, const Reading &reading)
{
    if (statement.objtype == OBJECT_TYPE)
        return readAttributes(statement, reading);
    AlterTable alter;
    alter.object = objectKind(statement.objtype);
    alter.table = objectName(statement.relation, reading);
    alter.ifExists = statement.missing_ok;
    alter.only = !statement.relation->inh;
    const std::vector<TokenRange> ranges = clauseRanges(statement.relation, reading);
    size_t next = 0;
    for (const AlterTableCmd &command : each<AlterTableCmd>(statement.cmds)) {
        const TokenRange range = next < ranges.size() ? ranges[next] : TokenRange();
        alter.actions.push_back(readAction(command, statement.objtype, range, reading));
        ++next;
    }
    return alter;
}

} // namespace lockkeeper::sql::postgres
