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

    /// What a statement of the transaction that is open did.
    struct Done
    {
        int statement = -1;
        std::string kind; ///< "alter table", "create index", "update" …
        Effects effects;
        bool isDdl = false;
        bool isDml = false;
    };
    const std::vector<Done> &transaction() const { return m_done; }
    /// Tables locked ACCESS EXCLUSIVE by the open transaction, not counting new ones.
    const std::vector<std::string> &exclusivelyLocked() const { return m_exclusive; }

    /// What the script did so far, whatever transaction. Tables as display names, "public." left out.
    bool addedColumn(std::string_view table, std::string_view column) const;
    bool filledColumn(std::string_view table, std::string_view column) const; ///< by UPDATE
    bool copied(std::string_view table) const; ///< its rows were, by INSERT … SELECT into a new table
    bool dropped(std::string_view name) const; ///< a table, view, function … that was there before
    bool created(std::string_view name) const; ///< a view, function …
    struct DroppedIndex
    {
        std::string name;
        std::string table;                ///< empty: unknown
        std::vector<std::string> columns; ///< empty: unknown
    };
    const std::vector<DroppedIndex> &droppedIndexes() const { return m_droppedIndexes; }

    /// What the open transaction did: constraints that it added ("table.name"), tables that its foreign keys name.
    bool addedConstraint(std::string_view table, std::string_view name) const;
    const std::set<std::string, std::less<>> &foreignKeyTargets() const { return m_foreignKeyTargets; }

    /// Counts over the whole script so far.
    int ddlCount() const { return m_ddl; }
    int dmlCount() const { return m_dml; }
    /// The statement before this one, whatever transaction; null at the start.
    const Done *previous() const { return m_previous.statement < 0 ? nullptr : &m_previous; }

    void apply(const sql::Statement &statement, int index, const Effects &effects, const Schema &before);

private:
    void applySet(const sql::Set &set, int index);
    void applyTransaction(const sql::Transaction &transaction, int index);
    void applyObjects(const sql::Statement &statement, const Schema &before);
    void applyAlter(const sql::AlterTable &alter);
    void applyDrop(const sql::Drop &drop, const Schema &before);
    void endTransaction();

    SqlDialect m_dialect;
    bool m_assumesTransaction;
    bool m_isExplicit = false;
    int m_beganAt = -1;
    std::map<std::string, Timeout, std::less<>> m_timeouts;
    std::map<std::string, std::string, std::less<>> m_settings;
    bool m_checksForeignKeys = true;
    std::vector<Done> m_done;
    std::vector<std::string> m_exclusive;
    Done m_previous;
    std::set<std::string, std::less<>> m_columns; ///< table.column
    std::set<std::string, std::less<>> m_filled;  ///< table.column
    std::set<std::string, std::less<>> m_copied;
    std::set<std::string, std::less<>> m_dropped;
    std::set<std::string, std::less<>> m_created;
    std::set<std::string, std::less<>> m_constraints; ///< table.name, of the open transaction
    std::set<std::string, std::less<>> m_foreignKeyTargets;
    std::vector<DroppedIndex> m_droppedIndexes;
    int m_ddl = 0;
    int m_dml = 0;
};

/// A display name without "public.": how tables are compared.
std::string_view withoutPublic(std::string_view name);

/// Whether @p statement changes the schema, or rows.
bool isDdl(const sql::Statement &statement);
bool isDml(const sql::Statement &statement);

/// "2s", "2000", "1min", "500ms" as PostgreSQL reads a timeout (a plain number is milliseconds).
std::optional<std::chrono::milliseconds> postgresTimeout(std::string_view text);

} // namespace lockkeeper::lint
