// SPDX-FileCopyrightText: 2026 Lockkeeper contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/lint/linter.h"

#include <array>

namespace lockkeeper::lint {

namespace {

enum class Verb : unsigned char { Create, Alter, Drop, Rename };

/// "create view": literals, since the answer is a view of text that must outlive the call.
#define KINDS(object) {"create " object, "alter " object, "drop " object, "rename " object}

std::string_view kindOf(Verb verb, sql::ObjectKind object)
{
    static constexpr auto words = std::to_array<std::array<std::string_view, 4>>({
        KINDS("table"),         KINDS("index"),       KINDS("view"),         KINDS("materialized view"),
        KINDS("sequence"),      KINDS("schema"),      KINDS("database"),     KINDS("function"),
        KINDS("procedure"),     KINDS("trigger"),     KINDS("type"),         KINDS("domain"),
        KINDS("policy"),        KINDS("rule"),        KINDS("extension"),    KINDS("constraint"),
        KINDS("foreign table"), KINDS("publication"), KINDS("subscription"), KINDS("role"),
        KINDS("event"),         KINDS("tablespace"),  KINDS("object"),
    });
    static_assert(std::size(words) == size_t(sql::ObjectKind::Other) + 1);
    return words[size_t(object)][size_t(verb)];
}
#undef KINDS

std::string_view kindOf(const sql::Transaction &transaction)
{
    using Kind = sql::Transaction::Kind;
    switch (transaction.kind) {
    case Kind::Begin:
        return "begin";
    case Kind::Commit:
        return "commit";
    case Kind::Rollback:
        return "rollback";
    case Kind::Savepoint:
        return "savepoint";
    case Kind::RollbackTo:
        return "rollback to savepoint";
    case Kind::Release:
        return "release savepoint";
    case Kind::Prepare:
        return "prepare transaction";
    }
    return {};
}

std::string_view kindOf(const sql::Maintain &maintain)
{
    using Kind = sql::Maintain::Kind;
    switch (maintain.kind) {
    case Kind::Vacuum:
        return "vacuum";
    case Kind::Analyze:
        return "analyze";
    case Kind::Reindex:
        return "reindex";
    case Kind::Cluster:
        return "cluster";
    case Kind::Refresh:
        return "refresh materialized view";
    case Kind::Optimize:
        return "optimize";
    case Kind::Check:
        return "check";
    case Kind::Repair:
        return "repair";
    case Kind::Lock:
        return "lock table";
    case Kind::Unlock:
        return "unlock tables";
    case Kind::Checkpoint:
        return "checkpoint";
    }
    return {};
}

/// One overload a node; those whose answer is in the node itself view the node's text.
struct Words
{
    std::string_view operator()(const sql::CreateTable &) const { return "create table"; }
    std::string_view operator()(const sql::AlterTable &node) const
    {
        return kindOf(Verb::Alter, node.object);
    }
    std::string_view operator()(const sql::CreateIndex &) const { return "create index"; }
    std::string_view operator()(const sql::Drop &node) const { return kindOf(Verb::Drop, node.object); }
    std::string_view operator()(const sql::Rename &node) const { return kindOf(Verb::Rename, node.object); }
    std::string_view operator()(const sql::Truncate &) const { return "truncate"; }
    std::string_view operator()(const sql::Insert &) const { return "insert"; }
    std::string_view operator()(const sql::Update &) const { return "update"; }
    std::string_view operator()(const sql::Delete &) const { return "delete"; }
    std::string_view operator()(const sql::Select &) const { return "select"; }
    std::string_view operator()(const sql::Transaction &node) const { return kindOf(node); }
    std::string_view operator()(const sql::Set &node) const { return node.isPragma ? "pragma" : "set"; }
    std::string_view operator()(const sql::Maintain &node) const { return kindOf(node); }
    std::string_view operator()(const sql::CreateTrigger &) const { return "create trigger"; }
    std::string_view operator()(const sql::Routine &node) const
    {
        return node.isBlock ? "do" : "create function";
    }
    std::string_view operator()(const sql::CreateType &node) const
    {
        return node.isDomain ? "create domain" : "create type";
    }
    std::string_view operator()(const sql::AlterType &node) const
    {
        return node.isDomain ? "alter domain" : "alter type";
    }
    std::string_view operator()(const sql::Create &node) const { return kindOf(Verb::Create, node.object); }
    std::string_view operator()(const sql::Alter &node) const
    {
        return node.what == "system" ? "alter system" : kindOf(Verb::Alter, node.object);
    }
    std::string_view operator()(const sql::Harmless &node) const { return node.verb; }
    std::string_view operator()(const sql::Opaque &node) const { return node.what; }
    std::string_view operator()(const sql::SyntaxError &) const { return "syntax error"; }
};

} // namespace

std::string_view kindOf(const sql::Statement &statement) { return std::visit(Words{}, statement.node); }

} // namespace lockkeeper::lint
