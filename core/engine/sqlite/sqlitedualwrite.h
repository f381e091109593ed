// SPDX-FileCopyrightText: 2026 Lockkeeper contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/engine/dualwrite.h"

namespace lockkeeper {

class SqliteSession;

/// Two AFTER triggers, on INSERT and on UPDATE, that write the same row again (SQLite can't assign to NEW).
///
/// That second write fires the UPDATE trigger in turn, or doesn't, as PRAGMA recursive_triggers says. It makes no
/// difference: a row that obeys the mapping is left alone.
class SqliteDualWrite final : public DualWriteSql
{
public:
    explicit SqliteDualWrite(SqliteSession &session) : m_session(session) {}
    QStringList install(const DualWrite &dualWrite) const override;
    QStringList remove(const DualWrite &dualWrite) const override;
    Result<bool> isInstalled(const DualWrite &dualWrite) override;
    Status tryOut(const DualWrite &dualWrite) override;
    Result<Comparison> compare(const DualWrite &dualWrite, const Key &key,
                               const std::optional<KeyValue> &after, int size) override;

private:
    SqliteSession &m_session;
};

} // namespace lockkeeper
