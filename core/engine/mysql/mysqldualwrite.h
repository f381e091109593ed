// SPDX-FileCopyrightText: 2026 Lockkeeper contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/engine/dualwrite.h"

namespace lockkeeper {

class MySqlSession;

/// Triggers that assign to NEW, and the comparison by key range. Foreign keys that change a row by themselves fire no
/// triggers on these servers: a mapping over such a column is refused by tryOut().
class MySqlDualWrite final : public DualWriteSql
{
public:
    explicit MySqlDualWrite(MySqlSession &session) : m_session(session) {}

    QStringList install(const DualWrite &dualWrite) const override;
    QStringList remove(const DualWrite &dualWrite) const override;
    Result<bool> isInstalled(const DualWrite &dualWrite) override;
    Status tryOut(const DualWrite &dualWrite) override;
    Result<Comparison> compare(const DualWrite &dualWrite, const Key &key,
                               const std::optional<KeyValue> &after, int size) override;

private:
    Status refuseGenerated(const DualWrite &dualWrite) const;
    Status refuseCascades(const DualWrite &dualWrite);
    Status tryExpressions(const DualWrite &dualWrite);

    MySqlSession &m_session;
};

} // namespace lockkeeper
