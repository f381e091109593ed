// SPDX-FileCopyrightText: 2026 Lockkeeper contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/error.h"
#include "core/engine/value.h"
#include "core/lint/namedobjects.h"
#include "core/lint/schema.h"

#include <QSet>

#include <chrono>

namespace lockkeeper {

class MySqlSession;

/// What the linter wants to know. The server prints each table as the statement that would make it, so the schema is
/// read as a script is; around it the views and triggers that name a table, and figures. Rows are counted up to 100,000.
/// Writes are counted by performance_schema, and unknown without.
class MySqlLiveFacts
{
public:
    explicit MySqlLiveFacts(MySqlSession &session) : m_session(session) {}

    Result<lint::LiveFacts> read(const lint::ObjectNames &names, std::chrono::milliseconds watched);

private:
    /// What the role may not ask is no row.
    Result<Rows> ask(const Sql &sql);
    Status findTables(const lint::ObjectNames &names);
    Status readTables();
    Status readViews();
    Status readTriggers();
    Status readFigures();
    Status readServer();
    Status countWrites(std::chrono::milliseconds watched);
    Result<QMap<QString, qint64>> writesNow();
    lint::TableFacts *table(const QString &name);

    MySqlSession &m_session;
    QStringList m_names; ///< of tables of the session's database
    QSet<QString> m_asked;
    lint::LiveFacts m_facts;
};

} // namespace lockkeeper
