// SPDX-FileCopyrightText: 2026 Lockkeeper contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/backfill/fillrunner.h"

#include "core/engine/engine.h"

#include <QElapsedTimer>
#include <QJsonDocument>

#include <thread>
#include <vector>

namespace lockkeeper {

namespace {

using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

constexpr int firstBatchSize = 500;
constexpr int mostRetries = 50;
constexpr auto holdCheckInterval = 250ms;
constexpr auto lockPause = 500ms;

QString compact(const QJsonObject &object)
{
    return QString::fromUtf8(QJsonDocument(object).toJson(QJsonDocument::Compact));
}

} // namespace

FillRunner::FillRunner(Target target, QString migration, QString step, Helm helm, FillSpec spec,
                       FillSurroundings surroundings)
    : m_target(std::move(target))
    , m_migration(std::move(migration))
    , m_step(std::move(step))
    , m_helm(std::move(helm))
    , m_spec(std::move(spec))
    , m_surroundings(std::move(surroundings))
{}

Status FillRunner::prepare(Session &session, qint64 expectedRows, int workers)
{
    BackfillJournal journal(Ledger(session, m_migration));
    const auto known = journal.of(m_step);
    if (!known)
        return failure(known.error());
    LOCKKEEPER_TRY(session.backfill().prepare(m_spec));
    if (!known->isEmpty())
        return {};

    const auto upTo = session.backfill().highestKey(m_spec);
    if (!upTo)
        return failure(upTo.error());
    QList<KeyValue> cuts;
    if (*upTo && workers > 1) {
        auto split = session.backfill().split(m_spec, **upTo, workers);
        if (!split)
            return failure(split.error());
        cuts = *split;
    }
    auto transaction = Transaction::begin(session);
    if (!transaction)
        return failure(transaction.error());
    for (int worker = 0; worker <= cuts.size(); ++worker) {
        LOCKKEEPER_TRY(journal.create({
            .step = m_step,
            .worker = worker,
            .after = worker == 0 ? std::optional<KeyValue>() : cuts[worker - 1],
            .upTo = worker == cuts.size() ? *upTo : std::optional(cuts[worker]),
            .rowsExpected = expectedRows / (cuts.size() + 1),
            .batchSize = firstBatchSize,
            .state = *upTo ? FillState::Running : FillState::Done,
        }));
    }
    LOCKKEEPER_TRY(m_helm.fence(Ledger(session, m_migration)));
    return transaction->commit();
}

Status FillRunner::run(Session &session)
{
    const auto records = BackfillJournal(Ledger(session, m_migration)).of(m_step);
    if (!records)
        return failure(records.error());
    std::vector<Status> results(static_cast<size_t>(records->size()));
    {
        std::vector<std::jthread> threads;
        for (qsizetype i = 0; i < records->size(); ++i) {
            if ((*records)[i].state != FillState::Done)
                threads.emplace_back(
                    [this, record = (*records)[i], &result = results[static_cast<size_t>(i)]] {
                        result = runRange(record);
                    });
        }
    }
    for (const Status &result : results)
        LOCKKEEPER_TRY(result);
    return {};
}

Status FillRunner::runRange(FillRecord record)
{
    auto session = openSession(m_target, {.application = u"lockkeeper backfill"_s});
    if (!session)
        return failure(session.error());
    m_surroundings.attach(**session);
    Status status = runBatches(**session, record);
    m_surroundings.detach(**session);
    return status;
}

Status FillRunner::runBatches(Session &session, FillRecord &record)
{
    BatchSizer sizer(m_surroundings.limits(), record.batchSize);
    for (int retries = 0; record.state != FillState::Done;) {
        if (m_surroundings.stopWanted())
            return failure(Errc::Paused);
        LOCKKEEPER_TRY(waitWhileHeld(session, record));
        sizer.setLimits(m_surroundings.limits());
        record.batchSize = sizer.size();
        FillRecord next = record;
        const auto more = runBatch(session, next, sizer);
        if (more) {
            record = next;
            retries = 0;
            m_surroundings.afterBatch(record);
        } else if (more.error().code == Errc::LockTimeout) {
            sizer.shrink();
            LOCKKEEPER_TRY(waitForLocks(session, record));
        } else if (!more.error().isRetryable() || ++retries > mostRetries) {
            return failure(more.error());
        }
    }
    return {};
}

/// Changes @p record only as far as the transaction that committed says.
Result<bool> FillRunner::runBatch(Session &session, FillRecord &record, BatchSizer &sizer)
{
    QElapsedTimer timer;
    timer.start();
    const Ledger ledger(session, m_migration);
    auto transaction = Transaction::begin(session);
    if (!transaction)
        return failure(transaction.error());
    const auto batch = session.backfill().runBatch(m_spec, record.after, *record.upTo, record.batchSize);
    if (!batch)
        return failure(batch.error());
    if (batch->last)
        record.after = batch->last;
    record.rowsSeen += batch->seen;
    record.rowsChanged += batch->changed;
    record.batches += 1;
    record.workMs += timer.elapsed();
    record.state = batch->seen < record.batchSize ? FillState::Done : FillState::Running;
    LOCKKEEPER_TRY(BackfillJournal(ledger).checkpoint(record));
    LOCKKEEPER_TRY(m_helm.fence(ledger));
    LOCKKEEPER_TRY(transaction->commit());
    sizer.record(Millis(timer.elapsed()), batch->seen);
    return record.state != FillState::Done;
}

Status FillRunner::waitWhileHeld(Session &session, FillRecord &record)
{
    QElapsedTimer held;
    while (const HoldReason reason = m_surroundings.holdReason()) {
        const QString text = compact(*reason);
        if (!held.isValid())
            held.start();
        else
            record.holdMs += held.restart();
        if (text != record.holdReason) {
            record.holdReason = text;
            LOCKKEEPER_TRY(writeHold(session, record));
        }
        if (m_surroundings.stopWanted())
            return failure(Errc::Paused);
        std::this_thread::sleep_for(holdCheckInterval); // nothing to be woken by: the sample is the server's
    }
    if (held.isValid())
        record.holdMs += held.elapsed();
    record.holdReason.clear();
    return {};
}

/// Somebody keeps rows locked. However long that takes, it is a reason to hold and no failure. The batch has let go of its
/// own locks; the pause lets those through that waited for it.
Status FillRunner::waitForLocks(Session &session, FillRecord &record)
{
    record.holdReason = compact({{u"code"_s, u"locked-rows"_s}});
    const Status told = writeHold(session, record);
    if (!told && !told.error().isRetryable()) // SQLite's ledger is behind the same lock
        return told;
    std::this_thread::sleep_for(lockPause);
    record.holdMs += lockPause.count();
    return {};
}

Status FillRunner::writeHold(Session &session, const FillRecord &record)
{
    const Ledger ledger(session, m_migration);
    auto transaction = Transaction::begin(session);
    if (!transaction)
        return failure(transaction.error());
    LOCKKEEPER_TRY(BackfillJournal(ledger).hold(record));
    LOCKKEEPER_TRY(m_helm.fence(ledger));
    return transaction->commit();
}

} // namespace lockkeeper
