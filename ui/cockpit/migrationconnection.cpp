// SPDX-FileCopyrightText: 2026 Lockkeeper contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/cockpit/migrationconnection.h"

#include "core/workflow/interruptsession.h"

#include <algorithm>

namespace lockkeeper {

namespace {

using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

constexpr auto interval = 500ms;
constexpr auto longestRetry = 15'000ms;
constexpr auto patience = 3'000ms; ///< an answer that takes longer is said to be late

std::chrono::milliseconds backOff(int failures)
{
    return std::min<std::chrono::milliseconds>(longestRetry, 1'000ms * (1 << std::min(failures - 1, 4)));
}

/// Changes @p migration's ledger in a session and a transaction of its own.
template<typename Change>
Status changeLedger(const Target &target, const QString &migration, Change change)
{
    auto session = openSession(target);
    if (!session)
        return failure(std::move(session).error());
    auto transaction = Transaction::begin(**session);
    if (!transaction)
        return failure(std::move(transaction).error());
    LOCKKEEPER_TRY(change(Ledger(**session, migration)));
    return transaction->commit();
}

// For a run that another process makes: its runner reads the ledger between batches.
Status askToPause(const Target &target, const QString &migration)
{
    return changeLedger(target, migration,
                        [](const Ledger &ledger) { return Migrations(ledger).setControl(Control::Pause); });
}

Status writeNote(const Target &target, const QString &migration, const QJsonObject &note)
{
    return changeLedger(target, migration, [&note](const Ledger &ledger) -> Status {
        if (auto record = Migrations(ledger).read(); !record) // there must be a journal to write into
            return failure(std::move(record).error());
        return EventChain(ledger).append(Holder::self().name, u"note"_s, note);
    });
}

} // namespace

MigrationConnection::MigrationConnection(Target target, Plan plan, ClockWatch::Clock clock)
    : m_target(std::move(target))
    , m_plan(std::move(plan))
    , m_observer(std::make_shared<Observer>(m_target, m_plan))
    , m_clock(std::move(clock))
    , m_monitor(u"lk-monitor"_s)
    , m_runner(u"lk-runner"_s)
    , m_helper(u"lk-helper"_s)
{
    m_timer.setSingleShot(true);
    connect(&m_timer, &QTimer::timeout, this, &MigrationConnection::look);
    m_silence.setInterval(1s);
    connect(&m_silence, &QTimer::timeout, this, &MigrationConnection::tellSilence);
}

MigrationConnection::~MigrationConnection()
{
    shutDown();
    // A worker drops what is still queued when it goes; these two must have run.
    m_interrupted.waitForFinished();
    m_monitor.post([observer = m_observer] { observer->close(); }).waitForFinished();
}

void MigrationConnection::start() { look(); }

void MigrationConnection::shutDown()
{
    if (std::exchange(m_leaving, true))
        return;
    m_timer.stop();
    m_silence.stop();
    if (m_control)
        m_interrupted = m_helper.post([control = m_control] { control->interrupt(); });
    m_runner.post([] {}).then(this, [this] {
        m_monitor.post([observer = m_observer] { observer->close(); }).then(this, [this] { Q_EMIT idle(); });
    });
}

void MigrationConnection::look()
{
    m_asked.start();
    m_silence.start();
    checkClock();
    m_monitor.post([observer = m_observer] { return observer->look(); })
        .then(this, [this](const Result<Observation> &observation) { observed(observation); });
}

void MigrationConnection::checkClock()
{
    const auto jump = m_clock.jump();
    if (!jump)
        return;
    m_monitor.post([observer = m_observer] { observer->close(); });
    Q_EMIT clockJumped(jump->count());
}

// A server that was stopped, or a network that swallows everything, ends no connection and gives no error.
void MigrationConnection::tellSilence()
{
    if (m_asked.durationElapsed() >= patience)
        Q_EMIT silent(m_asked.elapsed());
}

void MigrationConnection::observed(const Result<Observation> &observation)
{
    m_silence.stop();
    if (m_leaving)
        return;
    if (!observation) {
        retryLater(observation.error());
        return;
    }
    if (std::exchange(m_failures, 0) > 0)
        Q_EMIT connectionRestored();
    if (observation->activity)
        Q_EMIT activityChanged(*observation->activity);
    Q_EMIT snapshotChanged(observation->snapshot);
    m_timer.start(interval);
}

void MigrationConnection::retryLater(const Error &error)
{
    const auto wait = backOff(++m_failures);
    Q_EMIT connectionLost(error, static_cast<int>(wait.count()));
    m_timer.start(wait);
}

void MigrationConnection::runThrough(Stage stage, const QString &typedTable)
{
    act({.through = stage, .resume = true, .typedTable = typedTable},
        [](Migration &migration, RunControl &control, const RunListener &listen) {
            return migration.run(control, listen);
        });
}

void MigrationConnection::rollback(Stage to)
{
    act({.through = to, .resume = true},
        [to](Migration &migration, RunControl &control, const RunListener &listen) {
            return migration.rollback(to, control, listen);
        });
}

void MigrationConnection::check(Stage gate)
{
    act({.through = gate, .resume = true},
        [gate](Migration &migration, RunControl &, const RunListener &) -> Status {
            return migration.check(gate).transform([](bool) {});
        });
}

void MigrationConnection::pause()
{
    if (m_control) {
        m_control->pause();
        return;
    }
    m_helper.post([target = m_target, id = migrationId(m_plan)] { return askToPause(target, id); })
        .then(this, [this](const Status &status) { answered(status); });
}

void MigrationConnection::addNote(const QString &text, qint64 at)
{
    QJsonObject note{{u"text"_s, text}};
    if (at != 0)
        note.insert(u"at"_s, at);
    m_helper.post([target = m_target, id = migrationId(m_plan), note] { return writeNote(target, id, note); })
        .then(this, [this](const Status &status) { answered(status); });
}

void MigrationConnection::answered(const Status &status)
{
    if (!status && !m_leaving)
        Q_EMIT refused(status.error());
}

void MigrationConnection::interrupt(const SessionInfo &session, Interruption how, const QString &reason)
{
    m_helper
        .post([target = m_target, id = migrationId(m_plan), session, how, reason] {
            return interruptSession(target, id, session, how, reason);
        })
        .then(this, [this](const Result<bool> &ended) {
            if (!ended)
                Q_EMIT refused(ended.error());
        });
}

// One thing at a time: what is asked while a run goes on is answered by the run's own state.
void MigrationConnection::act(const RunOptions &options, Job job)
{
    if (m_control || m_leaving)
        return;
    m_control = std::make_shared<RunControl>();
    const quint64 ticket = ++m_ticket;
    Q_EMIT busyChanged(true);
    m_runner
        .post([target = m_target, plan = m_plan, options, job = std::move(job), control = m_control,
               listen = listener(ticket)]() -> Status {
            auto migration = Migration::open(target, plan, options);
            if (!migration)
                return failure(std::move(migration).error());
            return job(**migration, *control, listen);
        })
        .then(this, [this, ticket](const Status &status) { acted(ticket, status); });
}

void MigrationConnection::acted(quint64 ticket, const Status &status)
{
    if (ticket != m_ticket)
        return;
    m_control.reset();
    Q_EMIT busyChanged(false);
    answered(status);
}

// Called on the runner's thread; the event crosses over by the queue.
RunListener MigrationConnection::listener(quint64 ticket)
{
    return [this, ticket](const RunEvent &event) {
        QMetaObject::invokeMethod(
            this,
            [this, ticket, event] {
                if (ticket == m_ticket)
                    Q_EMIT progressed(event);
            },
            Qt::QueuedConnection);
    };
}

} // namespace lockkeeper
