// SPDX-FileCopyrightText: 2026 Lockkeeper contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/sql/sqldialect.h"
#include "core/sql/tree/statements.h"

#include <cstdint>
#include <map>
#include <memory>
#include <optional>
#include <set>
#include <string>
#include <type_traits>
#include <unordered_map>
#include <vector>

namespace lockkeeper::lint {

/// What is known of a column: from CREATE TABLE in the script, or from the live database.
struct ColumnFacts
{
    std::string name;
    sql::TypeName type; ///< empty: unknown
    std::optional<bool> notNull;
    bool hasDefault = false;
    bool isGenerated = false;
    bool isStoredGenerated = false;
    bool isIdentity = false;          ///< AUTO_INCREMENT too
    bool isConstrainedDomain = false; ///< its type is a domain with a CHECK or NOT NULL
    /// Views, rules, policies, triggers and functions that name it; nothing: only the live database tells.
    std::optional<std::vector<std::string>> usedBy;
};

struct ConstraintFacts
{
    std::string name; ///< the server's own name when none is written, e.g. users_email_key
    sql::ConstraintKind kind = sql::ConstraintKind::Check;
    std::vector<std::string> columns;
    std::vector<std::string> notNull;    ///< columns that a CHECK proves to be NOT NULL
    std::string references;              ///< of a foreign key: display name
    std::vector<std::string> referenced; ///< its columns; empty: the primary key
    bool onDeleteCascade = false;
    bool isValid = true;
    bool addedHere = false; ///< by a statement of this script
};

struct IndexFacts
{
    std::string name;
    std::vector<std::string> columns; ///< "" for an expression
    bool isUnique = false;
    bool isPartial = false;
    bool isPrimary = false;
    bool isFulltext = false;
    bool isSpatial = false;
    bool isBtree = true;      ///< or what the engine takes where no method is written
    bool hasOwnOrder = false; ///< sorted by an operator class or a collation of its own
    bool isValid = true;      ///< false: PostgreSQL built it concurrently and failed; nobody may rely on it
};

/// What is known of a table. Lists are complete only if `isComplete`.
struct TableFacts
{
    /// More than anybody has. Who asks looks through a list, so that without limits a script that never stops adding
    /// would take time without end.
    static constexpr std::size_t mostColumns = 1600;
    static constexpr std::size_t mostOthers = 250;

    std::string name;         ///< display name
    bool isComplete = false;  ///< every column, index and constraint is listed
    bool createdHere = false; ///< by a statement of this script: nobody uses it yet
    bool isTemporary = false;
    std::optional<bool> isUnlogged; ///< PostgreSQL
    bool isPartitioned = false;
    bool hasDefaultPartition = false;
    std::string partitionOf;
    bool isDefaultPartition = false;
    std::vector<std::string> inherits; ///< PostgreSQL: parents, display names
    bool ignoresCase = false;          ///< of column, index and constraint names: MySQL and SQLite
    std::vector<ColumnFacts> columns;
    std::vector<ConstraintFacts> constraints;
    std::vector<IndexFacts> indexes;
    std::vector<std::string>
        dependents; ///< views, materialized views, rules, policies and triggers that name it
    std::set<std::string> droppedColumns; ///< by this script
    std::optional<std::int64_t> rows;     ///< counted, or estimated by fresh statistics
    std::optional<std::int64_t> mostRows; ///< no more than these fit into its pages; says nothing of how few
    std::optional<std::int64_t> bytes;    ///< with indexes
    std::optional<double>
        writesPerSecond;            ///< rows inserted, updated and deleted; rather too high than too low
    std::string engine;             ///< MySQL: innodb …; lower case
    std::string rowFormat;          ///< MySQL: compressed …; lower case
    std::string charset;            ///< MySQL: of columns that name none; lower case; empty: unknown
    std::optional<int> rowVersions; ///< MySQL: INNODB_TABLES.TOTAL_ROW_VERSIONS

    const ColumnFacts *column(std::string_view wanted) const;
    const IndexFacts *index(std::string_view wanted) const;
    const ConstraintFacts *constraint(std::string_view wanted) const;
    bool isIndexed(std::string_view column) const;
    /// Whether a validated CHECK, or the column itself, says that @p column is never NULL.
    bool provesNotNull(std::string_view column) const;

