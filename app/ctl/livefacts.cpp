// SPDX-FileCopyrightText: 2026 Lockkeeper contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/ctl/livefacts.h"

#include "core/engine/catalog.h"
#include "core/sql/parser.h"

namespace lockkeeper::ctl {

using namespace Qt::StringLiterals;

namespace {

/// Every table of a statement, whatever the statement is: the trees name them alike.
class TableNames
{
public:
    void add(const sql::Statement &statement)
    {
        std::visit([this](const auto &node) { addFrom(node); }, statement.node);
    }
    std::set<std::string> take() { return std::move(m_names); }

private:
    void addName(const sql::ObjectName &name)
    {
        if (!name.isEmpty())
            m_names.insert(name.display());
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
    void addMore(const sql::Drop &drop)
    {
        if (drop.object == sql::ObjectKind::Table)
            addAll(drop.names);
    }
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

    std::set<std::string> m_names;
};

std::vector<sql::Statement> statementsOf(std::string_view text, const LexOptions &options)
{
    const Script script = split(text, options);
    std::vector<sql::Statement> statements;
    for (const Piece &piece : script.pieces) {
        if (piece.kind == PieceKind::Statement)
            statements.push_back(sql::parse(text, script, piece, options));
    }
    return statements;
}

/// A type as the catalog prints it, read by the parser that reads the scripts' types: they compare.
sql::TypeName typeOf(const QString &printed, const LexOptions &options)
{
    const std::string text = "ALTER TABLE t ADD COLUMN c " + printed.toStdString();
    for (const sql::Statement &statement : statementsOf(text, options)) {
        const auto *alter = statement.as<sql::AlterTable>();
        if (alter && alter->actions.size() == 1)
            return alter->actions.front().column.type;
    }
    return {};
}

lint::ColumnFacts columnFacts(const Column &column, const LexOptions &options)
{
    return {.name = column.name.toStdString(),
            .type = typeOf(column.type, options),
            .notNull = !column.nullable,
            .hasDefault = !column.defaultExpression.isEmpty(),
            .isGenerated = column.generated};
}

lint::TableFacts tableFacts(const std::string &name, const TableInfo &table, const LexOptions &options)
{
    lint::TableFacts facts;
    facts.name = name;
    for (const Column &column : table.columns)
        facts.columns.push_back(columnFacts(column, options));
    if (table.key) {
        lint::IndexFacts index{
            .name = table.key->index.toStdString(), .isUnique = true, .isPrimary = table.key->primary};
        for (const QString &column : table.key->columns)
            index.columns.push_back(column.toStdString());
        facts.indexes.push_back(std::move(index));
    }
    // An estimate that nobody made would call a huge table small.
    if (!table.statisticsMissing)
        facts.rows = table.estimatedRows;
    facts.bytes = table.bytes;
    return facts;
}

} // namespace

std::set<std::string> tablesNamedIn(std::string_view script, SqlDialect dialect, const ServerVersion &version)
{
    TableNames names;
    for (const sql::Statement &statement : statementsOf(script, {.dialect = dialect, .version = version}))
        names.add(statement);
    return names.take();
}

Result<lint::LiveFacts> liveFacts(Session &session, const std::set<std::string> &tables, SqlDialect dialect,
                                  const ServerVersion &version)
{
    const LexOptions options{.dialect = dialect, .version = version};
    lint::LiveFacts facts;
    for (const std::string &name : tables) {
        const auto dot = name.find('.');
        TableName wanted;
        wanted.schema =
            QString::fromStdString(dot == std::string::npos ? std::string() : name.substr(0, dot));
        wanted.name = QString::fromStdString(dot == std::string::npos ? name : name.substr(dot + 1));
        const auto table = session.catalog().table(wanted);
        if (table)
            facts.tables.push_back(tableFacts(name, *table, options));
        else if (table.error().code != Errc::TableNotFound)
            return failure(table.error());
    }
    return facts;
}

} // namespace lockkeeper::ctl
