// SPDX-FileCopyrightText: 2026 Lockkeeper contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/lint/effects.h"

#include <chrono>
#include <map>
#include <optional>
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

    /// Counts over the whole script so far.
    int ddlCount() const { return m_ddl; }
    int dmlCount() const { return m_dml; }
    /// The statement before this one, whatever transaction; null at the start.
    const Done *previous() const { return m_previous.statement < 0 ? nullptr : &m_previous; }

    void apply(const sql::Statement &statement, int index, const Effects &effects, const Schema &before);

private:
    void applySet(const sql::Set &set, int index);
    void applyTransaction(const sql::Transaction &transaction, int index);

    SqlDialect m_dialect;
    bool m_assumesTransaction;
    bool m_isExplicit = false;
    int m_beganAt = -1;
    std::map<std::string, Timeout, std::less<>> m_timeouts;
    std::map<std::string, std::string, std::less<>> m_settings;
    std::vector<Done> m_done;
    std::vector<std::string> m_exclusive;
    Done m_previous;
    int m_ddl = 0;
    int m_dml = 0;
};

/// "2s", "2000", "1min", "500ms" as PostgreSQL reads a timeout (a plain number is milliseconds).
std::optional<std::chrono::milliseconds> postgresTimeout(std::string_view text);

} // namespace lockkeeper::lint
