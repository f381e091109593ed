// SPDX-FileCopyrightText: 2026 Lockkeeper contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/engine/backfillsql.h"

namespace lockkeeper {

class SqliteSession;

/// Walks a table by key. Our triggers stay quiet without being told: they leave rows alone that are already right,
/// and a batch makes them right.
class SqliteBackfill final : public BackfillSql
{
public:
    explicit SqliteBackfill(SqliteSession &session) : m_session(session) {}
    Status prepare(const FillSpec &fill) override;
    Result<std::optional<KeyValue>> highestKey(const FillSpec &fill) override;
    Result<QList<KeyValue>> split(const FillSpec &fill, const KeyValue &upTo, int parts) override;
    Result<BatchOutcome> runBatch(const FillSpec &fill, const std::optional<KeyValue> &after,
                                  const KeyValue &upTo, int size) override;

private:
    Result<std::optional<KeyValue>> keyAt(const Sql &select, const Key &key);
    Result<BatchOutcome> nextBatch(const FillSpec &fill, const std::optional<KeyValue> &after,
                                   const KeyValue &upTo, int size);

    SqliteSession &m_session;
};

} // namespace lockkeeper
