// SPDX-FileCopyrightText: 2026 Lockkeeper contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/connections/secretstore.h"

#include <qt6keychain/keychain.h>

namespace lockkeeper {

using namespace Qt::StringLiterals;

namespace {

// Jobs delete themselves when they end.
template<typename Job>
Job *makeJob(const QString &id)
{
    auto *job = new Job(u"lockkeeper"_s);
    job->setKey(id);
    job->setInsecureFallback(false);
    return job;
}

} // namespace

// Without a keyring the error is any of them, on some desktops an unknown one: all but "not found" mean that.
void Keyring::read(const QString &id, QObject *context, std::function<void(const KeptSecret &)> answer)
{
    auto *job = makeJob<QKeychain::ReadPasswordJob>(id);
    QObject::connect(job, &QKeychain::Job::finished, context, [job, answer = std::move(answer)] {
        if (job->error() == QKeychain::NoError)
            answer({.secret = Secret(job->textData())});
        else
            answer({.secret = {}, .works = job->error() == QKeychain::EntryNotFound});
    });
    job->start();
}

void Keyring::write(const QString &id, const Secret &secret, QObject *context,
                    std::function<void(bool)> answer)
{
    auto *job = makeJob<QKeychain::WritePasswordJob>(id);
    job->setTextData(secret.reveal());
    QObject::connect(job, &QKeychain::Job::finished, context,
                     [job, answer = std::move(answer)] { answer(job->error() == QKeychain::NoError); });
    job->start();
}

void Keyring::remove(const QString &id) { makeJob<QKeychain::DeletePasswordJob>(id)->start(); }

} // namespace lockkeeper
