// SPDX-FileCopyrightText: 2026 Lockkeeper contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/engine/session.h"

#include <QString>
#include <QVariantMap>

namespace lockkeeper {

/// One migration's state in its target database, seen through one session; lives on that session's thread.
///
/// Statements are written in the SQL that all engines share. `{step}` is the ledger's table of that name, `{now}`
/// the server's clock in milliseconds since the epoch, `{share}` and `{update}` a row lock until the transaction
/// ends. Nothing here begins a transaction: callers decide what commits together.
class Ledger
{
public:
    Ledger(Session &session, QString migration) : m_session(&session), m_migration(std::move(migration)) {}

    Session &session() const { return *m_session; }
    const QString &migration() const { return m_migration; }

    /// `:migration` is bound without being named in @p values.
    Result<Rows> query(const QString &text, QVariantMap values = {}) const;
    /// query() for a statement that must change exactly one row.
    /// @returns Errc::UnknownMigration when it changed none.
    Status change(const QString &text, QVariantMap values) const;
    /// Milliseconds since the epoch by the server's clock.
    Result<qint64> now() const;

private:
    Session *m_session;
    QString m_migration;
};

/// @p text with its `{…}` made the dialect's own.
QString ledgerSql(const Dialect &dialect, const QString &text);

} // namespace lockkeeper
