// SPDX-FileCopyrightText: 2026 Lockkeeper contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/demo/client.h"

#include "core/engine/dialect.h"
#include "core/engine/engine.h"

namespace lockkeeper::demo {

using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

namespace {

constexpr auto firstPause = 20ms;
constexpr auto longestPause = 1000ms;
constexpr auto mostBacklog = 1s; // an outage isn't made up for by a burst

QString versionName(Version version) { return version == Version::Old ? u"old"_s : u"new"_s; }

const Engine *engineOf(const Target &target) { return engineForScheme(target.scheme); }

bool isInDoubt(const Error &error)
{
    return error.isConnectionGone() || error.code == Errc::ConnectionFailed;
}

} // namespace

Client::Client(Version version, Target target, const TrafficOptions &options, Account &account)
    : m_version(version)
    , m_target(std::move(target))
    , m_options(options)
    , m_sql(ShapeSql::forEngine(engineOf(m_target) ? engineOf(m_target)->name() : QString()))
    , m_account(account)
    , m_random(options.seed + (version == Version::Old ? 0U : 1U))
    , m_thread([this](const std::stop_token &stop) { live(stop); })
{}

Client::~Client() { stop(); }

void Client::stop()
{
    m_thread.request_stop();
    {
        const std::scoped_lock lock(m_guard);
        if (m_session)
            m_session->cancel();
    }
    if (m_thread.joinable())
        m_thread.join();
}

ClientFigures Client::figures() const
{
    const std::scoped_lock lock(m_guard);
    return m_figures;
}

void Client::resetFigures()
{
    const std::scoped_lock lock(m_guard);
    m_figures = {};
}

void Client::live(const std::stop_token &stop)
{
    const SessionOptions options{.application = "sample-"_L1 + versionName(m_version),
                                 .statementTimeout = 10s};
    auto pause = firstPause;
    while (!stop.stop_requested()) {
        auto session = openSession(m_target, options);
        Status status = session ? Status() : failure(session.error());
        if (session) {
            publish(session->get());
            status = serve(**session, stop);
            publish(nullptr);
            pause = firstPause;
        }
        if (stop.stop_requested())
            return;
        std::ignore = settled(status);
        pauseUntil(stop, Clock::now() + pause);
        pause = std::min(longestPause, pause * 2);
    }
}

// Until the connection breaks or stop() is called.
Status Client::serve(Session &session, const std::stop_token &stop)
{
    if (m_target.scheme == "sqlite"_L1)
        LOCKKEEPER_TRY(session.query(u"PRAGMA synchronous = NORMAL"_s));
    const auto interval = std::chrono::duration_cast<Clock::duration>(1s / m_options.statementsPerSecond);
    auto nextBeat = Clock::now();
    auto nextLook = Clock::now();
    for (auto next = Clock::now(); !stop.stop_requested(); next += interval) {
        if (Clock::now() - next > mostBacklog)
            next = Clock::now();
        pauseUntil(stop, next);
        if (Clock::now() >= nextLook) {
            nextLook = Clock::now() + m_options.lookAtShape;
            LOCKKEEPER_TRY(settled(lookAround(session)));
        }
        if (Clock::now() >= nextBeat) {
            nextBeat = Clock::now() + m_options.heartbeat;
            LOCKKEEPER_TRY(settled(beat(session)));
        }
        LOCKKEEPER_TRY(settled(act(session)));
    }
    return {};
}

// Counts an error; only a broken connection is passed on.
Status Client::settled(const Status &status)
{
    if (status || status.error().code == Errc::Cancelled)
        return {};
    const Error &error = status.error();
    const std::scoped_lock lock(m_guard);
    ++m_figures.errors;
    ++m_figures.messages[error.detail.isEmpty() ? errorName(error.code) : error.detail];
    if (!isInDoubt(error))
        return {};
    ++m_figures.reconnects;
    return failure(error);
}

Status Client::lookAround(Session &session)
{
    const auto shape = readShape(session, m_sql);
    LOCKKEEPER_TRY(shape);
    m_shape = *shape;
    return {};
}

Status Client::beat(Session &session)
{
    const QString version = versionName(m_version);
    const QString name = u"sample-"_s + version;
    const QString text =
        u"INSERT INTO app_instances (name, version, last_seen) VALUES (:name, :version, %1) "_s
        + m_sql.renewHeartbeat;
    LOCKKEEPER_TRY(timed(
        session, {text.arg(session.dialect().serverMillis()), {{u"name"_s, name}, {u"version"_s, version}}}));
    return {};
}

Status Client::act(Session &session)
{
    const auto dice = m_random() % 100;
    if (dice < 10 && !m_account.isFull())
        return insert(session);
    const qint64 id = anyRow();
    if (id == 0)
        return insert(session);
    if (dice < 40)
        return rename(session, id);
    return dice < 50 ? touch(session, id) : read(session, id);
}

// A row from before, or one time in four one that was inserted since.
qint64 Client::anyRow()
{
    const qint64 before = m_account.rowsBefore();
    if (m_random() % 4 == 0 || before == 0) {
        if (const qint64 id = m_account.insertedRow(m_random()))
            return id;
    }
    return before == 0 ? 0 : std::uniform_int_distribution<qint64>(1, before)(m_random);
}

Status Client::read(Session &session, qint64 id)
{
    const auto held = m_account.lock(id);
    const auto readName = [&] {
        const bool isNew = m_version == Version::New && m_shape.readsDisplayName(id);
        const QString columns = isNew ? u"display_name"_s : m_sql.fullName;
        return timed(session, {u"SELECT %1 FROM users WHERE id = :id"_s.arg(columns), {{u"id"_s, id}}});
    };
    auto rows = readName();
    if (!rows && shapeMoved(session))
        rows = readName();
    LOCKKEEPER_TRY(rows);
    if (rows->isEmpty() || !m_account.expects(id, rows->scalar().toString())) {
        const std::scoped_lock lock(m_guard);
        ++m_figures.wrongReads;
    }
    return {};
}

// An update that is none of the migration's business.
Status Client::touch(Session &session, qint64 id)
{
    if (id > m_account.rowsBefore())
        return read(session, id); // inserted ones are known by their address
    LOCKKEEPER_TRY(timed(
        session, {u"UPDATE users SET email = :email WHERE id = :id"_s,
                  {{u"email"_s, u"user%1+%2@example.org"_s.arg(id).arg(m_random() % 1000)}, {u"id"_s, id}}}));
    return {};
}

Status Client::rename(Session &session, qint64 id)
{
    const Name name = randomName(m_random);
    const auto held = m_account.lock(id);
    auto rows = writeName(session, id, name);
    // The shape changed under the statement: as an application does that was told by its error.
    if ((!rows || rows->affected == 0) && shapeMoved(session))
        rows = writeName(session, id, name);
    if (rows && rows->affected > 0)
        m_account.wrote(id, name.full());
    else if (!rows && isInDoubt(rows.error()))
        m_account.mayHaveWritten(id, name.full());
    LOCKKEEPER_TRY(rows);
    return {};
}

Status Client::insert(Session &session)
{
    const Name name = randomName(m_random);
    const QString email = m_account.nextEmail();
    auto rows = insertName(session, email, name);
    if ((!rows || rows->isEmpty()) && shapeMoved(session))
        rows = insertName(session, email, name);
    if (rows && !rows->isEmpty())
        m_account.inserted(rows->scalar().toLongLong(), name.full());
    else if (!rows && isInDoubt(rows.error()))
        m_account.mayHaveInserted(email, name.full());
    LOCKKEEPER_TRY(rows);
    return {};
}

// A team rolls the new version's writes out once triggers keep both shapes, and back before they go. The statements
// below ask for the triggers themselves, so that the traffic is right at every moment of every test.
bool Client::writesDisplayName() const
{
    return m_version == Version::New && m_shape.hasDisplayName && (m_shape.inStep || !m_shape.hasOldNames);
}

Result<Rows> Client::writeName(Session &session, qint64 id, const Name &name)
{
    if (!writesDisplayName()) {
        return timed(session, {u"UPDATE users SET first_name = :first, last_name = :last WHERE id = :id"_s,
                               {{u"first"_s, name.first}, {u"last"_s, name.last}, {u"id"_s, id}}});
    }
    const QString guard = m_shape.hasOldNames ? " AND "_L1 + m_sql.inStep : QString();
    return timed(session, {u"UPDATE users SET display_name = :name WHERE id = :id"_s + guard,
                           {{u"name"_s, name.full()}, {u"id"_s, id}}});
}

Result<Rows> Client::insertName(Session &session, const QString &email, const Name &name)
{
    if (!writesDisplayName()) {
        return inserted(session,
                        {u"INSERT INTO users (first_name, last_name, email) VALUES (:first, :last, :email)"_s,
                         {{u"first"_s, name.first}, {u"last"_s, name.last}, {u"email"_s, email}}});
    }
    const QString guard = m_shape.hasOldNames ? " WHERE "_L1 + m_sql.inStep : QString();
    return inserted(session, {u"INSERT INTO users (display_name, email) SELECT :name, :email"_s + guard,
                              {{u"name"_s, name.full()}, {u"email"_s, email}}});
}

// The new row's id; no row: none was inserted.
Result<Rows> Client::inserted(Session &session, const Sql &insert)
{
    if (m_sql.returnsRows)
        return timed(session, {insert.text + " RETURNING id"_L1, insert.values});
    const auto done = timed(session, insert);
    LOCKKEEPER_TRY(done);
    return done->affected == 0 ? Result<Rows>(Rows()) : session.query(u"SELECT last_insert_id()"_s);
}

bool Client::shapeMoved(Session &session)
{
    const Shape before = m_shape;
    return m_version == Version::New && lookAround(session) && m_shape != before;
}

Result<Rows> Client::timed(Session &session, const Sql &sql)
{
    const auto start = Clock::now();
    auto rows = session.query(sql);
    const auto took = std::chrono::duration_cast<Latency::Micros>(Clock::now() - start);
    const std::scoped_lock lock(m_guard);
    m_figures.latency.add(took);
    return rows;
}

void Client::pauseUntil(const std::stop_token &stop, Clock::time_point until)
{
    std::unique_lock lock(m_guard);
    m_wake.wait_until(lock, stop, until, [] { return false; });
}

void Client::publish(Session *session)
{
    const std::scoped_lock lock(m_guard);
    m_session = session;
}

} // namespace lockkeeper::demo
