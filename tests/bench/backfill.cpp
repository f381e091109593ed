// SPDX-FileCopyrightText: 2026 Lockkeeper contributors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// How fast our backfill is beside one UPDATE of the whole table, which is the most that a server can do, and
// beside the loop that people write first. One server, one process; each run has its own copy of the same files.
#include "app/demo/postgresserver.h"
#include "core/backfill/fillrunner.h"
#include "core/engine/catalog.h"
#include "core/engine/dualwrite.h"
#include "core/engine/engine.h"
#include "core/ledger/helmkeeper.h"
#include "core/ledger/ledgerschema.h"
#include "tests/bench/figures.h"

#include <QCommandLineParser>
#include <QCoreApplication>
#include <QElapsedTimer>
#include <QFile>
#include <QLocale>

#include <cstdio>
#include <cstdlib>
#include <map>
#include <mutex>
#include <thread>

using namespace lockkeeper;
using namespace lockkeeper::bench;
using namespace Qt::StringLiterals;

namespace {

const QString expression = u"first_name || ' ' || last_name"_s;
const QString database = u"run"_s;
constexpr int naiveBatch = 1000;

struct Settings
{
    qint64 rows = 1'000'000;
    int runs = 5;
    double naiveSeconds = 15;
    QStringList tables;
    QStringList variants;
};

/// A table to fill: its name is its template database's.
struct Shape
{
    QString name;
    QStringList create; ///< with %1 rows
};

const QList<Shape> shapes{
    {u"narrow"_s,
     {u"CREATE TABLE people (id bigint PRIMARY KEY, first_name text NOT NULL, last_name text NOT NULL,"
      " display_name text)"_s,
      u"INSERT INTO people SELECT i, 'First' || i % 5000, 'Last' || i % 20011 FROM generate_series(1, %1) i"_s}},
    {u"wide"_s,
     {u"CREATE TABLE people (id bigint PRIMARY KEY, email text NOT NULL, first_name text NOT NULL,"
      " last_name text NOT NULL, country text NOT NULL, created_at timestamptz NOT NULL, notes text NOT NULL, display_name text)"_s,
      u"INSERT INTO people SELECT i, 'p' || i || '@example.com', 'First' || i % 5000, 'Last' || i % 20011,"
      " 'C' || i % 190, '2026-01-01'::timestamptz + i * interval '7 s', repeat('n', 60)"
      " FROM generate_series(1, %1) i"_s,
      u"CREATE INDEX ON people (email)"_s, u"CREATE INDEX ON people (last_name, first_name)"_s,
      u"CREATE INDEX ON people (created_at)"_s}},
};

template<typename T>
auto require(T result, const char *what)
{
    if (!result) {
        const Error &error = result.error();
        std::fprintf(stderr, "%s: %s %s\n%s\n", what, qPrintable(errorName(error.code)),
                     qPrintable(error.detail), qPrintable(error.statement));
        std::exit(1);
    }
    if constexpr (!std::is_void_v<typename T::value_type>)
        return std::move(*result);
}

class Bench
{
public:
    explicit Bench(Settings settings);
    int run();

private:
    using Variant = Figures (Bench::*)(Session &session);

    Figures oneUpdate(Session &session);
    Figures oneWorker(Session &session) { return fill(session, 1); }
    Figures twoWorkers(Session &session) { return fill(session, 2); }
    Figures naiveLoop(Session &session);
    Figures fill(Session &session, int workers);

    QString heading();
    void makeTemplate(const Shape &shape);
    void copyTemplate(const Shape &shape);
    Figures measured(const Shape &shape, Variant variant);
    QList<QStringList> linesOf(const Shape &shape);
    Target target(const QString &name) const { return require(Target::parse(m_server->url(name)), "url"); }
    std::unique_ptr<Session> session(const QString &name) const
    {
        return require(openSession(target(name)), "connecting");
    }

