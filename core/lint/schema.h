// SPDX-FileCopyrightText: 2026 Lockkeeper contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/sql/sqldialect.h"
#include "core/sql/tree/statements.h"

#include <cstdint>
#include <map>
#include <optional>
#include <set>
#include <string>
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
    bool isIdentity = false;
    bool isConstrainedDomain = false; ///< its type is a domain with a CHECK or NOT NULL
};

struct ConstraintFacts
{
    std::string name; ///< the server's own name when none is written, e.g. users_email_key
    sql::ConstraintKind kind = sql::ConstraintKind::Check;
    std::vector<std::string> columns;
    std::vector<std::string> notNull; ///< columns that a CHECK proves to be NOT NULL
    std::string references;           ///< of a foreign key: display name
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
};

/// What is known of a table. Lists are complete only if `isComplete`.
struct TableFacts
{
    std::string name;         ///< display name
    bool isComplete = false;  ///< every column, index and constraint is listed
    bool createdHere = false; ///< by a statement of this script: nobody uses it yet
    bool isTemporary = false;
    bool isPartitioned = false;
    bool hasDefaultPartition = false;
    std::string partitionOf;
    std::vector<ColumnFacts> columns;
    std::vector<ConstraintFacts> constraints;
    std::vector<IndexFacts> indexes;
    std::vector<std::string>
        dependents; ///< views, materialized views, rules, policies and triggers that name it
    std::set<std::string> droppedColumns; ///< by this script
    std::optional<std::int64_t> rows;
    std::optional<std::int64_t> bytes;
    std::optional<double> writesPerSecond;
    std::string engine;             ///< MySQL: innodb …; lower case
    std::string rowFormat;          ///< MySQL: compressed …; lower case
    std::string charset;            ///< MySQL: of columns that name none; lower case; empty: unknown
    std::optional<int> rowVersions; ///< MySQL: INNODB_TABLES.TOTAL_ROW_VERSIONS

    const ColumnFacts *column(std::string_view name) const;
    const IndexFacts *index(std::string_view name) const;
    const ConstraintFacts *constraint(std::string_view name) const;
    bool isIndexed(std::string_view column) const;
    /// Whether a validated CHECK, or the column itself, says that @p column is never NULL.
    bool provesNotNull(std::string_view column) const;
};

/// Facts of the live database, read by whoever has a connection (engine/), handed over as values.
struct LiveFacts
{
    std::vector<TableFacts> tables;
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
    std::vector<std::string> subscribers; ///< PostgreSQL: logical slots; MySQL and MariaDB: connected replicas
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
    /// The table of an index that the script created or the live database has; empty: unknown.
    std::string tableOfIndex(const sql::ObjectName &index) const;
    bool isEnumCreatedHere(std::string_view type) const;
    /// A domain with CHECK or NOT NULL; nothing when @p type is not known to be a domain or plain type.
    bool isConstrainedDomain(const sql::TypeName &type) const;
    /// 'i', 's', 'v'; from the live database, the script's own functions, the engine's built-in ones; nothing: unknown.
    std::optional<char> volatility(std::string_view function) const;
    /// Tables with a foreign key to @p table, display names.
    std::vector<std::string> referencing(std::string_view table) const;

    /// What @p statement leaves behind.
    void apply(const sql::Statement &statement);

private:
    TableFacts &known(const sql::ObjectName &name);
    std::string keyOf(const sql::ObjectName &name) const;

    SqlDialect m_dialect;
    bool m_isLive = false;
    std::map<std::string, TableFacts, std::less<>> m_tables; ///< by display name, "public." left out
    std::map<std::string, std::string, std::less<>> m_indexTables;
    std::set<std::string, std::less<>> m_enums;
    std::set<std::string, std::less<>> m_constrainedDomains;
    std::map<std::string, char, std::less<>> m_volatility;
};

} // namespace lockkeeper::lint