    /// Remembers @p item behind the others of @p list, which is one of this table's, or that something is forgotten.
    template<typename T>
    void keep(std::vector<T> &list, T item)
    {
        if (list.size() < (std::is_same_v<T, ColumnFacts> ? mostColumns : mostOthers))
            list.push_back(std::move(item));
        else
            isComplete = false;
    }
};

/// A table that copies of a Schema have in common until one of them changes it: LintDocument keeps many copies.
class SharedTable
{
public:
    explicit SharedTable(TableFacts facts) : m_facts(std::make_shared<TableFacts>(std::move(facts))) {}

    const TableFacts &operator*() const { return *m_facts; }
    const TableFacts *operator->() const { return m_facts.get(); }
    TableFacts &changeable()
    {
        if (m_facts.use_count() > 1)
            m_facts = std::make_shared<TableFacts>(*m_facts);
        return *m_facts;
    }

private:
    std::shared_ptr<TableFacts> m_facts;
};

/// Facts of the live database, read by whoever has a connection (engine/), handed over as values.
struct LiveFacts
{
    std::vector<TableFacts> tables;
    /// A view that was there before.
    struct View
    {
        std::string name;              ///< display name
        std::vector<std::string> uses; ///< tables and views that it is made of, display names
        bool isMaterialized = false;
    };
    std::vector<View> views;
    std::map<std::string, char> volatility; ///< function name → 'i', 's' or 'v'
    std::set<std::string> constrainedDomains;
    std::map<std::string, std::string> indexTables; ///< index → table, display names

    /// A script that the database has had, by its version ("0007", "20260101120000").
    struct Applied
    {
        std::string version;
        std::string checksum; ///< empty: not recorded
    };
    std::vector<Applied> applied; ///< oldest first
    /// A PostgreSQL publication; without tables it publishes all of them.
    struct Publication
    {
        std::string name;
        std::set<std::string> tables; ///< display names
    };
    std::vector<Publication> publications;
    std::vector<std::string>
        subscribers; ///< PostgreSQL: logical slots; MySQL and MariaDB: connected replicas
    std::optional<double> oldestTransactionSeconds; ///< of the transactions that are open now
    std::set<std::string> wraparoundVacuums;        ///< tables under autovacuum "to prevent wraparound"
    std::map<std::string, std::string> settings;    ///< of the server, lower case: binlog_format, sql_mode …
};

/// The database as far as a script tells, brought up to date statement by statement. Names are compared as the
/// dialect does: PostgreSQL exactly (after folding), MySQL's and SQLite's columns whatever their case.
class Schema
{
public:
    explicit Schema(SqlDialect dialect, const LiveFacts *live = nullptr);

    SqlDialect dialect() const { return m_dialect; }
    bool isLive() const { return m_isLive; }

    /// Null: nothing is known of it. An unqualified name finds the one table of that name, public's first.
    const TableFacts *table(const sql::ObjectName &name) const;
    const TableFacts *table(std::string_view displayName) const;
    /// Created by this script and not dropped since.
    bool createdHere(const sql::ObjectName &table) const;
    bool createdHere(std::string_view displayName) const;
    /// The table of an index that the script created or the live database has; empty: unknown.
    std::string tableOfIndex(const sql::ObjectName &index) const;
    bool isEnumCreatedHere(std::string_view type) const;
    /// A domain with CHECK or NOT NULL; nothing when @p type is not known to be a domain or plain type.
    bool isConstrainedDomain(const sql::TypeName &type) const;
    /// 'i', 's', 'v'; from the live database, the script's own functions, the engine's built-in ones; nothing: unknown.
    std::optional<char> volatility(std::string_view function) const;
    /// Tables with a foreign key to @p table, display names.
    std::vector<std::string> referencing(std::string_view table) const;
    /// Partitions of @p table and tables that inherit from it, at any depth, display names.
    std::vector<std::string> membersOf(std::string_view table) const;
    /// Its display name; empty: there is none, or it isn't known.
    std::string defaultPartitionOf(std::string_view table) const;
    /// Tables with a column of the type or domain @p type.
    std::vector<std::string> tablesUsing(std::string_view type) const;
    /// What a view is made of; null: not known to be a view.
    const std::vector<std::string> *viewUses(const sql::ObjectName &view) const;
    bool isMaterialized(const sql::ObjectName &view) const;
    /// The type below a domain; null: not known to be one.
    const sql::TypeName *domainBase(const sql::TypeName &type) const;
    /// Every table that is known, by name.
    std::vector<const TableFacts *> tables() const;

