// SPDX-FileCopyrightText: 2026 Lockkeeper contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/cockpit/demosession.h"

namespace lockkeeper {

DemoSession::DemoSession(demo::WorldOptions options, QObject *parent)
    : QObject(parent), m_options(std::move(options)), m_worker(QStringLiteral("lk-demo"))
{}

DemoSession::~DemoSession()
{
    m_stop.request_stop();
    // A world goes where it was made.
    m_worker.post([this] { m_world.reset(); }).waitForFinished();
}

void DemoSession::start()
{
    m_worker.post([this] { return makeWorld(); }).then(this, [this](const Start &start) { started(start); });
}

DemoSession::Start DemoSession::makeWorld()
{
    auto world = demo::World::start(m_options, m_stop.get_token(), [this](const QString &text) {
        QMetaObject::invokeMethod(this, [this, text] { Q_EMIT progressed(text); }, Qt::QueuedConnection);
    });
    if (!world)
        return {.planPath = {}, .url = {}, .error = world.error()};
    m_world = std::move(*world);
    return {.planPath = m_world->planPath(), .url = m_world->url(), .error = {}};
}

void DemoSession::started(const Start &start)
{
    if (start.error)
        Q_EMIT failed(*start.error);
    else
        Q_EMIT ready(start.planPath, start.url);
}

void DemoSession::retireOldVersion()
{
    m_worker
        .post([this] {
            if (m_world)
                m_world->traffic().retire(demo::Version::Old);
        })
        .then(this, [this] { Q_EMIT oldVersionRetired(); });
}

} // namespace lockkeeper
