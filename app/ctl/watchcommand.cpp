// SPDX-FileCopyrightText: 2026 Lockkeeper contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/ctl/command.h"
#include "app/ctl/console.h"
#include "app/ctl/database.h"
#include "app/ctl/report.h"
#include "app/ctl/signals.h"
#include "core/engine/activity.h"
#include "core/text/numbers.h"
#include "core/text/sentences.h"

#include <QDateTime>

#include <condition_variable>

namespace lockkeeper::ctl {

using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

namespace {

QJsonObject activityDocument(const ActivitySample &sample)
{
    const auto lag = sample.worstLag();
    return {{u"lock_waiters"_s, sample.lockWaiters},
            {u"longest_wait_ms"_s, qint64(sample.longestWait.count())},
            {u"oldest_transaction_ms"_s, qint64(sample.oldestTransaction.count())},
            {u"replicas"_s, sample.replicas.size()},
            {u"worst_lag_seconds"_s, lag ? QJsonValue(*lag) : QJsonValue()},
            {u"commits"_s, sample.commits},
            {u"rollbacks"_s, sample.rollbacks}};
}

QString lagText(const ActivitySample &sample)
{
    if (sample.replicas.isEmpty())
        return {};
    const auto lag = sample.worstLag();
    return u", lag %1"_s.arg(lag ? sentences::duration(qRound64(*lag * 1000)) : u"unknown"_s);
}

QString watchLine(const MigrationSnapshot &snapshot, const ActivitySample &sample)
{
    QString line = QDateTime::fromMSecsSinceEpoch(snapshot.takenAt).toString(u"HH:mm:ss"_s);
    line +=
        u"  %1: %2"_s.arg(sentences::stage(snapshot.record.stage), sentences::state(snapshot.record.state));
    for (const FillSnapshot &fill : snapshot.fills) {
        if (fill.state != FillState::Done)
            line += u", "_s + fillReport(fill);
    }
    line += lagText(sample) + u", lock waiters %1"_s.arg(sample.lockWaiters);
    return line + u", oldest transaction %1"_s.arg(sentences::duration(sample.oldestTransaction.count()));
}

class WatchCommand final : public Command
{
public:
    CommandInfo info() const override
    {
        return {u"watch"_s, u"Prints the live figures, one line a second"_s,
                u"lockkeeperctl watch -d postgresql://dba@db/shop"_s};
    }

    void declare(Options &options) override
    {
        options.positional("migration", m_migration, "Its id (default: the only unfinished one)",
                           Presence::Optional);
        m_database.declare(options);
        options.flag("--json", m_json, "One JSON document a line");
        options.number("--count", m_count, "End after so many lines (default: go on)");
    }

    Result<int> run(const Surroundings &surroundings) override
    {
        const auto session = m_database.reader(surroundings.console);
        if (!session)
            return failure(session.error());
        const auto record = chooseMigration(**session, m_migration);
        if (!record)
            return failure(record.error());
        std::stop_source stop;
        const Signals::Watch watch(surroundings.signals_, [&stop](int, int) { stop.request_stop(); });
        for (qint64 line = 1; !stop.stop_requested(); ++line) {
            const auto printed = look(**session, record->id, surroundings.console);
            if (!printed)
                return failure(printed.error());
            if (!*printed || line == m_count)
                break;
            sleep(stop.get_token());
        }
        return 0;
    }

private:
    /// One line. @returns whether somebody still reads.
    Result<bool> look(Session &session, const QString &migration, Console &console) const
    {
        const auto snapshot = readSnapshot(session, migration, 1);
        if (!snapshot)
            return failure(snapshot.error());
        const auto sample = session.activity().sample();
        if (!sample)
            return failure(sample.error());
        if (!m_json)
            return console.print(watchLine(*snapshot, *sample));
        QJsonObject document = snapshotToJson(*snapshot);
        document.insert(u"activity"_s, activityDocument(*sample));
        return console.print(document, "compact"_L1);
    }

    static void sleep(const std::stop_token &stop)
    {
        std::mutex guard;
        std::condition_variable_any wake;
        std::unique_lock lock(guard);
        wake.wait_for(lock, stop, 1s, [] { return false; });
    }

    QString m_migration;
    Database m_database;
    bool m_json = false;
    qint64 m_count = 0;
};

const Registered<WatchCommand> registered(Place::Watch);

} // namespace

} // namespace lockkeeper::ctl
