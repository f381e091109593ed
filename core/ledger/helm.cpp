// SPDX-FileCopyrightText: 2026 Lockkeeper contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/ledger/helm.h"

#include <QCoreApplication>
#include <QFile>
#include <QSysInfo>

#include <cerrno>
#include <csignal>
#include <unistd.h>

namespace lockkeeper {

namespace {

using namespace Qt::StringLiterals;

QString machineHere()
{
    const QString space = QFile::symLinkTarget(u"/proc/self/ns/pid"_s).section(u'/', -1);
    return QString::fromLatin1(QSysInfo::bootUniqueId()) + u' ' + space;
}

QString userHere()
{
    const QString user =
        qEnvironmentVariable("USER", qEnvironmentVariable("LOGNAME", u"uid %1"_s.arg(getuid())));
    return user + u'@' + QSysInfo::machineHostName();
}

struct Lease
{
    Holder holder;
    qint64 token = 0;
    qint64 expires = 0;
    qint64 now = 0;
    bool exists = false;

    bool isFree() const { return !exists || expires <= now || holder.isKnownDead(); }
};

Result<Lease> readLease(const Ledger &ledger)
{
    const auto rows =
        ledger.query(u"SELECT holder, machine, process, token, expires_at, {now} AS now FROM {lease} "
                     "WHERE migration = :migration {update}"_s);
    if (!rows)
        return failure(rows.error());
    return Lease{.holder = {.name = rows->at(0, u"holder").toString(),
                            .machine = rows->at(0, u"machine").toString(),
                            .process = rows->at(0, u"process").toLongLong()},
                 .token = rows->at(0, u"token").toLongLong(),
                 .expires = rows->at(0, u"expires_at").toLongLong(),
                 .now = rows->at(0, u"now").toLongLong(),
                 .exists = !rows->isEmpty()};
}

Status writeLease(const Ledger &ledger, const Holder &holder, qint64 token, bool exists)
{
    const QString text =
        exists
            ? u"UPDATE {lease} SET holder = :holder, machine = :machine, process = :process, token = :token, "
              "acquired_at = {now}, expires_at = {now} + :lease WHERE migration = :migration"_s
            : u"INSERT INTO {lease} (migration, holder, machine, process, token, acquired_at, expires_at) VALUES "
              "(:migration, :holder, :machine, :process, :token, {now}, {now} + :lease)"_s;
    return ledger.change(text, {{u"holder"_s, holder.name},
                                {u"machine"_s, holder.machine},
                                {u"process"_s, holder.process},
                                {u"token"_s, token},
                                {u"lease"_s, static_cast<qint64>(Helm::lease.count())}});
}

} // namespace

Holder Holder::self()
{
    return {.name = userHere(), .machine = machineHere(), .process = QCoreApplication::applicationPid()};
}

bool Holder::isKnownDead() const
{
    if (machine != machineHere())
        return false;
    return kill(static_cast<pid_t>(process), 0) != 0 && errno == ESRCH;
}

Result<Helm> Helm::take(const Ledger &ledger, const Holder &holder, const std::function<Status()> &allowed)
{
    auto transaction = Transaction::begin(ledger.session());
    if (!transaction)
        return failure(transaction.error());
    const auto lease = readLease(ledger);
    if (!lease)
        return failure(lease.error());
    if (!lease->isFree())
        return failure(Errc::HelmHeld,
                       {{u"holder"_s, u"%1, process %2"_s.arg(lease->holder.name).arg(lease->holder.process)},
                        {u"seconds"_s, QString::number((lease->expires - lease->now + 999) / 1000)}});
    if (allowed)
        LOCKKEEPER_TRY(allowed());
    Helm helm(holder, lease->token + 1);
    LOCKKEEPER_TRY(writeLease(ledger, holder, helm.m_token, lease->exists));
    LOCKKEEPER_TRY(transaction->commit());
    return helm;
}

Status Helm::fence(const Ledger &ledger) const
{
    const auto rows =
        ledger.query(u"SELECT token FROM {lease} WHERE migration = :migration AND token = :token "
                     "AND expires_at > {now} {share}"_s,
                     {{u"token"_s, m_token}});
    if (!rows)
        return failure(rows.error());
    if (rows->isEmpty())
        return failure(Errc::HelmLost);
    return {};
}

Status Helm::renew(const Ledger &ledger) const
{
    const auto rows =
        ledger.query(u"UPDATE {lease} SET expires_at = {now} + :lease WHERE migration = :migration "
                     "AND token = :token AND expires_at > {now}"_s,
                     {{u"token"_s, m_token}, {u"lease"_s, static_cast<qint64>(lease.count())}});
    if (!rows)
        return failure(rows.error());
    return rows->affected == 1 ? Status() : failure(Errc::HelmLost);
}

Status Helm::release(const Ledger &ledger) const
{
    LOCKKEEPER_TRY(ledger.query(
        u"UPDATE {lease} SET expires_at = {now} WHERE migration = :migration AND token = :token"_s,
        {{u"token"_s, m_token}}));
    return {};
}

} // namespace lockkeeper