    const QList<std::pair<QString, Variant>> m_variants{{u"one UPDATE"_s, &Bench::oneUpdate},
                                                        {u"ours, 1 worker"_s, &Bench::oneWorker},
                                                        {u"ours, 2 workers"_s, &Bench::twoWorkers},
                                                        {u"naive loop"_s, &Bench::naiveLoop}};
    Settings m_settings;
    std::unique_ptr<PostgresServer> m_server;
};

Rows sql(Session &session, const QString &text) { return require(session.query(text), qPrintable(text)); }

double load()
{
    QFile file(u"/proc/loadavg"_s);
    return file.open(QIODevice::ReadOnly) ? file.readAll().split(' ').first().toDouble() : 0;
}

int cores() { return static_cast<int>(std::thread::hardware_concurrency()); }

// A checkpoint would hit one variant and spare the next: none comes due within a run.
Bench::Bench(Settings settings) : m_settings(std::move(settings))
{
    m_server = require(
        PostgresServer::create({u"fsync = on"_s, u"full_page_writes = on"_s, u"synchronous_commit = on"_s,
                                u"shared_buffers = 512MB"_s, u"max_wal_size = 16GB"_s,
                                u"checkpoint_timeout = 1h"_s, u"autovacuum = off"_s},
                               QCoreApplication::applicationDirPath()),
        "starting PostgreSQL");
}

QString Bench::heading()
{
    const auto server = session(u"postgres"_s);
    return u"Backfill of %1 rows, medians of %2 runs, interleaved. PostgreSQL %3, fsync and full_page_writes on, "
           "shared_buffers 512MB, no checkpoint and no autovacuum within a run; %4 cores, load %5 at the start.\n"_s
               .arg(QLocale::c().toString(m_settings.rows), QString::number(m_settings.runs),
                    sql(*server, u"SHOW server_version"_s).scalar().toString(), QString::number(cores()),
                    QString::number(load(), 'f', 1));
}

DualWrite dualWriteOf(Session &session)
{
    return {.name = u"bench"_s,
            .table = require(session.catalog().table(TableName::parse(u"people"_s)), "people"),
            .up = {{u"display_name"_s, expression}},
            .down = {{u"first_name"_s, u"split_part(display_name, ' ', 1)"_s},
                     {u"last_name"_s, u"split_part(display_name, ' ', 2)"_s}},
            .oldColumns = {u"first_name"_s, u"last_name"_s}};
}

void Bench::makeTemplate(const Shape &shape)
{
    sql(*session(u"postgres"_s), u"CREATE DATABASE "_s + shape.name);
    const auto base = session(shape.name);
    for (const QString &statement : shape.create)
        sql(*base, statement.contains("%1"_L1) ? statement.arg(m_settings.rows) : statement);
    require(upgradeLedger(*base), "the ledger");
    for (const QString &statement : base->dualWrite().install(dualWriteOf(*base)))
        sql(*base, statement);
    sql(*base, u"VACUUM ANALYZE"_s);
}

/// The very same files for every run: not only the same rows, also the same pages.
void Bench::copyTemplate(const Shape &shape)
{
    const auto server = session(u"postgres"_s);
    sql(*server, u"DROP DATABASE IF EXISTS "_s + database);
    sql(*server, u"CREATE DATABASE "_s + database + u" TEMPLATE "_s + shape.name + u" STRATEGY FILE_COPY"_s);
    const auto copy = session(database);
    sql(*copy, u"VACUUM ANALYZE people"_s);
    sql(*copy, u"CREATE EXTENSION pg_prewarm"_s);
    sql(*copy, u"SELECT sum(pg_prewarm(oid)) FROM pg_class WHERE oid = 'people'::regclass OR oid IN"
               " (SELECT indexrelid FROM pg_index WHERE indrelid = 'people'::regclass)"_s);
    sql(*copy, u"CHECKPOINT"_s);
}

Figures Bench::oneUpdate(Session &session)
{
    QElapsedTimer timer;
    timer.start();
    auto transaction = require(Transaction::begin(session), "BEGIN");
    sql(session, u"SET LOCAL lockkeeper.backfill = 'on'"_s);
    const qint64 written = sql(session, u"UPDATE people SET display_name = "_s + expression).affected;
    require(transaction.commit(), "COMMIT");
    return {.batches = {static_cast<double>(timer.nsecsElapsed()) / 1e6}, .rowsWritten = written};
}

/// Quiet triggers here too: what is compared is the loop.
Figures Bench::naiveLoop(Session &session)
{
    const QString batch = u"UPDATE people SET display_name = %1 WHERE id IN"
                          " (SELECT id FROM people WHERE display_name IS NULL LIMIT %2)"_s.arg(expression)
                              .arg(naiveBatch);
    sql(session, u"SET lockkeeper.backfill = 'on'"_s);
    Figures figures;
    QElapsedTimer whole;
    whole.start();
    for (qint64 changed = 1; changed > 0;) {
        QElapsedTimer timer;
        timer.start();
        changed = sql(session, batch).affected;
        figures.batches << static_cast<double>(timer.nsecsElapsed()) / 1e6;
        figures.rowsWritten += changed;
        figures.extrapolated = static_cast<double>(whole.elapsed()) / 1000 > m_settings.naiveSeconds;
        if (figures.extrapolated)
            break;
    }
    return figures;
}

Figures Bench::fill(Session &session, int workers)
{
    Figures figures;
    std::mutex guard;
    static thread_local QElapsedTimer batch; // one worker, one thread
    const FillSurroundings surroundings{
        .stopWanted = [] { return false; },
        .holdReason = [] { return HoldReason(); },
        .limits =
            [] {
                batch.start(); // asked for just before a batch begins
                return BatchLimits();
            },
        .afterBatch =
            [&](const FillRecord &) {
                const std::scoped_lock lock(guard);
                figures.batches << static_cast<double>(batch.nsecsElapsed()) / 1e6;
            },
        .attach = [](Session &) {},
        .detach = [](Session &) {},
    };
    const Ledger ledger(session, u"bench"_s);
    const Helm helm = require(Helm::take(ledger, Holder::self()), "the helm");
    const HelmKeeper keeper(target(database), u"bench"_s, helm);
    const TableInfo table = dualWriteOf(session).table;
    FillRunner runner(
        target(database), u"bench"_s, u"fill"_s, helm,
        {.table = table.name, .key = *table.key, .set = {{u"display_name"_s, expression}}, .where = {}},
        surroundings);
    require(runner.prepare(session, table.estimatedRows, workers), "preparing");
    require(runner.run(session), "filling");
    for (const FillRecord &record : require(BackfillJournal(ledger).of(u"fill"_s), "the records")) {
        figures.rowsWritten += record.rowsChanged;
        figures.workMs += record.workMs;
    }
    return figures;
}

void verify(Session &session, const Figures &figures, qint64 rows)
{
    const qint64 wrong =
        sql(session, u"SELECT count(*) FROM people WHERE display_name IS DISTINCT FROM "_s + expression)
            .scalar()
            .toLongLong();
    if (!figures.extrapolated && (wrong > 0 || figures.rowsWritten != rows)) {
        std::fprintf(stderr, "%lld rows are wrong, %lld were written\n", wrong, figures.rowsWritten);
        std::exit(1);
    }
}

Figures Bench::measured(const Shape &shape, Variant variant)
{
    copyTemplate(shape);
    const auto connected = session(database);
    const auto position = [&connected] {
        return sql(*connected, u"SELECT (pg_current_wal_insert_lsn() - '0/0')::bigint"_s)
            .scalar()
            .toLongLong();
    };
    const qint64 before = position();
    forgetPeak();
    QElapsedTimer timer;
    timer.start();
    Figures figures = (this->*variant)(*connected);
    figures.seconds = static_cast<double>(timer.nsecsElapsed()) / 1e9;
    figures.peakKib = peakKib();
    figures.walBytes = position() - before;
    verify(*connected, figures, m_settings.rows);
    const auto rows = static_cast<double>(m_settings.rows);
    figures.rowsPerSecond =
        rows
        / (figures.extrapolated ? extrapolatedSeconds(figures.batches, rows / naiveBatch) : figures.seconds);
    return figures;
}

QList<QStringList> Bench::linesOf(const Shape &shape)
{
    makeTemplate(shape);
    std::map<QString, QList<Figures>> runs;
    for (int round = 0; round < m_settings.runs; ++round) {
        for (const auto &[name, variant] : m_variants) {
            if (!m_settings.variants.isEmpty() && !m_settings.variants.contains(name))
                continue;
            runs[name] << measured(shape, variant);
            std::fprintf(stderr, "%s, %s: %.0f rows/s, load %.1f\n", qPrintable(shape.name), qPrintable(name),
                         runs[name].last().rowsPerSecond, load());
        }
    }
    QList<QStringList> lines;
    for (const auto &[name, variant] : m_variants) {
        if (runs.contains(name))
            lines << line(shape.name, name, runs[name], runs[m_variants.first().first]);
    }
    return lines;
}

int Bench::run()
{
    const QString title = heading();
    QList<QStringList> lines{header()};
    for (const Shape &shape : shapes) {
        if (m_settings.tables.isEmpty() || m_settings.tables.contains(shape.name))
            lines += linesOf(shape);
    }
    std::fprintf(
        stdout,
        "%s\n%s\nLoad %.1f at the end. ~: cut off after %.0f s, the rest of its growing batches extrapolated.\n",
        qPrintable(title), aligned(lines).toUtf8().constData(), load(), m_settings.naiveSeconds);
    return 0;
}

Settings settingsFrom(const QCoreApplication &application)
{
    QCommandLineParser parser;
    parser.addHelpOption();
    parser.addOptions(
        {{u"rows"_s, u"Rows of each table."_s, u"number"_s, u"1000000"_s},
         {u"runs"_s, u"Runs of each variant."_s, u"number"_s, u"5"_s},
         {u"naive-seconds"_s, u"When the naive loop is cut off."_s, u"seconds"_s, u"15"_s},
         {u"table"_s, u"Only this one: narrow or wide."_s, u"name"_s},
         {u"variant"_s, u"Only this one, as the table calls it; again for more."_s, u"name"_s}});
    parser.process(application);
    return {.rows = parser.value(u"rows"_s).toLongLong(),
            .runs = parser.value(u"runs"_s).toInt(),
            .naiveSeconds = parser.value(u"naive-seconds"_s).toDouble(),
            .tables = parser.values(u"table"_s),
            .variants = parser.values(u"variant"_s)};
}

} // namespace

int main(int argc, char *argv[])
{
    const QCoreApplication application(argc, argv);
    return Bench(settingsFrom(application)).run();
}
