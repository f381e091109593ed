// SPDX-FileCopyrightText: 2026 Lockkeeper contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/workflow/stepcontext.h"

#include "core/engine/ddlguard.h"
#include "core/engine/session.h"
#include "core/ledger/eventchain.h"
#include "core/ledger/stepjournal.h"

#include <QRandomGenerator>

#include <algorithm>
#include <thread>

namespace lockkeeper {

namespace {

using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

/// How long a DDL may wait for its lock: everything that comes after it in the queue waits as long.
constexpr Millis lockTimeout = 300ms;
constexpr int mostAttempts = 60;
constexpr Millis firstPause = 500ms;
constexpr Millis longestPause = 10s;
constexpr Millis wakeInterval = 100ms;

/// Doubles, with up to a half of it by chance, so that two runners don't meet again and again.
Millis pauseAfter(int attempt)
{
    const Millis pause = std::min<Millis>(longestPause, firstPause * (1 << std::min(attempt - 1, 10)));
    return pause / 2 + Millis(QRandomGenerator::global()->bounded(static_cast<qint64>(pause.count())));
}

} // namespace

bool StepContext::stopWanted() const { return control.pauseWanted() || watch.control() == Control::Cancel; }

Status StepContext::waitWhilePaused() const
{
    while (watch.control() == Control::Pause && !stopWanted())
        std::this_thread::sleep_for(wakeInterval);
    return stopWanted() ? failure(Errc::Paused) : Status();
}

void StepContext::tell(const QString &kind, const Step &step, const QJsonObject &data) const
{
    if (listener)
        listener({.kind = kind, .stage = step.stage, .step = step.id, .data = data});
}

Status StepContext::writeHere(const QString &event, const QJsonObject &data,
                              const std::function<Status()> &work) const
{
    LOCKKEEPER_TRY(work());
    LOCKKEEPER_TRY(EventChain(ledger).append(helm.holder().name, event, data));
    return helm.fence(ledger);
}

Status StepContext::write(const QString &event, const QJsonObject &data,
                          const std::function<Status()> &work) const
{
    auto transaction = Transaction::begin(session());
    if (!transaction)
        return failure(transaction.error());
    LOCKKEEPER_TRY(writeHere(event, data, work));
    return transaction->commit();
}

Status StepContext::guarded(const Step &step, const QStringList &statements,
                            const std::function<Status()> &before,
                            const std::function<Status(const DdlObservation &)> &record) const
{
    for (int attempt = 1;; ++attempt) {
        const Status done = session().ddl().attempt(
            {.statements = statements, .lockTimeout = lockTimeout, .before = before, .record = record});
        if (done || !done.error().isRetryable())
            return done;
        const Error &error = done.error();
        if (attempt == mostAttempts)
            return failure(Errc::Held, {{u"step"_s, step.id},
                                        {u"attempts"_s, QString::number(attempt)},
                                        {u"blocker"_s, error.facts.value(u"blocker"_s)}});
        const QJsonObject data{
            {u"step"_s, step.id}, {u"attempt"_s, attempt}, {u"error"_s, errorToJson(error)}};
        tell(u"retry"_s, step, data);
        LOCKKEEPER_TRY(write(u"step-retry"_s, data, [] { return Status(); }));
        const auto now = ledger.now();
        if (!now)
            return failure(now.error());
        LOCKKEEPER_TRY(waitUntil(*now + pauseAfter(attempt).count()));
        LOCKKEEPER_TRY(waitWhilePaused());
    }
}

Status StepContext::waitUntil(qint64 until) const
{
    while (true) {
        if (stopWanted())
            return failure(Errc::Paused);
        const auto now = ledger.now();
        if (!now)
            return failure(now.error());
        if (*now >= until)
            return {};
        std::this_thread::sleep_for(std::min(wakeInterval, Millis(until - *now)));
    }
}

} // namespace lockkeeper
