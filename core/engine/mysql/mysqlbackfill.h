// SPDX-FileCopyrightText: 2026 Lockkeeper contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/engine/backfillsql.h"

#include <QHash>

namespace lockkeeper {

class MySqlKeySql;
class MySqlSession;

/// Batches as in engines-sql.md 2: where one ends is read by its key's order, then an UPDATE walks up to there. Our triggers
/// stay quiet by @lockkeeper_backfill; a locked row is waited for one second, the least that InnoDB knows.
class MySqlBackfill final : public BackfillSql
{
public:
    explicit MySqlBackfill(MySqlSession &session) : m_session(session) {}

    Status prepare(const FillSpec &fill) override;
    Result<std::optional<KeyValue>> highestKey(const FillSpec &fill) override;
    Result<QList<KeyValue>> split(const FillSpec &fill, const KeyValue &upTo, int parts) override;
    Result<BatchOutcome> runBatch(const FillSpec &fill, const std::optional<KeyValue> &after,
                                  const KeyValue &upTo, int size) override;

private:
    Result<BatchOutcome> nextBatch(const FillSpec &fill, const std::optional<KeyValue> &after,
                                   const KeyValue &upTo, int size);
    Result<qint64> changeRows(const Sql &update);
    Result<Sql> update(const FillSpec &fill, const std::optional<KeyValue> &after, const KeyValue &last);
    Status refuseFullScan(const FillSpec &fill, Sql statement);
    Result<std::optional<KeyValue>> keyAt(const FillSpec &fill, const QString &condition,
                                          const QString &order, qint64 offset, const QVariantMap &values);
    Result<QList<KeyValue>> splitEvenly(const FillSpec &fill, const KeyValue &upTo, int parts);
    Result<TableInfo> tableOf(const FillSpec &fill);

    MySqlSession &m_session;
    QHash<QString, TableInfo> m_tables; // read by prepare(), or by the first batch of a session without
};

} // namespace lockkeeper
