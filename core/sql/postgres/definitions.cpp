// SPDX-FileCopyrightText: 2026 Lockkeeper contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/sql/postgres/reading.h"

#include <algorithm>

namespace lockkeeper::sql::postgres {

namespace {

ObjectName found(const List *names, int begin, const Reading &reading)
{
    return reading.tokens.findObject({begin, reading.tokens.count()}, partsOf(names));
}

Name found(const char *name, std::string_view behindWord, const Reading &reading)
{
    const int begin = reading.tokens.find(reading.tokens.all(), behindWord) + 1;
    return reading.tokens.findName({begin, reading.tokens.count()}, textOf(name));
}

ObjectName asObject(Name name)
{
    ObjectName object;
    object.span = name.span;
    object.name = std::move(name);
    return object;
}

CreateType typeNamed(const List *names, const Reading &reading)
{
    CreateType type;
    type.name = found(names, 2, reading);
    return type;
}

AlterType::Kind kindOf(char domainChange)
{
    using Kind = AlterType::Kind;
    switch (domainChange) {
    case 'T':
        return Kind::SetDefault;
    case 'N':
        return Kind::DropNotNull;
    case 'O':
        return Kind::SetNotNull;
    case 'C':
        return Kind::AddConstraint;
    case 'X':
        return Kind::DropConstraint;
    case 'V':
        return Kind::ValidateConstraint;
    default:
        return Kind::Other;
    }
}

} // namespace

StatementNode readEnum(const CreateEnumStmt &statement, const Reading &reading)
{
    CreateType type = typeNamed(statement.typeName, reading);
    type.isEnum = true;
    for (const String &value : each<String>(statement.vals))
        type.values.push_back(textOf(value.sval));
    return type;
}

StatementNode readCompositeType(const CompositeTypeStmt &statement, const Reading &reading)
{
    CreateType type;
    type.name = objectName(statement.typevar, reading);
    return type;
}

StatementNode readRangeType(const CreateRangeStmt &statement, const Reading &reading)
{
    return typeNamed(statement.typeName, reading);
}

StatementNode readDomain(const CreateDomainStmt &statement, const Reading &reading)
{
    CreateType type = typeNamed(statement.domainname, reading);
    type.isDomain = true;
    type.base = readType(statement.typeName, reading);
    type.constraints = readConstraints(statement.constraints, reading.tokens.all(), reading);
    return type;
}

StatementNode readAlterEnum(const AlterEnumStmt &statement, const Reading &reading)
{
    AlterType type;
    type.name = found(statement.typeName, 2, reading);
    type.kind = statement.oldVal ? AlterType::Kind::RenameValue : AlterType::Kind::AddValue;
    type.value = textOf(statement.oldVal ? statement.oldVal : statement.newVal);
    if (statement.oldVal)
        type.newValue = textOf(statement.newVal);
    type.hasPlace = statement.newValNeighbor;
    type.ifNotExists = statement.skipIfNewValExists;
    return type;
}

StatementNode readAlterDomain(const AlterDomainStmt &statement, const Reading &reading)
{
    AlterType type;
    type.isDomain = true;
    type.name = found(statement.typeName, 2, reading);
    type.kind = kindOf(statement.subtype);
    if (const auto *constraint = as<::Constraint>(statement.def, T_Constraint)) {
        const int begin = reading.tokenAt(constraint->location);
        type.constraint = readConstraint(*constraint, {begin, reading.tokens.count()}, reading);
    } else if (statement.name) {
        type.constraint.name = found(statement.name, "constraint", reading);
    }
    return type;
}

StatementNode readAlterTypeOptions(const AlterTypeStmt &statement, const Reading &reading)
{
    AlterType type;
    type.name = found(statement.typeName, 2, reading);
    return type;
}

StatementNode readDefine(const DefineStmt &statement, const Reading &reading)
{
    if (statement.kind == OBJECT_TYPE)
        return typeNamed(statement.defnames, reading);
    Create create;
    create.object = objectKind(statement.kind);
    create.name = found(statement.defnames, 1, reading);
    create.orReplace = statement.replace;
    create.ifNotExists = statement.if_not_exists;
    return create;
}

StatementNode readTrigger(const CreateTrigStmt &statement, const Reading &reading)
{
    CreateTrigger trigger;
    trigger.name = found(statement.trigname, "trigger", reading);
    trigger.table = objectName(statement.relation, reading);
    trigger.isConstraint = statement.isconstraint;
    trigger.orReplace = statement.replace;
    return trigger;
}

StatementNode readRule(const RuleStmt &statement, const Reading &reading)
{
    Create rule;
    rule.object = ObjectKind::Rule;
    rule.name = asObject(found(statement.rulename, "rule", reading));
    rule.onTable = objectName(statement.relation, reading);
    rule.orReplace = statement.replace;
    return rule;
}

StatementNode readCreatePolicy(const CreatePolicyStmt &statement, const Reading &reading)
{
    Create policy;
    policy.object = ObjectKind::Policy;
    policy.name = asObject(found(statement.policy_name, "policy", reading));
    policy.onTable = objectName(statement.table, reading);
    return policy;
}

StatementNode readAlterPolicy(const AlterPolicyStmt &statement, const Reading &reading)
{
    Alter policy;
    policy.object = ObjectKind::Policy;
    policy.name = asObject(found(statement.policy_name, "policy", reading));
    policy.onTable = objectName(statement.table, reading);
    policy.what = "policy";
    return policy;
}

StatementNode readCreateSequence(const CreateSeqStmt &statement, const Reading &reading)
{
    Create sequence;
    sequence.object = ObjectKind::Sequence;
    sequence.name = objectName(statement.sequence, reading);
    sequence.ifNotExists = statement.if_not_exists;
    return sequence;
}

StatementNode readAlterSequence(const AlterSeqStmt &statement, const Reading &reading)
{
    Alter sequence;
    sequence.object = ObjectKind::Sequence;
    sequence.name = objectName(statement.sequence, reading);
    sequence.what = "options";
    return sequence;
}

StatementNode readCreateSchema(const CreateSchemaStmt &statement, const Reading &reading)
{
    Create schema;
    schema.object = ObjectKind::Schema;
    schema.name = asObject(found(statement.schemaname, "schema", reading));
    schema.ifNotExists = statement.if_not_exists;
    return schema;
}

} // namespace lockkeeper::sql::postgres
