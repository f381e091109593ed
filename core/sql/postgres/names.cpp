// SPDX-FileCopyrightText: 2026 Lockkeeper contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/sql/postgres/reading.h"

#include <algorithm>

namespace lockkeeper::sql::postgres {

namespace {

void append(const Node *node, std::vector<std::string> *parts)
{
    if (!node)
        return;
    switch (nodeTag(node)) {
    case T_String:
        parts->push_back(textOf(to<String>(node).sval));
        break;
    case T_List:
        for (const Node &element : each<Node>(&to<List>(node)))
            append(&element, parts);
        break;
    case T_TypeName:
        append(reinterpret_cast<const Node *>(to<::TypeName>(node).names), parts);
        break;
    case T_ObjectWithArgs:
        append(reinterpret_cast<const Node *>(to<ObjectWithArgs>(node).objname), parts);
        break;
    case T_RoleSpec:
        parts->push_back(textOf(to<RoleSpec>(node).rolename));
        break;
    default:
        break;
    }
}

} // namespace

std::vector<std::string> partsOf(const Node *object)
{
    std::vector<std::string> parts;
    append(object, &parts);
    return parts;
}

std::vector<std::string> partsOf(const List *names) { return partsOf(reinterpret_cast<const Node *>(names)); }

ObjectName objectName(const RangeVar *relation, const Reading &reading)
{
    if (!relation)
        return {};
    const int token = reading.tokenAt(relation->location);
    if (reading.tokens.isName(token))
        return reading.tokens.objectName(token);
    ObjectName object;
    object.schema.text = textOf(relation->schemaname);
    object.name.text = textOf(relation->relname);
    return object;
}

std::vector<ObjectName> objectNames(const List *relations, const Reading &reading)
{
    std::vector<ObjectName> names;
    for (const Node &relation : each<Node>(relations)) {
        if (const auto *variable = as<RangeVar>(&relation, T_RangeVar))
            names.push_back(objectName(variable, reading));
    }
    return names;
}

ObjectKind objectKind(ObjectType type)
{
    switch (type) {
    case OBJECT_TABLE:
        return ObjectKind::Table;
    case OBJECT_INDEX:
        return ObjectKind::Index;
    case OBJECT_VIEW:
        return ObjectKind::View;
    case OBJECT_MATVIEW:
        return ObjectKind::MaterializedView;
    case OBJECT_SEQUENCE:
        return ObjectKind::Sequence;
    case OBJECT_SCHEMA:
        return ObjectKind::Schema;
    case OBJECT_DATABASE:
        return ObjectKind::Database;
    case OBJECT_FUNCTION:
    case OBJECT_ROUTINE:
    case OBJECT_AGGREGATE:
        return ObjectKind::Function;
    case OBJECT_PROCEDURE:
        return ObjectKind::Procedure;
    case OBJECT_TRIGGER:
        return ObjectKind::Trigger;
    case OBJECT_TYPE:
    case OBJECT_ATTRIBUTE:
        return ObjectKind::Type;
    case OBJECT_DOMAIN:
    case OBJECT_DOMCONSTRAINT:
        return ObjectKind::Domain;
    case OBJECT_POLICY:
        return ObjectKind::Policy;
    case OBJECT_RULE:
        return ObjectKind::Rule;
    case OBJECT_EXTENSION:
        return ObjectKind::Extension;
    case OBJECT_TABCONSTRAINT:
        return ObjectKind::Constraint;
    case OBJECT_FOREIGN_TABLE:
        return ObjectKind::ForeignTable;
    case OBJECT_PUBLICATION:
        return ObjectKind::Publication;
    case OBJECT_SUBSCRIPTION:
        return ObjectKind::Subscription;
    case OBJECT_ROLE:
        return ObjectKind::Role;
    case OBJECT_TABLESPACE:
        return ObjectKind::Tablespace;
    default:
        return ObjectKind::Other;
    }
}

std::vector<Name> namesInside(int open, const Reading &reading)
{
    std::vector<Name> names;
    if (!reading.tokens.isSign(open, '('))
        return names;
    for (const TokenRange part : reading.tokens.split(reading.tokens.inside(open)))
        names.push_back(reading.tokens.name(part.begin));
    return names;
}

std::string lower(std::string_view text) { return folded(text); }

} // namespace lockkeeper::sql::postgres
