// SPDX-FileCopyrightText: 2026 Lockkeeper contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/sql/postgres/reading.h"

#include <algorithm>
#include <optional>

namespace lockkeeper::sql::postgres {

namespace {

std::optional<ConstraintKind> kindOf(ConstrType type)
{
    switch (type) {
    case CONSTR_NULL:
        return ConstraintKind::Null;
    case CONSTR_NOTNULL:
        return ConstraintKind::NotNull;
    case CONSTR_DEFAULT:
        return ConstraintKind::Default;
    case CONSTR_IDENTITY:
        return ConstraintKind::Identity;
    case CONSTR_GENERATED:
        return ConstraintKind::Generated;
    case CONSTR_CHECK:
        return ConstraintKind::Check;
    case CONSTR_PRIMARY:
        return ConstraintKind::PrimaryKey;
    case CONSTR_UNIQUE:
        return ConstraintKind::Unique;
    case CONSTR_EXCLUSION:
        return ConstraintKind::Exclusion;
    case CONSTR_FOREIGN:
        return ConstraintKind::ForeignKey;
    default:
        return std::nullopt; // DEFERRABLE and the like stand behind the constraint they belong to
    }
}

std::vector<Name> namesIn(const List *names, TokenRange range, const Reading &reading)
{
    std::vector<Name> found;
    for (const String &name : each<String>(names)) {
        int at = range.begin - 1;
        found.push_back(reading.tokens.findName(range, textOf(name.sval), &at));
        range.begin = at + 1;
    }
    return found;
}

int firstSign(TokenRange range, char sign, const Reading &reading)
{
    while (range.begin < range.end && !reading.tokens.isSign(range.begin, sign))
        ++range.begin;
    return range.begin;
}

/// What stands between the first brackets behind @p keyword.
TokenRange bracketsBehind(std::string_view keyword, TokenRange range, const Reading &reading)
{
    range.begin = reading.tokens.find(range, keyword);
    const int open = firstSign(range, '(', reading);
    return open < range.end ? reading.tokens.inside(open) : TokenRange{};
}

TokenRange rangeOfExpression(ConstrType type, TokenRange range, const Reading &reading)
{
    switch (type) {
    case CONSTR_DEFAULT:
        return {reading.tokens.find(range, "default") + 1, range.end};
    case CONSTR_CHECK:
        return bracketsBehind("check", range, reading);
    case CONSTR_GENERATED:
        return bracketsBehind("as", range, reading);
    case CONSTR_EXCLUSION:
        return bracketsBehind("where", range, reading);
    default:
        return {};
    }
}

void readReferences(const ::Constraint &constraint, TokenRange range, const Reading &reading,
                    Constraint *read)
{
    read->columns = namesIn(constraint.fk_attrs, bracketsBehind("foreign", range, reading), reading);
    read->references = objectName(constraint.pktable, reading);
    range.begin = reading.tokens.find(range, "references");
    read->referenced = namesIn(constraint.pk_attrs, bracketsBehind("references", range, reading), reading);
    read->onDeleteCascade = constraint.fk_del_action == FKCONSTR_ACTION_CASCADE;
}

void readExclusion(const ::Constraint &constraint, TokenRange range, const Reading &reading, Constraint *read)
{
    for (const List &pair : each<List>(constraint.exclusions)) {
        const auto *element = static_cast<const IndexElem *>(pair.elements[0].ptr_value);
        if (element->name)
            read->columns.push_back(reading.tokens.findName(range, element->name));
    }
}

void readUsingIndex(const ::Constraint &constraint, TokenRange range, const Reading &reading,
                    Constraint *read)
{
    if (!constraint.indexname)
        return;
    range.begin = reading.tokens.find(range, "index") + 1;
    read->usingIndex = reading.tokens.findName(range, constraint.indexname);
}

/// What PostgreSQL 18 added.
void readNewer([[maybe_unused]] const ::Constraint &constraint, [[maybe_unused]] Constraint *read)
{
#if PG_VERSION_NUM >= 180000
    read->isEnforced = constraint.is_enforced
                       || (constraint.contype != CONSTR_CHECK && constraint.contype != CONSTR_FOREIGN);
    if (constraint.contype == CONSTR_GENERATED) {
        read->isStored = constraint.generated_kind == 's';
        read->isVirtual = constraint.generated_kind == 'v';
    }
#endif
}

std::string argumentText(const Node *node)
{
    if (!node)
        return {};
    switch (nodeTag(node)) {
    case T_Integer:
        return std::to_string(to<Integer>(node).ival);
    case T_Float:
        return textOf(to<Float>(node).fval);
    case T_Boolean:
        return to<Boolean>(node).boolval ? "true" : "false";
    case T_TypeName:
        return typeWord(to<::TypeName>(node));
    case T_String:
        return textOf(to<String>(node).sval);
    default:
        return constantOf(node).value_or(std::string());
    }
}

/// Where the next constraint, or COLLATE, begins.
int behindConstraint(const List *constraints, const ::Constraint &constraint, int end, const Reading &reading)
{
    for (const ::Constraint &other : each<::Constraint>(constraints)) {
        if (other.location > constraint.location && kindOf(other.contype))
            end = std::min(end, reading.tokenAt(other.location));
    }
    return end;
}

} // namespace

Constraint readConstraint(const ::Constraint &constraint, TokenRange range, const Reading &reading)
{
    Constraint read;
    read.kind = kindOf(constraint.contype).value_or(ConstraintKind::Check);
    read.span = reading.tokens.span(range);
    if (reading.tokens.isWord(range.begin, "constraint"))
        read.name = reading.tokens.name(range.begin + 1);
    read.isNotValid = constraint.skip_validation;
    read.isNoInherit = constraint.is_no_inherit;
    read.isStored = constraint.contype == CONSTR_GENERATED;
    read.method = textOf(constraint.access_method);
    const Node *expression = constraint.raw_expr ? constraint.raw_expr : constraint.where_clause;
    read.expression =
        readExpression(expression, rangeOfExpression(constraint.contype, range, reading), reading);
    switch (constraint.contype) {
    case CONSTR_FOREIGN:
        readReferences(constraint, range, reading, &read);
        break;
    case CONSTR_EXCLUSION:
        readExclusion(constraint, range, reading, &read);
        break;
    case CONSTR_PRIMARY:
    case CONSTR_UNIQUE: {
        const int open = firstSign(range, '(', reading);
        read.columns = namesIn(constraint.keys, {open, range.end}, reading);
        readUsingIndex(constraint, range, reading, &read);
        break;
    }
    default:
        break;
    }
    readNewer(constraint, &read);
    return read;
}

std::vector<Constraint> readConstraints(const List *constraints, TokenRange range, const Reading &reading)
{
    std::vector<Constraint> read;
    for (const ::Constraint &constraint : each<::Constraint>(constraints)) {
        if (nodeTag(&constraint) != T_Constraint || !kindOf(constraint.contype))
            continue;
        const int begin = constraint.location < 0 ? range.begin : reading.tokenAt(constraint.location);
        const int end = behindConstraint(constraints, constraint, range.end, reading);
        read.push_back(readConstraint(constraint, {begin, end}, reading));
    }
    return read;
}

ColumnDef readColumn(const ::ColumnDef &column, TokenRange range, const Reading &reading)
{
    ColumnDef read;
    if (column.location >= 0)
        range.begin = reading.tokenAt(column.location);
    read.name = column.colname ? reading.tokens.name(range.begin) : Name();
    if (read.name.isEmpty())
        read.name.text = textOf(column.colname);
    read.type = readType(column.typeName, reading);
    if (column.collClause) {
        const std::vector<std::string> collation = partsOf(column.collClause->collname);
        read.type.collation = collation.empty() ? std::string() : lower(collation.back());
    }
    read.constraints = readConstraints(column.constraints, range, reading);
    read.span = reading.tokens.span(range);
    return read;
}

std::vector<Option> readOptions(const List *options, const Reading &reading)
{
    std::vector<Option> read;
    for (const DefElem &option : each<DefElem>(options)) {
        const int token = reading.tokenAt(option.location);
        const Span span = token < reading.tokens.count() ? reading.tokens[token].span : Span();
        read.push_back({lower(textOf(option.defname)), argumentText(option.arg), span});
    }
    return read;
}

bool isOn(const List *options, std::string_view name)
{
    for (const DefElem &option : each<DefElem>(options)) {
        if (textOf(option.defname) != name)
            continue;
        const std::string value = lower(argumentText(option.arg));
        return value != "false" && value != "off" && value != "0";
    }
    return false;
}

} // namespace lockkeeper::sql::postgres