    /// What @p statement leaves behind.
    void apply(const sql::Statement &statement);
    /// The same as a live database would tell it: nothing is new any more.
    LiveFacts asLive() const;

private:
    struct Hash
    {
        using is_transparent = void;
        std::size_t operator()(std::string_view text) const { return std::hash<std::string_view>()(text); }
    };
    /// Rules look up tables at every statement, and a tree of thousands of names is slow.
    template<typename T>
    using ByName = std::unordered_map<std::string, T, Hash, std::equal_to<>>;
    using Names = std::set<std::string, std::less<>>;
    /// A view or a sequence.
    struct Relation
    {
        std::vector<std::string> uses;
        bool isView = false;
        bool isMaterialized = false;
        bool createdHere = false;
    };
    struct Domain
    {
        sql::TypeName base;
        bool isConstrained = false;
    };

    TableFacts &known(const sql::ObjectName &name);
    TableFacts *find(const sql::ObjectName &name);
    std::string keyOf(const sql::ObjectName &name) const;
    std::string folded(std::string_view displayName) const;
    /// The key that @p displayName means, which may leave out a schema; empty: not known.
    std::string resolved(std::string_view displayName) const;
    ByName<SharedTable>::const_iterator lookUp(std::string_view displayName) const;

    void add(TableFacts table);
    void remove(std::string_view key);
    void rename(const std::string &from, const std::string &to);
    void noteLinks(const std::string &key, const TableFacts &table);
    void noteReference(const std::string &key, std::string_view referenced);
    std::string target(std::string_view displayName) const;
    void addIndex(TableFacts &table, IndexFacts index);
    void addConstraint(TableFacts &table, const sql::Constraint &constraint, std::string_view column);
    void addColumn(TableFacts &table, const sql::ColumnDef &column);
    void dropConstraint(TableFacts &table, std::string_view name);
    void dropColumn(TableFacts &table, const std::string &name);
    void dropIndex(const sql::ObjectName &name, const sql::ObjectName &onTable);
    void renameIndex(const std::string &from, const std::string &to);
    void addDependent(TableFacts &table, const std::string &name);
    void dropView(const sql::ObjectName &name);

    void applyNode(const sql::CreateTable &create);
    void applyNode(const sql::AlterTable &alter);
    void applyNode(const sql::CreateIndex &create);
    void applyNode(const sql::Drop &drop);
    void applyNode(const sql::Rename &rename);
    void applyNode(const sql::CreateTrigger &create);
    void applyNode(const sql::Routine &routine);
    void applyNode(const sql::CreateType &create);
    void applyNode(const sql::AlterType &alter);
    void applyNode(const sql::Create &create);
    void applyNode(const sql::Select &select);
    void copyIndexes(TableFacts &partition, const TableFacts &parent);
    void copyIndex(TableFacts &partition, const TableFacts &parent, const IndexFacts &index);
    void copyColumns(TableFacts &table, const sql::ObjectName &from);
    void applyToColumn(TableFacts &table, const sql::AlterAction &action);
    void applyToTable(TableFacts &table, const sql::AlterAction &action);
    void applyToPartitions(TableFacts &table, const sql::AlterAction &action);
    void renameObject(sql::ObjectKind object, const sql::ObjectName &from, const sql::ObjectName &to);
    void dropSchema(std::string_view schema);

    SqlDialect m_dialect;
    bool m_isLive = false;
    ByName<SharedTable> m_tables; ///< by display name, "public." left out
    ByName<Names> m_keysByName;   ///< name without schema → keys of m_tables that have one
    std::map<std::string, Names, std::less<>> m_referencedBy; ///< may name tables that do so no more
    std::map<std::string, Names, std::less<>> m_members;      ///< likewise
    std::map<std::string, Names, std::less<>> m_defaults;     ///< likewise: default partitions
    ByName<Relation> m_relations;                             ///< views and sequences
    ByName<std::string> m_indexTables;
    Names m_enums;
    std::map<std::string, Domain, std::less<>> m_domains;
    std::map<std::string, char, std::less<>> m_volatility;
};

} // namespace lockkeeper::lint
