// SPDX-FileCopyrightText: 2026 Lockkeeper contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/engine/session.h"

#include <algorithm>

namespace lockkeeper {

Status Session::read(const QString &sql, qsizetype chunk, const RowTaker &take)
{
    auto all = query(sql);
    LOCKKEEPER_TRY(all);
    qsizetype at = 0;
    do {
        Rows part{.columns = all->columns, .rows = all->rows.sliced(at, std::min(chunk, all->size() - at))};
        at += part.size();
        if (!take(std::move(part)))
            return {};
    } while (at < all->size());
    return {};
}

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
