// SPDX-FileCopyrightText: 2026 Lockkeeper contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/sql/mysql/grammar.h"

namespace lockkeeper::sql::mysql {

namespace {

/// `p0, p1` or ALL, up to what is none: one option for each.
void readPartitionNames(Cursor &in, AlterAction &action)
{
    do {
        const Name name = in.is("all") ? readAnyName(in) : readName(in);
        action.options.push_back({name.text, {}, name.span});
    } while (in.acceptSign(","));
}

void readAdd(Cursor &in, AlterAction &action)
{
    action.kind = AlterKind::AddPartition;
    action.ifExists = acceptIfNotExists(in);
    if (in.accept("partitions"))
        readInteger(in);
    else if (in.isSign("("))
        in.skip();
    else // MariaDB: ADD PARTITION PARTITIONS n, or a definition without parentheses
        in.moveToEnd();
}

void readBy(Cursor &in, AlterAction &action)
{
    in.expect("by");
    action.kind = AlterKind::PartitionBy;
    while (!in.atEnd() && !in.isSign(",")) // partitions are in parentheses: a comma begins the next action
        in.skip();
}

/// COALESCE, REORGANIZE, EXCHANGE, REBUILD, OPTIMIZE …: to the next action.
void readOther(Cursor &in, AlterAction &action, std::string word, Span span)
{
    action.kind = AlterKind::PartitionOther;
    if (word == "exchange") {
        Cursor ahead = in;
        while (!ahead.atEnd() && !ahead.is("table"))
            ahead.step();
        ahead.step();
        if (isName(ahead))
            action.partition = readObjectName(ahead);
    }
    action.options.push_back({std::move(word), {}, span});
    in.moveToEnd();
}

bool isOtherVerb(const Cursor &in)
{
    return in.isAnyOf(
               {"coalesce", "reorganize", "exchange", "analyze", "check", "optimize", "rebuild", "repair"})
           && in.is("partition", 1);
}

} // namespace

bool acceptPartitionAction(Cursor &in, AlterAction &action)
{
    const int first = in.at();
    if (in.accept("partition")) {
        readBy(in, action);
    } else if (in.accept("remove", "partitioning")) {
        action.kind = AlterKind::RemovePartitioning;
    } else if (in.accept("add", "partition")) {
        readAdd(in, action);
    } else if (in.accept("drop", "partition")) {
        action.kind = AlterKind::DropPartition;
        action.ifExists = acceptIfExists(in);
        readPartitionNames(in, action);
    } else if (in.accept("truncate", "partition")) {
        action.kind = AlterKind::TruncatePartition;
        readPartitionNames(in, action);
    } else if (isOtherVerb(in)) {
        const std::string word = folded(in.text());
        in.moveTo(in.at() + 2);
        readOther(in, action, word, in.spanFrom(first));
    } else if (in.accept("upgrade", "partitioning")) {
        action.kind = AlterKind::PartitionOther;
        action.options.push_back({"upgrade", {}, in.spanFrom(first)});
    } else {
        return false;
    }
    return true;
}

} // namespace lockkeeper::sql::mysql
