// SPDX-FileCopyrightText: 2026 Lockkeeper contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/sql/postgres/reading.h"

#include <algorithm>

namespace lockkeeper::sql::postgres {

namespace {

TokenRange behindToken(int token, const Reading &reading) { return {token, reading.tokens.count()}; }

/// Objects that hang on a table: `ON schema.table`, or the names before the last in the tree.
bool hangsOnTable(ObjectType type)
{
    return type == OBJECT_TRIGGER || type == OBJECT_POLICY || type == OBJECT_RULE;
}

bool isRelation(ObjectType type)
{
    switch (type) {
    case OBJECT_TABLE:
    case OBJECT_INDEX:
    case OBJECT_VIEW:
    case OBJECT_MATVIEW:
    case OBJECT_SEQUENCE:
    case OBJECT_FOREIGN_TABLE:
        return true;
    default:
        return false;
    }
}

/// Behind the words that say what goes: DROP INDEX, DROP MATERIALIZED VIEW, DROP FOREIGN TABLE …
int behindObjectWords(ObjectType type)
{
    return type == OBJECT_MATVIEW || type == OBJECT_FOREIGN_TABLE || type == OBJECT_EVENT_TRIGGER ? 3 : 2;
}

ObjectName tableBehindOn(std::vector<std::string> parts, const Reading &reading)
{
    parts.pop_back();
    const int on = reading.tokens.find(reading.tokens.all(), "on");
    return reading.tokens.findObject(behindToken(on + 1, reading), parts);
}

void readDropped(const DropStmt &statement, const Reading &reading, Drop *drop)
{
    TokenRange range = behindToken(behindObjectWords(statement.removeType), reading);
    for (const Node &object : each<Node>(statement.objects)) {
        const std::vector<std::string> parts = partsOf(&object);
        if (hangsOnTable(statement.removeType) && !parts.empty()) {
            drop->names.push_back(reading.tokens.findObject(range, std::vector{parts.back()}));
            drop->onTable = tableBehindOn(parts, reading);
            continue;
        }
        int end = range.begin;
        drop->names.push_back(reading.tokens.findObject(range, parts, &end));
        range.begin = end;
    }
}

Name newName(const RenameStmt &statement, const Reading &reading)
{
    const int last = reading.tokens.count() - 1;
    Name name = reading.tokens.name(last);
    return name.isEmpty() ? Name{textOf(statement.newname), {}} : name;
}

Name oldPart(const RenameStmt &statement, const Reading &reading)
{
    const int rename = reading.tokens.find(reading.tokens.all(), "rename");
    return reading.tokens.findName(behindToken(rename + 1, reading), textOf(statement.subname));
}

/// The span of ALTER's clause: all behind the relation's name.
Span clauseSpan(const RangeVar *relation, const Reading &reading)
{
    int end = 0;
    reading.tokens.objectName(reading.tokenAt(relation->location), &end);
    return reading.tokens.span(behindToken(end, reading));
}

AlterTable alterOne(ObjectType type, const RangeVar *relation, bool ifExists, AlterAction action,
                    const Reading &reading)
{
    AlterTable alter;
    alter.object = objectKind(type);
    alter.table = objectName(relation, reading);
    alter.ifExists = ifExists;
    alter.only = !relation->inh;
    action.span = clauseSpan(relation, reading);
    alter.actions.push_back(std::move(action));
    return alter;
}

StatementNode readPartRename(const RenameStmt &statement, AlterKind kind, const Reading &reading)
{
    AlterAction action;
    action.kind = kind;
    action.name = oldPart(statement, reading);
    action.newName = newName(statement, reading);
    action.cascade = statement.behavior == DROP_CASCADE;
    const ObjectType relation = statement.renameType == OBJECT_COLUMN ? statement.relationType : OBJECT_TABLE;
    return alterOne(relation, statement.relation, statement.missing_ok, std::move(action), reading);
}

StatementNode readRelationRename(const RenameStmt &statement, const Reading &reading)
{
    AlterAction action;
    action.kind = AlterKind::RenameTable;
    action.newTable.name = newName(statement, reading);
    action.newTable.span = action.newTable.name.span;
    return alterOne(statement.renameType, statement.relation, statement.missing_ok, std::move(action),
                    reading);
}

/// A type's attribute, a domain's constraint.
StatementNode readTypePartRename(const RenameStmt &statement, const Reading &reading)
{
    AlterType type;
    const bool isAttribute = statement.renameType == OBJECT_ATTRIBUTE;
    type.kind = isAttribute ? AlterType::Kind::Attribute : AlterType::Kind::Other;
    type.isDomain = !isAttribute;
    type.name = statement.relation
                    ? objectName(statement.relation, reading)
                    : reading.tokens.findObject(behindToken(2, reading), partsOf(statement.object));
    type.value = textOf(statement.subname);
    type.newValue = textOf(statement.newname);
    return type;
}

std::vector<std::string> renamedParts(const RenameStmt &statement)
{
    std::vector<std::string> parts = partsOf(statement.object);
    if (parts.empty() && statement.subname)
        parts.emplace_back(statement.subname);
    return parts;
}

Alter alterOther(ObjectType type, const Node *object, std::string what, const Reading &reading)
{
    Alter alter;
    alter.object = objectKind(type);
    alter.name = reading.tokens.findObject(behindToken(2, reading), partsOf(object));
    alter.what = std::move(what);
    return alter;
}

} // namespace

StatementNode readDrop(const DropStmt &statement, const Reading &reading)
{
    Drop drop;
    drop.object = objectKind(statement.removeType);
    drop.ifExists = statement.missing_ok;
    drop.cascade = statement.behavior == DROP_CASCADE;
    drop.concurrently = statement.concurrent;
    if (statement.removeType == OBJECT_INDEX)
        drop.afterIndexWord = reading.tokens.behind(1);
    readDropped(statement, reading, &drop);
    return drop;
}

StatementNode readDropRoles(const DropRoleStmt &statement, const Reading &reading)
{
    Drop drop;
    drop.object = ObjectKind::Role;
    drop.ifExists = statement.missing_ok;
    for (const RoleSpec &role : each<RoleSpec>(statement.roles)) {
        const int token = reading.tokenAt(role.location);
        drop.names.push_back(reading.tokens.objectName(token));
    }
    return drop;
}

StatementNode readRename(const RenameStmt &statement, const Reading &reading)
{
    switch (statement.renameType) {
    case OBJECT_COLUMN:
        return readPartRename(statement, AlterKind::RenameColumn, reading);
    case OBJECT_TABCONSTRAINT:
        return readPartRename(statement, AlterKind::RenameConstraint, reading);
    case OBJECT_ATTRIBUTE:
    case OBJECT_DOMCONSTRAINT:
        return readTypePartRename(statement, reading);
    default:
        break;
    }
    if (isRelation(statement.renameType) && statement.relation)
        return readRelationRename(statement, reading);
    Rename rename;
    rename.object = objectKind(statement.renameType);
    Rename::Pair pair;
    pair.from = reading.tokens.findObject(behindToken(2, reading), renamedParts(statement));
    pair.to.name = newName(statement, reading);
    pair.to.span = pair.to.name.span;
    rename.pairs.push_back(std::move(pair));
    rename.onTable = objectName(statement.relation, reading);
    return rename;
}

StatementNode readObjectSchema(const AlterObjectSchemaStmt &statement, const Reading &reading)
{
    if (!isRelation(statement.objectType) || !statement.relation)
        return alterOther(statement.objectType, statement.object, "schema", reading);
    AlterAction action;
    action.kind = AlterKind::SetSchema;
    action.newTable.schema = reading.tokens.name(reading.tokens.count() - 1);
    action.newTable.span = action.newTable.schema.span;
    return alterOne(statement.objectType, statement.relation, statement.missing_ok, std::move(action),
                    reading);
}

StatementNode readOwner(const AlterOwnerStmt &statement, const Reading &reading)
{
    return alterOther(statement.objectType, statement.object, "owner", reading);
}

StatementNode readTruncate(const TruncateStmt &statement, const Reading &reading)
{
    return Truncate{objectNames(statement.relations, reading), statement.behavior == DROP_CASCADE};
}

} // namespace lockkeeper::sql::postgres
