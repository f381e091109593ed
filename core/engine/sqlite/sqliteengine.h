// SPDX-FileCopyrightText: 2026 Lockkeeper contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/engine/engine.h"

namespace lockkeeper {

/// SQLite database files.
class SqliteEngine final : public Engine
{
public:
    QString name() const override;
    QStringList schemes() const override;
    bool isFile() const override { return true; }
    int oldestVersion() const override;
    QString oldestVersionText() const override;
    int mostBackfillWorkers() const override { return 1; } // one writer a file
    const RecipeSql *recipeSql() const override;
    Result<std::unique_ptr<Session>> open(const Target &target, const SessionOptions &options) const override;
};

} // namespace lockkeeper
