// SPDX-FileCopyrightText: 2026 Lockkeeper contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/lint/namedobjects.h"

#include "core/sql/parser.h"

namespace lockkeeper::lint {

namespace {

/// What a statement names, whatever the statement is: the trees name it alike.
class NameCollector
{
public:
    void add(const sql::Statement &statement)
    {
        std::visit([this](const auto &node) { addFrom(node); }, statement.node);
    }
    ObjectNames take() { return std::move(m_names); }

private:
    void addName(const sql::ObjectName &name)
    {
        if (!name.isEmpty())
            m_names.emplace(name.schema.text, name.name.text);
    }
    void addAll(const std::vector<sql::ObjectName> &names)
    {
        for (const sql::ObjectName &name : names)
            addName(name);
    }
    void addConstraints(const std::vector<sql::Constraint> &constraints)
    {
        for (const sql::Constraint &constraint : constraints)
            addName(constraint.references);
    }

    template<typename Node>
    void addFrom(const Node &node)
    {
        if constexpr (requires { addName(node.table); })
            addName(node.table);
        if constexpr (requires { addName(node.onTable); })
            addName(node.onTable);
        if constexpr (requires { addAll(node.tables); })
            addAll(node.tables);
        if constexpr (requires { addAll(node.others); })
            addAll(node.others);
        if constexpr (requires { addAll(node.objects); })
            addAll(node.objects);
        if constexpr (requires { addAll(node.selectsFrom); })
            addAll(node.selectsFrom);
        if constexpr (requires { addAll(node.uses); })
            addAll(node.uses);
        if constexpr (requires { addConstraints(node.constraints); })
            addConstraints(node.constraints);
        addMore(node);
    }
    template<typename Node>
    void addMore(const Node & /*node*/)
    {}
    void addMore(const sql::CreateTable &create)
    {
        addName(create.partitionOf);
        addAll(create.like);
        addAll(create.inherits);
        for (const sql::ColumnDef &column : create.columns)
            addConstraints(column.constraints);
    }
    void addMore(const sql::AlterTable &alter)
    {
        for (const sql::AlterAction &action : alter.actions) {
            addName(action.constraint.references);
            addName(action.partition);
            addConstraints(action.column.constraints);
        }
    }
    void addMore(const sql::Drop &drop) { addAll(drop.names); }
    void addMore(const sql::AlterType &alter) { addName(alter.name); }
    void addMore(const sql::Rename &rename)
    {
        for (const sql::Rename::Pair &pair : rename.pairs)
            addName(pair.from);
    }
    void addMore(const sql::Routine &routine)
    {
        for (const sql::Statement &statement : routine.body)
            add(statement);
    }

    ObjectNames m_names;
};

} // namespace

ObjectNames objectsNamedIn(std::string_view script, SqlDialect dialect, const ServerVersion &version)
{
    const LexOptions options{.dialect = dialect, .version = version};
    const Script pieces = split(script, options);
    NameCollector names;
    for (const Piece &piece : pieces.pieces) {
        if (piece.kind == PieceKind::Statement)
            names.add(sql::parse(script, pieces, piece, options));
    }
    return names.take();
}

} // namespace lockkeeper::lint
