// SPDX-FileCopyrightText: 2026 Lockkeeper contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/engine/session.h"

namespace lockkeeper {

Result<Transaction> Transaction::begin(Session &session)
{
    LOCKKEEPER_TRY(session.begin());
    return Transaction(session);
}

Result<Transaction> Transaction::beginReadOnly(Session &session)
{
    LOCKKEEPER_TRY(session.beginReadOnly());
    return Transaction(session);
}

Transaction::~Transaction()
{
    if (m_session)
        m_session->rollback();
}

Status Transaction::commit() { return std::exchange(m_session, nullptr)->commit(); }

} // namespace lockkeeper
