// SPDX-FileCopyrightText: 2026 Lockkeeper contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/workflow/runcontrol.h"

#include "core/engine/session.h"

namespace lockkeeper {

void RunControl::interrupt()
{
    m_pause = true;
    const std::scoped_lock lock(m_guard); // keeps a session from being closed while it is cancelled
    for (Session *session : std::as_const(m_sessions))
        session->cancel();
}

void RunControl::attach(Session &session)
{
    const std::scoped_lock lock(m_guard);
    m_sessions << &session;
}

void RunControl::detach(Session &session)
{
    const std::scoped_lock lock(m_guard);
    m_sessions.removeOne(&session);
}

} // namespace lockkeeper
