// SPDX-FileCopyrightText: 2026 Lockkeeper contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/connections/targetlookup.h"

#include "core/connections/importing.h"
#include "core/connections/passfile.h"
#include "core/engine/engine.h"
#include "ui/connections/secretstore.h"

#include <QPointer>

namespace lockkeeper {

using namespace Qt::StringLiterals;

namespace {

int portOf(const ConnectionProfile &profile)
{
    const Engine *engine = engineForScheme(profile.scheme);
    return profile.port > 0 || !engine ? profile.port : engine->defaultPort();
}

} // namespace

TargetLookup::TargetLookup(SecretStore &secrets, QObject *parent)
    : QObject(parent), m_secrets(secrets), m_worker(u"lk-lookup"_s)
{}

void TargetLookup::start(const ConnectionProfile &profile, const std::optional<Secret> &typed)
{
    cancel();
    m_profile = profile;
    if (typed) {
        have(*typed);
        return;
    }
    switch (profile.password) {
    case PasswordSource::Keyring:
        readPassword();
        break;
    case PasswordSource::Ask:
        Q_EMIT passwordNeeded(profile, true);
        break;
    case PasswordSource::NotNeeded:
        readPassfile();
        break;
    }
}

void TargetLookup::cancel()
{
    ++m_ticket;
    m_tunnel.reset();
}

void TargetLookup::readPassword()
{
    m_secrets.read(m_profile.id, this, [this, ticket = m_ticket](const KeptSecret &kept) {
        if (ticket != m_ticket)
            return;
        if (kept.secret)
            have(*kept.secret);
        else
            Q_EMIT passwordNeeded(m_profile, kept.works);
    });
}

// libpq reads its password file by itself, but behind a tunnel the port isn't the one that the file knows.
void TargetLookup::readPassfile()
{
    if (!m_profile.ssh.isUsed()) {
        have({});
        return;
    }
    m_worker
        .post([profile = m_profile] {
            return passwordFromPassfile(profile, portOf(profile), Surroundings::here());
        })
        .then(this, [this, ticket = m_ticket](const Secret &password) {
            if (ticket == m_ticket)
                have(password);
        });
}

void TargetLookup::have(const Secret &password)
{
    const Target target = m_profile.toTarget(password);
    const Engine *engine = engineForScheme(target.scheme);
    if (!engine)
        Q_EMIT failed({.code = Errc::UnknownEngine, .facts = {{u"engine"_s, target.scheme}}});
    else if (m_profile.ssh.isUsed() && !engine->isFile())
        openTunnel(target);
    else
        Q_EMIT reached({.profile = m_profile, .target = target, .tunnel = {}});
}

// The tunnel tells of its whole life, this object listens to its beginning only.
void TargetLookup::openTunnel(const Target &target)
{
    const SshRoute route{.hop = m_profile.ssh, .host = m_profile.host, .port = portOf(m_profile)};
    m_tunnel = std::make_shared<SshTunnel>(route);
    m_tunnel->open([lookup = QPointer(this), target, ticket = m_ticket](const Status &status) {
        if (!lookup || ticket != lookup->m_ticket)
            return;
        // Later, because whoever hears of it may drop the tunnel, which is still inside of its own call.
        QMetaObject::invokeMethod(
            lookup.get(), [lookup, target, ticket, status] { lookup->tunnelTold(ticket, target, status); },
            Qt::QueuedConnection);
    });
}

void TargetLookup::tunnelTold(quint64 ticket, const Target &target, const Status &status)
{
    if (ticket != m_ticket)
        return;
    ++m_ticket;
    const auto tunnel = std::exchange(m_tunnel, nullptr);
    const Engine *engine = engineForScheme(target.scheme);
    if (!status)
        Q_EMIT failed(status.error());
    else
        Q_EMIT reached({.profile = m_profile,
                        .target = engine->reachedAt(target, u"127.0.0.1"_s, tunnel->port()),
                        .tunnel = tunnel});
}

} // namespace lockkeeper
