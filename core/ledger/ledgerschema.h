// SPDX-FileCopyrightText: 2026 Lockkeeper contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/engine/session.h"

namespace lockkeeper {

/// The version of the ledger's tables that this program reads and writes.
inline constexpr int ledgerVersion = 1;

/// Makes the ledger's tables, or brings older ones to ledgerVersion, in one transaction. Harmless when done.
/// @returns Errc::LedgerTooNew when a newer program was here.
Status upgradeLedger(Session &session);

/// The version of the ledger in this database; 0: there is none.
Result<int> readLedgerVersion(Session &session);

} // namespace lockkeeper
