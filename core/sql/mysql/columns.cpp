// SPDX-FileCopyrightText: 2026 Lockkeeper contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/sql/mysql/grammar.h"

namespace lockkeeper::sql::mysql {

namespace {

Constraint &add(ColumnDef &column, ConstraintKind kind, Span span)
{
    Constraint &constraint = column.constraints.emplace_back();
    constraint.kind = kind;
    constraint.span = span;
    return constraint;
}

// SERIAL is BIGINT UNSIGNED NOT NULL AUTO_INCREMENT UNIQUE.
void addSerial(ColumnDef &column, Span span)
{
    add(column, ConstraintKind::NotNull, span);
    add(column, ConstraintKind::AutoIncrement, span);
    add(column, ConstraintKind::Unique, span);
}

bool acceptNullability(Cursor &in, ColumnDef &column)
{
    const int first = in.at();
    if (in.accept("not", "null"))
        add(column, ConstraintKind::NotNull, in.spanFrom(first));
    else if (in.accept("null"))
        add(column, ConstraintKind::Null, in.spanFrom(first));
    else
        return in.accept("not", "secondary");
    return true;
}

bool acceptKey(Cursor &in, ColumnDef &column)
{
    const int first = in.at();
    if (in.accept("unique")) {
        in.accept("key");
        add(column, ConstraintKind::Unique, in.spanFrom(first));
    } else if (in.accept("primary", "key") || in.accept("key")) {
        add(column, ConstraintKind::PrimaryKey, in.spanFrom(first));
    } else if (in.acceptAnyOf({"auto_increment", "autoincrement"})) {
        add(column, ConstraintKind::AutoIncrement, in.spanFrom(first));
    } else {
        return false;
    }
    return true;
}

bool acceptDefault(Cursor &in, ColumnDef &column)
{
    const int first = in.at();
    const bool isOnUpdate = in.is("on") && in.is("update", 1);
    if (in.accept("serial", "default", "value")) {
        addSerial(column, in.spanFrom(first));
    } else if (in.accept("default", "next", "value", "for")
               || in.accept("default", "previous", "value", "for")) {
        readObjectName(in);
        Constraint &constraint = add(column, ConstraintKind::Default, in.spanFrom(first));
        constraint.expression.form = Expression::Form::Call;
        constraint.expression.calls = {"nextval"};
        constraint.expression.span = in.spanFrom(first + 1);
    } else if (in.accept("default") || in.accept("on", "update")) {
        const Expression expression = readDefault(in);
        add(column, isOnUpdate ? ConstraintKind::OnUpdate : ConstraintKind::Default, in.spanFrom(first))
            .expression = expression;
    } else {
        return false;
    }
    return true;
}

/// MariaDB: GENERATED ALWAYS AS ROW START, of system-versioned tables.
bool acceptRowStart(Cursor &in)
{
    if (!in.accept("row"))
        return false;
    if (!in.acceptAnyOf({"start", "end"}))
        in.refuse();
    return true;
}

bool acceptGenerated(Cursor &in, ColumnDef &column)
{
    const int first = in.at();
    if (in.accept("generated"))
        in.expect("always");
    if (!in.is("as"))
        return in.at() != first ? in.refuse(), true : false;
    in.step();
    if (acceptRowStart(in))
        return true;
    Constraint generated;
    generated.kind = ConstraintKind::Generated;
    generated.expression = readParenthesised(in);
    generated.isStored = in.acceptAnyOf({"stored", "persistent"});
    generated.isVirtual = !generated.isStored && in.accept("virtual");
    generated.span = in.spanFrom(first);
    column.constraints.push_back(std::move(generated));
    return true;
}

bool acceptNamedConstraint(Cursor &in, ColumnDef &column)
{
    if (!in.isAnyOf({"constraint", "check", "references"}))
        return false;
    const int first = in.at();
    Constraint constraint;
    if (in.accept("constraint") && isName(in))
        constraint.name = readName(in);
    if (in.is("references"))
        readReferences(in, constraint);
    else
        readCheck(in, constraint);
    constraint.span = in.spanFrom(first);
    column.constraints.push_back(std::move(constraint));
    return true;
}

bool acceptComment(Cursor &in, ColumnDef &column)
{
    const int first = in.at();
    if (!in.accept("comment"))
        return false;
    acceptEquals(in);
    if (!in.isKind(LexKind::String)) {
        in.refuse();
        return true;
    }
    const Expression text = describe(in.run(), in.at(), in.at() + 1);
    in.step();
    add(column, ConstraintKind::Comment, in.spanFrom(first)).expression = text;
    return true;
}

/// What rules don't ask about.
bool acceptOther(Cursor &in, ColumnDef &column)
{
    if (in.accept("collate")) {
        column.type.collation = readCharset(in);
    } else if (acceptCharacterSet(in)) {
        column.type.charset = readCharset(in);
    } else if (in.acceptAnyOf({"column_format", "storage", "srid", "ref_system_id", "engine_attribute",
                               "secondary_engine_attribute"})) {
        acceptEquals(in);
        in.step();
    } else if (in.acceptAnyOf({"with", "without"})) { // SYSTEM VERSIONING
        in.expect("system");
        in.expect("versioning");
    } else if (in.acceptAnyOf({"visible", "invisible"})) {
        return true;
    } else if (in.accept("compressed") || (in.isKind(LexKind::Word) && in.isSign("=", 1))) {
        // MariaDB's storage engines have attributes of their own.
        if (in.isKind(LexKind::Word))
            in.step();
        if (in.acceptSign("="))
            in.step();
    } else {
        return false;
    }
    return true;
}

bool isAttributesEnd(const Cursor &in)
{
    return in.atEnd() || in.isSign(",") || in.isSign(")") || in.isAnyOf({"first", "after"});
}

} // namespace

void readAttributes(Cursor &in, ColumnDef &column)
{
    while (!isAttributesEnd(in)) {
        const bool isRead = acceptNullability(in, column) || acceptKey(in, column)
                            || acceptDefault(in, column) || acceptGenerated(in, column)
                            || acceptNamedConstraint(in, column) || acceptComment(in, column)
                            || acceptOther(in, column);
        if (!isRead)
            in.refuse();
    }
}

ColumnDef readColumn(Cursor &in)
{
    const int first = in.at();
    ColumnDef column;
    column.name = readName(in);
    column.type = readType(in);
    if (column.type.name == "serial")
        addSerial(column, column.type.span);
    readAttributes(in, column);
    column.span = in.spanFrom(first);
    return column;
}

void readPlace(Cursor &in, ColumnDef &column)
{
    if (in.accept("first")) {
        column.place = ColumnDef::Place::First;
    } else if (in.accept("after")) {
        column.place = ColumnDef::Place::After;
        column.after = readName(in);
    }
}

} // namespace lockkeeper::sql::mysql
