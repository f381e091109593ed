// SPDX-FileCopyrightText: 2026 Lockkeeper contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/engine/backfillsql.h"

#include <QHash>

namespace lockkeeper {

class PostgresSession;

/// Batches as in engines-sql.md 1.3: rows locked in key order, only rows that aren't right are written, and the
/// cursor is read from the ordered keys. Two statements: the ordered keys tell where the batch ends, and an
/// UPDATE walks up to there. A row that comes or changes in between is the triggers' business, or is read anew
/// by the UPDATE.
class PostgresBackfill final : public BackfillSql
{
public:
    explicit PostgresBackfill(PostgresSession &session) : m_session(session) {}

    Status prepare(const FillSpec &fill) override;
    Result<std::optional<KeyValue>> highestKey(const FillSpec &fill) override;
    Result<QList<KeyValue>> split(const FillSpec &fill, const KeyValue &upTo, int parts) override;
    Result<BatchOutcome> runBatch(const FillSpec &fill, const std::optional<KeyValue> &after,
                                  const KeyValue &upTo, int size) override;

private:
    Sql boundary(const FillSpec &fill, const std::optional<KeyValue> &after, const KeyValue &upTo,
                 int size) const;
    Result<Sql> update(const FillSpec &fill, const std::optional<KeyValue> &after, const KeyValue &last);
    Result<BatchOutcome> nextBatch(const FillSpec &fill, const std::optional<KeyValue> &after,
                                   const KeyValue &upTo, int size);
    Result<TableInfo> tableOf(const FillSpec &fill);
    Result<QList<KeyValue>> splitEvenly(const FillSpec &fill, const KeyValue &upTo, int parts);
    Result<QList<KeyValue>> splitBySample(const FillSpec &fill, const KeyValue &upTo, int parts);
    Status checkPlan(const FillSpec &fill, const KeyValue &after, const KeyValue &upTo);
    Status refuseSequentialScan(const FillSpec &fill, Sql statement);

    PostgresSession &m_session;
    QHash<QString, TableInfo> m_tables; // read by prepare(), or by the first batch of a session without
};

} // namespace lockkeeper
