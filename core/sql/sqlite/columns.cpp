// SPDX-FileCopyrightText: 2026 Lockkeeper contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/sql/sqlite/grammar.h"

namespace lockkeeper::sql::sqlite {

namespace {

/// ON CONFLICT x
void readConflict(Cursor &in)
{
    if (!in.accept("on"))
        return;
    in.expect("conflict");
    if (!in.acceptAnyOf({"rollback", "abort", "fail", "ignore", "replace"}))
        in.refuse();
}

bool startsColumnConstraint(const Cursor &in)
{
    return in.isAnyOf({"constraint", "primary", "not", "null", "unique", "check", "default", "collate",
                       "references", "as"})
           || (in.is("generated") && in.is("always", 1));
}

bool endsColumn(const Cursor &in) { return in.atEnd() || in.isSign(",") || in.isSign(")"); }

void readPrimaryKey(Cursor &in, ColumnDef &column)
{
    in.expect("key");
    in.acceptAnyOf({"asc", "desc"});
    readConflict(in);
    const int first = in.at();
    if (in.acceptAnyOf({"autoincrement", "auto_increment"})) {
        Constraint &constraint = column.constraints.emplace_back();
        constraint.kind = ConstraintKind::AutoIncrement;
        constraint.span = in.spanFrom(first);
    }
}

void readGenerated(Cursor &in, Constraint &into)
{
    if (in.accept("generated"))
        in.expect("always");
    in.expect("as");
    into.kind = ConstraintKind::Generated;
    into.expression = readParenthesised(in);
    into.isStored = in.accept("stored");
    into.isVirtual = !into.isStored && in.accept("virtual");
}

/// What @p into becomes; not COLLATE, which belongs to the type.
void readKind(Cursor &in, ColumnDef &column, Constraint &into)
{
    if (in.accept("primary")) {
        into.kind = ConstraintKind::PrimaryKey;
        readPrimaryKey(in, column);
    } else if (in.accept("not")) {
        in.expect("null");
        into.kind = ConstraintKind::NotNull;
        readConflict(in);
    } else if (in.accept("null")) {
        into.kind = ConstraintKind::Null;
        readConflict(in);
    } else if (in.accept("unique")) {
        into.kind = ConstraintKind::Unique;
        readConflict(in);
    } else if (in.accept("check")) {
        into.kind = ConstraintKind::Check;
        into.expression = readParenthesised(in);
        readConflict(in);
    } else if (in.accept("default")) {
        into.kind = ConstraintKind::Default;
        into.expression = readDefault(in);
    } else if (in.is("references")) {
        readReferences(in, into);
    } else {
        readGenerated(in, into);
    }
}

void readColumnConstraint(Cursor &in, ColumnDef &column)
{
    const int first = in.at();
    if (in.accept("collate")) {
        column.type.collation = folded(readAnyName(in).text);
        return;
    }
    Constraint constraint;
    if (in.accept("constraint")) {
        constraint.name = readName(in);
        if (in.is("collate") || endsColumn(in)) // a name without a constraint is allowed
            return;
    }
    readKind(in, column, constraint);
    constraint.span = in.spanFrom(first);
    column.constraints.push_back(std::move(constraint));
}

bool startsTypeWord(const Cursor &in)
{
    return !endsColumn(in) && !startsColumnConstraint(in) && !in.isSign("(")
           && (isName(in) || in.isKind(LexKind::String));
}

void readKey(Cursor &in, Constraint &into, ConstraintKind kind)
{
    into.kind = kind;
    in.expectSign("(");
    do {
        into.columns.push_back(readName(in));
        if (in.accept("collate"))
            readAnyName(in);
        in.acceptAnyOf({"asc", "desc"});
        in.accept("autoincrement");
    } while (in.acceptSign(","));
    in.expectSign(")");
    readConflict(in);
}

} // namespace

TypeName readType(Cursor &in)
{
    const int first = in.at();
    TypeName type;
    while (startsTypeWord(in)) {
        type.name += (type.name.empty() ? "" : " ") + folded(valueOf(in.run(), in.at()));
        in.step();
    }
    if (!type.isEmpty())
        type.modifiers = readModifiers(in);
    type.isUnsigned = type.name.find("unsigned") != std::string::npos;
    if (in.at() != first)
        type.span = in.spanFrom(first);
    return type;
}

ColumnDef readColumn(Cursor &in)
{
    const int first = in.at();
    ColumnDef column;
    column.name = readName(in);
    column.type = readType(in);
    while (!endsColumn(in)) {
        if (!startsColumnConstraint(in)) {
            in.refuse();
            break;
        }
        readColumnConstraint(in, column);
    }
    column.span = in.spanFrom(first);
    return column;
}

bool startsConstraint(const Cursor &in)
{
    return in.isAnyOf({"constraint", "primary", "unique", "check", "foreign"});
}

Constraint readConstraint(Cursor &in)
{
    const int first = in.at();
    Constraint constraint;
    if (in.accept("constraint"))
        constraint.name = readName(in);
    if (in.accept("primary")) {
        in.expect("key");
        readKey(in, constraint, ConstraintKind::PrimaryKey);
    } else if (in.accept("unique")) {
        readKey(in, constraint, ConstraintKind::Unique);
    } else if (in.accept("check")) {
        constraint.kind = ConstraintKind::Check;
        constraint.expression = readParenthesised(in);
        readConflict(in);
    } else {
        in.expect("foreign");
        in.expect("key");
        constraint.columns = readNameList(in);
        readReferences(in, constraint);
    }
    constraint.span = in.spanFrom(first);
    return constraint;
}

} // namespace lockkeeper::sql::sqlite
