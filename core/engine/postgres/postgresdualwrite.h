// SPDX-FileCopyrightText: 2026 Lockkeeper contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/engine/dualwrite.h"

namespace lockkeeper {

class PostgresSession;

/// Dual write by two BEFORE triggers, whose SQL is in triggersql.h, and the comparison of both shapes.
class PostgresDualWrite final : public DualWriteSql
{
public:
    explicit PostgresDualWrite(PostgresSession &session) : m_session(session) {}

    QStringList install(const DualWrite &dualWrite) const override;
    QStringList remove(const DualWrite &dualWrite) const override;
    Result<bool> isInstalled(const DualWrite &dualWrite) override;
    Status tryOut(const DualWrite &dualWrite) override;
    Result<Comparison> compare(const DualWrite &dualWrite, const Key &key,
                               const std::optional<KeyValue> &after, int size) override;

private:
    PostgresSession &m_session;
};

} // namespace lockkeeper
