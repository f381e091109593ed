// SPDX-FileCopyrightText: 2026 Lockkeeper contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/ledger/helmkeeper.h"

#include "core/engine/engine.h"

namespace lockkeeper {

HelmKeeper::HelmKeeper(Target target, QString migration, Helm helm)
    : m_target(std::move(target))
    , m_migration(std::move(migration))
    , m_helm(std::move(helm))
    , m_thread([this](const std::stop_token &stop) { keep(stop); })
{}

void HelmKeeper::keep(const std::stop_token &stop)
{
    std::unique_ptr<Session> session;
    while (!stop.stop_requested()) {
        if (!session) {
            auto opened = openSession(m_target, {.application = QStringLiteral("lockkeeper helm"),
                                                 .statementTimeout = Helm::lease / 3});
            session = opened ? std::move(*opened) : nullptr;
        }
        if (session) {
            const Status renewed = m_helm.renew(Ledger(*session, m_migration));
            if (!renewed && renewed.error().code == Errc::HelmLost)
                return;
            if (!renewed && renewed.error().isConnectionGone())
                session.reset();
        }
        std::unique_lock lock(m_guard);
        m_wake.wait_for(lock, stop, Helm::lease / 5, [] { return false; });
    }
}

} // namespace lockkeeper
