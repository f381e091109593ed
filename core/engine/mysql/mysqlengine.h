// SPDX-FileCopyrightText: 2026 Lockkeeper contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/engine/engine.h"
#include "core/engine/mysql/flavor.h"

namespace lockkeeper {

/// MySQL or MariaDB: one implementation under two names, so that plans and URLs can name either. A URL of the one that
/// leads to the other connects; what the server is, Identity says, and a plan for the other is refused by it.
class MySqlEngine final : public Engine
{
public:
    explicit MySqlEngine(MySqlFlavor flavor) : m_flavor(flavor) {}

    QString name() const override { return engineName(m_flavor); }
    QStringList schemes() const override { return {engineName(m_flavor)}; }
    int defaultPort() const override { return 3306; }
    int oldestVersion() const override;
    QString oldestVersionText() const override;
    int mostBackfillWorkers() const override { return 2; } // more only queue for the same redo log
    Result<std::unique_ptr<Session>> open(const Target &target, const SessionOptions &options) const override;

private:
    MySqlFlavor m_flavor;
};

} // namespace lockkeeper
