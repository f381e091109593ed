// SPDX-FileCopyrightText: 2026 Lockkeeper contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/connections/connectionlist.h"

#include <algorithm>

namespace lockkeeper {

ConnectionList::ConnectionList(const QString &path, Surroundings surroundings, QObject *parent)
    : QObject(parent)
    , m_store(path)
    , m_surroundings(std::move(surroundings))
    , m_worker(QStringLiteral("lk-connections"))
{}

template<typename Job>
void ConnectionList::post(Job job)
{
    m_worker
        .post([store = m_store, job = std::move(job)]() -> Result<QList<ConnectionProfile>> {
            if (const Status done = job(store); !done)
                return failure(done.error());
            return store.read();
        })
        .then(this, [this](const Result<QList<ConnectionProfile>> &read) { take(read); });
}

void ConnectionList::load()
{
    post([](const ConnectionStore &) { return Status(); });
}

void ConnectionList::save(const QList<ConnectionProfile> &profiles)
{
    post([profiles](const ConnectionStore &store) { return store.save(profiles); });
}

void ConnectionList::remove(const QString &id)
{
    post([id](const ConnectionStore &store) { return store.remove(id); });
}

void ConnectionList::findOthers()
{
    m_worker.post([surroundings = m_surroundings] { return importConnections(surroundings); })
        .then(this, [this](const Findings &findings) { Q_EMIT othersFound(findings); });
}

void ConnectionList::take(const Result<QList<ConnectionProfile>> &read)
{
    if (!read) {
        Q_EMIT failed(read.error());
        return;
    }
    m_profiles = *read;
    std::ranges::stable_sort(m_profiles, [](const ConnectionProfile &one, const ConnectionProfile &other) {
        return QString::localeAwareCompare(one.name, other.name) < 0;
    });
    Q_EMIT changed();
}

std::optional<ConnectionProfile> ConnectionList::profile(const QString &id) const
{
    const auto found = std::ranges::find(m_profiles, id, &ConnectionProfile::id);
    return found == m_profiles.end() ? std::nullopt : std::optional(*found);
}

} // namespace lockkeeper
