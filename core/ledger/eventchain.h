// SPDX-FileCopyrightText: 2026 Lockkeeper contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/ledger/ledger.h"

#include <QJsonObject>

namespace lockkeeper {

struct Event
{
    qint64 sequence = 0;
    qint64 at = 0; ///< ms since the epoch, server clock
    QString actor;
    QString kind; ///< "step-done", "gate-refused", …
    QJsonObject data;
    QString hash;
};

/// The journal that only grows: each event's hash covers the one before, so that a removed or altered row shows.
class EventChain
{
public:
    explicit EventChain(Ledger ledger) : m_ledger(std::move(ledger)) {}

    /// Adds one event in the caller's transaction; others that append wait until it ends.
    Status append(const QString &actor, const QString &kind, const QJsonObject &data = {});
    /// The newest @p limit events, oldest first.
    Result<QList<Event>> latest(int limit) const;
    /// Reads the whole chain. @returns the sequence number of the first event that doesn't fit, or 0.
    Result<qint64> firstBroken() const;

private:
    Ledger m_ledger;
};

} // namespace lockkeeper
