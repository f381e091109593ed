// SPDX-FileCopyrightText: 2026 Lockkeeper contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/demo/traffic.h"

#include "core/engine/engine.h"

namespace lockkeeper::demo {

Traffic::Traffic(Target target, const TrafficOptions &options)
    : m_target(std::move(target)), m_options(options)
{}

Status Traffic::start()
{
    auto session = openSession(m_target);
    LOCKKEEPER_TRY(session);
    LOCKKEEPER_TRY(m_account.open(**session));
    for (const auto version : {Version::Old, Version::New})
        client(version) = std::make_unique<Client>(version, m_target, m_options, m_account);
    return {};
}

void Traffic::retire(Version version)
{
    if (client(version))
        client(version)->stop();
}

void Traffic::stop()
{
    retire(Version::Old);
    retire(Version::New);
}

ClientFigures Traffic::figures(Version version) const
{
    const auto &client = m_clients[static_cast<size_t>(version)];
    return client ? client->figures() : ClientFigures();
}

void Traffic::resetFigures()
{
    for (const auto &client : m_clients) {
        if (client)
            client->resetFigures();
    }
}

} // namespace lockkeeper::demo
