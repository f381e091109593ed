// SPDX-FileCopyrightText: 2026 Lockkeeper contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/engine/ddlguard.h"

namespace lockkeeper {

class SqliteSession;

/// DDL is transactional in SQLite: everything, or nothing, under the file's one write lock.
class SqliteDdlGuard final : public DdlGuard
{
public:
    explicit SqliteDdlGuard(SqliteSession &session) : m_session(session) {}
    Status attempt(const GuardedDdl &ddl) override;

private:
    Status inTransaction(const GuardedDdl &ddl);

    SqliteSession &m_session;
};

} // namespace lockkeeper
