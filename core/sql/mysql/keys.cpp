// SPDX-FileCopyrightText: 2026 Lockkeeper contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/sql/mysql/grammar.h"

namespace lockkeeper::sql::mysql {

namespace {

bool acceptUsing(Cursor &in, std::string &method)
{
    if (!in.acceptAnyOf({"using", "type"}))
        return false;
    const std::string written = folded(readAnyName(in).text);
    method = method.empty() ? written : method;
    return true;
}

/// [IF NOT EXISTS] [name] [USING method]
void readKeyName(Cursor &in, TableConstraint &into)
{
    into.ifNotExists = acceptIfNotExists(in) || into.ifNotExists;
    const bool isUsing = in.is("using") || (in.is("type") && in.isAnyOf({"btree", "hash", "rtree"}, 1));
    if (!in.isSign("(") && !isUsing)
        into.constraint.name = readName(in);
    if (in.is("using") || in.is("type"))
        acceptUsing(in, into.constraint.method);
}

std::vector<Name> columnsOf(std::vector<IndexPart> parts)
{
    std::vector<Name> columns;
    for (IndexPart &part : parts) {
        if (part.column.isEmpty())
            part.column.span = part.expression.span; // an expression takes its place in the order
        columns.push_back(std::move(part.column));
    }
    return columns;
}

void readKey(Cursor &in, TableConstraint &into, ConstraintKind kind)
{
    into.constraint.kind = kind;
    readKeyName(in, into);
    into.constraint.columns = columnsOf(readIndexParts(in));
    readIndexOptions(in, into.constraint.method);
}

void readForeignKey(Cursor &in, TableConstraint &into)
{
    in.expect("key");
    into.ifNotExists = acceptIfNotExists(in) || into.ifNotExists;
    if (!in.isSign("(")) {
        Name name = readName(in); // an index's; the constraint's where CONSTRAINT names none
        if (into.constraint.name.isEmpty())
            into.constraint.name = std::move(name);
    }
    into.constraint.columns = readNameList(in);
    readReferences(in, into.constraint);
}

bool acceptVisibility(Cursor &in)
{
    return in.acceptAnyOf({"visible", "invisible", "ignored"}) || in.accept("not", "ignored");
}

IndexPart readIndexPart(Cursor &in)
{
    IndexPart part;
    if (in.isSign("(")) {
        part.expression = readParenthesised(in);
    } else {
        part.column = readName(in);
        const std::vector<int> prefix = readModifiers(in);
        part.prefix = prefix.empty() ? 0 : prefix.front();
    }
    in.acceptAnyOf({"asc", "desc"});
    in.accept("without", "overlaps");
    return part;
}

} // namespace

std::vector<IndexPart> readIndexParts(Cursor &in)
{
    std::vector<IndexPart> parts;
    in.expectSign("(");
    do
        parts.push_back(readIndexPart(in));
    while (in.acceptSign(","));
    in.expectSign(")");
    return parts;
}

void readIndexOptions(Cursor &in, std::string &method)
{
    while (!in.atEnd()) {
        if (acceptUsing(in, method) || acceptVisibility(in))
            continue;
        if (in.acceptAnyOf({"key_block_size", "comment", "engine_attribute", "secondary_engine_attribute",
                            "clustering", "distance", "m"})) {
            acceptEquals(in);
            in.step();
        } else if (in.accept("with", "parser")) {
            readName(in);
        } else if (in.isKind(LexKind::Word) && in.isSign("=", 1) && !in.isAnyOf({"algorithm", "lock"})) {
            in.moveTo(in.at() + 3); // MariaDB's storage engines have options of their own
        } else {
            return;
        }
    }
}

void readCheck(Cursor &in, Constraint &into)
{
    in.expect("check");
    into.kind = ConstraintKind::Check;
    into.expression = readParenthesised(in);
    if (in.accept("not", "enforced"))
        into.isEnforced = false;
    else
        in.accept("enforced");
}

bool acceptPeriod(Cursor &in)
{
    if (!in.accept("period", "for"))
        return false;
    acceptIfNotExists(in);
    readName(in);
    readNameList(in);
    return true;
}

bool startsConstraint(const Cursor &in)
{
    return in.isAnyOf(
               {"constraint", "primary", "unique", "index", "key", "fulltext", "spatial", "foreign", "check"})
           || (in.is("vector") && in.isAnyOf({"index", "key"}, 1));
}

TableConstraint readConstraint(Cursor &in)
{
    const int first = in.at();
    TableConstraint result;
    Constraint &constraint = result.constraint;
    if (in.accept("constraint")) {
        result.ifNotExists = acceptIfNotExists(in);
        if (isName(in))
            constraint.name = readName(in);
    }
    const Name named = constraint.name;
    if (in.accept("primary")) {
        in.expect("key");
        readKey(in, result, ConstraintKind::PrimaryKey);
    } else if (in.accept("unique")) {
        in.acceptAnyOf({"index", "key"});
        readKey(in, result, ConstraintKind::Unique);
    } else if (in.isAnyOf({"fulltext", "spatial", "vector"}) && named.isEmpty()) {
        constraint.method = folded(in.text());
        in.step();
        in.acceptAnyOf({"index", "key"});
        readKey(in, result, ConstraintKind::Index);
    } else if (in.isAnyOf({"index", "key"}) && named.isEmpty()) {
        in.step();
        readKey(in, result, ConstraintKind::Index);
    } else if (in.accept("foreign")) {
        readForeignKey(in, result);
    } else {
        readCheck(in, constraint);
    }
    if (constraint.name.isEmpty())
        constraint.name = named;
    constraint.span = in.spanFrom(first);
    return result;
}

} // namespace lockkeeper::sql::mysql
