// SPDX-FileCopyrightText: 2026 Lockkeeper contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/lint/effects.h"

#include <chrono>
#include <map>
#include <optional>
#include <set>
#include <string>
#include <vector>

namespace lockkeeper::lint {

/// What the statements so far have set and hold: timeouts, the transaction, the locks it keeps.
class ScriptState
{
public:
    explicit ScriptState(SqlDialect dialect, bool assumesTransaction);

    /// A timeout as the script set it; 0 is "none"; nothing: not set.
    struct Timeout
    {
        std::optional<std::chrono::milliseconds> value;
        bool isLocal = false;  ///< ends with the transaction
        int setAt = -1;        ///< statement
        bool wasReset = false; ///< was set once, isn't any more
    };
    /// `lock_timeout`, `statement_timeout`, `idle_in_transaction_session_timeout`; MySQL: `lock_wait_timeout`,
    /// `innodb_lock_wait_timeout`, `max_execution_time`, `max_statement_time`.
    const Timeout &timeout(std::string_view name) const;
    /// The newest SET of @p name, lower case without quotes; nothing: never set, or reset.
    std::optional<std::string> setting(std::string_view name) const;

    SessionSettings session() const { return {.checksForeignKeys = m_checksForeignKeys}; }

    bool inTransaction() const { return m_isExplicit || m_assumesTransaction; }
    bool isExplicit() const { return m_isExplicit; } ///< BEGIN was written
    bool assumesTransaction() const { return m_assumesTransaction; }
    int beganAt() const { return m_beganAt; } ///< statement of BEGIN; -1: none

    /// A statement that changed the schema.
    struct Ddl
    {
        std::string kind; ///< "alter table", "create index" …
        Effects effects;
    };
    /// What the open transaction did. Sums, so that a transaction of any length costs a rule the same.
    struct Work
    {
        int statements = 0;
        bool hasWritten = false;         ///< schema or rows
        bool hasWorkBehindWrite = false; ///< later statements went through a table's rows
        std::optional<Ddl> firstDdl;
        std::optional<Ddl> firstBlockingDdl;    ///< that keeps writers of a table waiting that isn't new
        bool hasExclusiveLock = false;          ///< on any table
        bool hasWrittenBehindExclusive = false; ///< after the statement that took it
        std::string exclusiveTable;             ///< the first such table that isn't new; empty: none
        bool hasOtherExclusive = false;         ///< a second one
        std::set<std::string, std::less<>> exclusiveTables; ///< all that aren't new, "public." left out
    };
    const Work &work() const { return m_work; }

    /// What the script did so far, whatever transaction. Tables as display names, "public." left out.
    bool addedColumn(std::string_view table, std::string_view column) const;
    bool filledColumn(std::string_view table, std::string_view column) const; ///< by UPDATE
    bool copied(std::string_view table) const; ///< its rows were, by INSERT … SELECT into a new table
    bool dropped(std::string_view name) const; ///< a table, view, function … that was there before
    bool created(std::string_view name) const; ///< a view, function …
    /// The name of the first index that the script dropped and that @p index replaces: of the same name, or with the
    /// same first column of the same table; null: none.
    const std::string *replacedBy(const sql::CreateIndex &index) const;

    /// What the open transaction did: constraints that it added ("table.name"), tables that its foreign keys name.
    bool addedConstraint(std::string_view table, std::string_view name) const;
    const std::set<std::string, std::less<>> &foreignKeyTargets() const { return m_foreignKeyTargets; }

    /// Counts over the whole script so far.
    int ddlCount() const { return m_ddl; }
    int dmlCount() const { return m_dml; }

    void apply(const sql::Statement &statement, int index, const Effects &effects, const Schema &before);

private:
    void applySet(const sql::Set &set, int index);
    void applyTransaction(const sql::Transaction &transaction, int index);
    void applyObjects(const sql::Statement &statement, const Schema &before);
    void applyAlter(const sql::AlterTable &alter);
    void applyDrop(const sql::Drop &drop, const Schema &before);
    void applyDroppedIndex(const sql::ObjectName &name, const sql::Drop &drop, const Schema &before);
    void note(const sql::Statement &statement, const Effects &effects, const Schema &before);
    void endTransaction();

    SqlDialect m_dialect;
    bool m_assumesTransaction;
    bool m_isExplicit = false;
    int m_beganAt = -1;
    std::map<std::string, Timeout, std::less<>> m_timeouts;
    std::map<std::string, std::string, std::less<>> m_settings;
    bool m_checksForeignKeys = true;
    Work m_work;
    std::set<std::string, std::less<>> m_columns; ///< table.column
    std::set<std::string, std::less<>> m_filled;  ///< table.column
    std::set<std::string, std::less<>> m_copied;
    std::set<std::string, std::less<>> m_dropped;
    std::set<std::string, std::less<>> m_created;
    std::set<std::string, std::less<>> m_constraints; ///< table.name, of the open transaction
    std::set<std::string, std::less<>> m_foreignKeyTargets;
    std::vector<std::string> m_droppedIndexes;
    std::map<std::string, size_t, std::less<>> m_droppedByName;   ///< the first of each, in m_droppedIndexes
    std::map<std::string, size_t, std::less<>> m_droppedByColumn; ///< table.column
    int m_ddl = 0;
    int m_dml = 0;
};

/// A statement with these effects looks at every row of a table, or at many.
bool goesThroughRows(const Effects &effects);

/// Whether @p statement changes the schema, or rows.
bool isDdl(const sql::Statement &statement);
bool isDml(const sql::Statement &statement);

/// "2s", "2000", "1min", "500ms" as PostgreSQL reads a timeout (a plain number is milliseconds).
std::optional<std::chrono::milliseconds> postgresTimeout(std::string_view text);

} // namespace lockkeeper::lint
