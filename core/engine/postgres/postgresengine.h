// SPDX-FileCopyrightText: 2026 Lockkeeper contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/engine/engine.h"

namespace lockkeeper {

/// PostgreSQL 14 and later, through libpqxx.
class PostgresEngine final : public Engine
{
public:
    QString name() const override;
    QStringList schemes() const override;
    int defaultPort() const override { return 5432; }
    Target reachedAt(Target target, const QString &address, int port) const override;
    int oldestVersion() const override;
    QString oldestVersionText() const override;
    int mostBackfillWorkers() const override;
    const RecipeSql *recipeSql() const override;
    Result<std::unique_ptr<Session>> open(const Target &target, const SessionOptions &options) const override;
};

} // namespace lockkeeper
