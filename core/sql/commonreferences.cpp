// SPDX-FileCopyrightText: 2026 Lockkeeper contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/sql/common.h"

namespace lockkeeper::sql {

namespace {

void readAction(Cursor &in, bool isDelete, Constraint &into)
{
    if (in.accept("cascade"))
        into.onDeleteCascade = into.onDeleteCascade || isDelete;
    else if (in.accept("set")) {
        if (!in.acceptAnyOf({"null", "default"}))
            in.refuse();
    } else if (in.accept("no")) {
        in.expect("action");
    } else {
        in.expect("restrict");
    }
}

bool acceptDeferral(Cursor &in)
{
    const bool isSqlite = in.dialect() == SqlDialect::SQLite;
    if (!isSqlite || !(in.is("deferrable") || (in.is("not") && in.is("deferrable", 1))))
        return false;
    in.accept("not");
    in.step();
    if (in.accept("initially") && !in.acceptAnyOf({"deferred", "immediate"}))
        in.refuse();
    return true;
}

} // namespace

void readReferences(Cursor &in, Constraint &into)
{
    in.expect("references");
    into.kind = ConstraintKind::ForeignKey;
    into.references = readObjectName(in);
    if (in.isSign("("))
        into.referenced = readNameList(in);
    while (!in.atEnd()) {
        if (in.is("on") && in.isAnyOf({"delete", "update"}, 1)) {
            const bool isDelete = in.is("delete", 1);
            in.moveTo(in.at() + 2);
            readAction(in, isDelete, into);
        } else if (in.accept("match")) {
            readAnyName(in);
        } else if (!acceptDeferral(in)) {
            return;
        }
    }
}

} // namespace lockkeeper::sql
