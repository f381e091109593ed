// SPDX-FileCopyrightText: 2026 Lockkeeper contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "tests/live/postgres_world.h"

namespace lockkeeper {

/// What tests of the application's rows share: an empty database, a session, and a whole backfill in one call.
class PostgresRows : public QObject
{
protected:
    void startAfresh()
    {
        m_world.emplace();
        m_session = m_world->session();
    }

    FillSpec fillOf(const QString &table, const QList<Assignment> &set)
    {
        const auto info = m_session->catalog().table(TableName::parse(table));
        if (!info || !info->key)
            qFatal("no such table, or no key");
        return {.table = info->name, .key = *info->key, .set = set, .where = {}};
    }

    /// @returns how many keys were seen.
    qint64 fillAll(const FillSpec &fill, int size, qint64 *changed = nullptr, int *batches = nullptr)
    {
        const auto upTo = m_session->backfill().highestKey(fill);
        std::optional<KeyValue> after;
        qint64 seen = 0;
        while (upTo && *upTo) {
            auto transaction = Transaction::begin(*m_session);
            const auto outcome = m_session->backfill().runBatch(fill, after, **upTo, size);
            if (!outcome || !transaction->commit()) {
                QTest::qFail(reason(outcome).constData(), __FILE__, __LINE__);
                return -1;
            }
            if (!outcome->last)
                break;
            after = outcome->last;
            seen += outcome->seen;
            if (changed)
                *changed += outcome->changed;
            if (batches)
                ++*batches;
        }
        return seen;
    }

    std::optional<PostgresWorld> m_world;
    std::unique_ptr<Session> m_session;
};

} // namespace lockkeeper
