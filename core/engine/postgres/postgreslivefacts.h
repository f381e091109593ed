// SPDX-FileCopyrightText: 2026 Lockkeeper contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/error.h"
#include "core/engine/value.h"
#include "core/lint/namedobjects.h"
#include "core/lint/schema.h"

#include <QHash>
#include <QSet>

#include <chrono>

namespace lockkeeper {

class PostgresSession;

/// Reads the linter's facts: each kind with one statement for all tables. Everything comes from pg_catalog, which every
/// role may read; what a role may not see stays open. Used once.
class PostgresLiveFacts
{
public:
    explicit PostgresLiveFacts(PostgresSession &session) : m_session(session) {}

    Result<lint::LiveFacts> read(const lint::ObjectNames &names, std::chrono::milliseconds watched);

private:
    /// One look at the counters of writes.
    struct Count
    {
        qint64 writes = 0;
        qint64 writers = 0; ///< transactions that may have written and not ended
    };
    struct Counts
    {
        QHash<qint64, Count> tables;
        double at = 0;    ///< seconds, by the server's clock
        double since = 0; ///< seconds that the counters are known to have run
    };

    Status readAll(const lint::ObjectNames &names, std::chrono::milliseconds watched);
    Status readSchema();
    Status readTables(const lint::ObjectNames &names);
    void takeTable(const Rows &rows, qsizetype row);
    void linkMembers();
    Status readColumns();
    Status readConstraints();
    Status readIndexes();
    Status readFunctions();
    Status readDomains();

    // postgresliveusers.cpp
    Status readUsers();
    Status readViews();

    // postgreslivefigures.cpp
    Status readSizes();
    Result<Counts> countWrites();
    Status takeWrites(const Counts &first, std::chrono::milliseconds watched);
    QList<qint64> partitionedAbove(qint64 oid);
    void sumPartitions();
    Status readActivity();
    Status readPublications();
    /// What the role may not ask, or what takes too long, is no row.
    Result<Rows> ask(const Sql &sql);

    Result<Rows> ofTables(const QString &sql);
    /// Null: not one of ours.
    lint::TableFacts *table(qint64 oid);

    PostgresSession &m_session;
    lint::LiveFacts m_facts;
    QHash<qint64, size_t> m_places; ///< oid → index in m_facts.tables
    QHash<qint64, QList<qint64>> m_parents;
    QSet<qint64> m_defaultPartitions;
    QString m_oids; ///< as an array's literal
};

} // namespace lockkeeper
