// SPDX-FileCopyrightText: 2026 Lockkeeper contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/cockpit/observer.h"

#include "core/workflow/migration.h"
#include "ui/cockpit/nextstage.h"

namespace lockkeeper {

namespace {

using namespace std::chrono_literals;

// Short, because a figure that is late is worth less than the next one.
const SessionOptions monitorOptions{.application = QStringLiteral("lockkeeper monitor"),
                                    .readOnly = true,
                                    .connectTimeout = 5s,
                                    .statementTimeout = 3s};

} // namespace

Result<Observation> Observer::look()
{
    LOCKKEEPER_TRY(connect());
    auto observation = read();
    if (!observation)
        m_session.reset();
    return observation;
}

Status Observer::connect()
{
    if (m_session)
        return {};
    auto session = openSession(m_target, monitorOptions);
    if (!session)
        return failure(std::move(session).error());
    const auto identity = (*session)->identity();
    LOCKKEEPER_TRY(identity);
    m_expected = std::make_shared<const ExpectedByStep>(expectedEffects(m_plan, identity->version));
    m_session = std::move(*session);
    return {};
}

Result<Observation> Observer::read()
{
    Observation observation;
    auto snapshot = readSnapshot(*m_session, migrationId(m_plan));
    if (snapshot) {
        observation.snapshot = std::move(*snapshot);
        observation.started = true;
    } else if (snapshot.error().code == Errc::UnknownMigration) {
        observation.snapshot = plannedSnapshot(m_plan);
    } else {
        return failure(std::move(snapshot).error());
    }
    observation.snapshot.expected = m_expected;
    // What the server is doing is a courtesy: a role may lack the right to see it. Unknown isn't zero.
    if (auto sample = m_session->activity().sample())
        observation.activity = std::move(*sample);
    return observation;
}

} // namespace lockkeeper
