// SPDX-FileCopyrightText: 2026 Lockkeeper contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/lint/effects.h"

namespace lockkeeper::lint {

/// Gathers what one statement does on PostgreSQL. One call of the operator for each kind of statement; what isn't
/// among them takes no lock that anybody could notice.
class PostgresModel
{
public:
    PostgresModel(const Schema &schema, const ServerVersion &version) : m_schema(schema), m_version(version)
    {}

    void add(const sql::Statement &statement);
    /// Whom it all blocks, and for how long.
    Effects finished();

private:
    void of(const sql::CreateTable &create);
    void of(const sql::AlterTable &alter);
    void of(const sql::CreateIndex &create);
    void of(const sql::Drop &drop);
    void of(const sql::Rename &rename);
    void of(const sql::Truncate &truncate);
    void of(const sql::Insert &insert);
    void of(const sql::Update &update);
    void of(const sql::Delete &remove);
    void of(const sql::Select &select);
    void of(const sql::Maintain &maintain);
    void of(const sql::CreateTrigger &create);
    void of(const sql::Routine &routine);
    void of(const sql::AlterType &alter);
    void of(const sql::Create &create);
    void of(const sql::Alter &alter);
    void of(const sql::Harmless &harmless);
    void createPartition(const sql::CreateTable &create);
    void checkDefaultPartition(const std::string &parent);
    void refresh(const sql::ObjectName &view, const sql::Maintain &maintain);
    void reindex(const sql::ObjectName &object, const sql::Maintain &maintain);

    // postgresalter.cpp
    void alterTable(const sql::AlterTable &alter);
    void alterIndex(const sql::ObjectName &name, const sql::AlterAction &action);
    void change(const std::string &table, const sql::AlterAction &action, bool isOnly);
    void changeStorage(const std::string &table, const sql::AlterAction &action);
    void addColumn(const std::string &table, const sql::ColumnDef &column, bool ifNotExists, bool isOnly);
    bool isRewrittenFor(const sql::ColumnDef &column);
    bool isVolatile(const sql::Expression &expression);
    void alterType(const std::string &table, const sql::AlterAction &action, bool isOnly);
    void addConstraint(const std::string &table, const sql::Constraint &constraint, bool isOnly);
    void addKey(const std::string &table, const sql::Constraint &constraint, bool isOnly);
    void validate(const std::string &table, const std::string &constraint, bool isOnly);
    void setNotNull(const std::string &table, const std::string &column, bool isOnly);
    void attach(const std::string &parent, const sql::AlterAction &action);
    void buildMissing(const std::string &parent, const std::string &partition);
    void detach(const std::string &parent, const sql::AlterAction &action);

    // postgresdrop.cpp
    void dropTable(const std::string &table, bool isCascade);
    void dropIndex(const sql::ObjectName &name, bool isConcurrent);
    void dropColumn(const std::string &table, const sql::AlterAction &action);
    void dropConstraint(const std::string &table, const sql::AlterAction &action);
    void dropFromTable(const sql::Drop &drop, const sql::ObjectName &name);
    void dropType(const sql::ObjectName &name, bool isCascade);
    void dropSchema(const std::string &schema);
    void lockDependents(const TableFacts &table);
    /// Whether @p child points at @p column of @p parent.
    bool isKeyOf(const TableFacts &parent, const std::string &column, const TableFacts &child) const;

    void lock(const std::string &relation, LockMode mode); ///< keeps the strongest
    bool holds(std::string_view relation, LockMode atLeast) const;
    /// The table and all that is below it.
    void lockTree(const std::string &table, LockMode mode, bool isOnly = false);
    /// The table and its partitions, but not those that inherit from it.
    void lockPartitions(const std::string &table, LockMode mode);
    /// The tables whose rows @p table is: its partitions if it has some.
    std::vector<std::string> storageOf(const std::string &table, bool isOnly) const;
    static sql::ObjectName objectNamed(std::string_view displayName);
    void note(std::vector<std::string> &list, const std::string &table);
    void rewrite(const std::string &table, bool isOnly = false);
    void scan(const std::string &table, bool isOnly = false);
    void build(const std::string &table, bool isOnly = false);
    /// A relation that is read or written by its name: a table with its members, or a view with what it is made of.
    void use(const sql::ObjectName &relation, LockMode mode);
    /// The tables that @p table's foreign keys point at; @p column: only those over it.
    void lockForeignKeys(const std::string &table, LockMode mode,
                         const std::vector<sql::Name> *columns = nullptr);
    bool isUsedByOthers(const std::string &relation) const;
    static bool isUsedColumn(const TableFacts *table, std::string_view column);

    const Schema &m_schema;
    const ServerVersion &m_version;
    Effects m_effects;
    std::map<std::string, size_t, std::less<>> m_locks;     ///< where each is in m_effects
    std::set<std::pair<const void *, std::string>> m_noted; ///< what is in which list of m_effects
    std::set<std::string> m_new;                            ///< tables that the statement itself makes
    std::set<std::string> m_dropped;                        ///< tables that are looked after
};

} // namespace lockkeeper::lint
