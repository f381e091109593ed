// SPDX-FileCopyrightText: 2026 Lockkeeper contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/support/refusals.h"

#include "core/base/hash.h"

#include <QFile>
#include <QTest>

#include <algorithm>

namespace lockkeeper {

using namespace Qt::StringLiterals;

namespace {

using Changes = QList<std::pair<QString, QString>>;

const Changes quick{{u"soak: 1s"_s, u"soak: 50ms"_s}, {u"watch: 3s"_s, u"watch: 100ms"_s}};

Attempt withPlan(const World &world, const Changes &changes = {})
{
    return {.url = world.url(), .plan = world.planText(changes)};
}

void runThrough(const World &world, Stage stage, const Changes &changes = {})
{
    require(world.run(world.plan(changes), {.through = stage}), "the run before");
}

void change(const World &world, const QString &sql) { require(world.session()->query(sql), qPrintable(sql)); }

void changeLedger(const World &world, const QString &sql)
{
    require(Ledger(*world.session(), World::idOfSample()).query(sql), qPrintable(sql));
}

QString urlFor(const World &world, const QString &account)
{
    return QString(world.url()).replace(u"lk@"_s, account + u'@');
}

/// A user of the server who is nobody in the world's database yet.
QString newUser(const World &world)
{
    static int count = 0;
    const QString name = u"guest_%1"_s.arg(++count);
    change(world, u"CREATE ROLE %1 LOGIN"_s.arg(name));
    return name;
}

// --- which database --------------------------------------------------------------------------------------------

Attempt copiedDatabase(const World &world)
{
    runThrough(world, Stage::Expand);
    const QString name = world.target().database;
    const auto admin = require(openSession(require(Target::parse(World::server().url()))));
    // The run's last session may still be on its way out.
    const QString copy = u"CREATE DATABASE %1_copy TEMPLATE %1"_s.arg(name);
    if (!QTest::qWaitFor([&] { return admin->query(copy).has_value(); }, 10'000))
        qFatal("no copy of %s", qPrintable(name));
    const QString url = World::server().url(name + u"_copy"_s);
    return {.url = url, .plan = world.planText(), .watched = {url}};
}

Attempt copiedFile(const World &world)
{
    runThrough(world, Stage::Expand);
    const QString path = world.target().database;
    if (!QFile::copy(path, path + u".copy"_s))
        qFatal("no copy of %s", qPrintable(path));
    return {.url = world.url() + u".copy"_s, .plan = world.planText(), .watched = {world.url() + u".copy"_s}};
}

Attempt otherEnginesPlan(const World &world)
{
    const World other(world.engine() == "sqlite"_L1 ? u"postgresql" : u"sqlite", 1);
    return {.url = world.url(), .plan = other.planText()};
}

Attempt readOnlyByDefault(const World &world)
{
    change(world, u"ALTER DATABASE %1 SET default_transaction_read_only = on"_s.arg(world.target().database));
    return withPlan(world);
}

Attempt replica(const World &world)
{
    static const std::shared_ptr<PostgresServer> server =
        require(World::server().createReplica(u"refusals"_s));
    const QString url = server->url(world.target().database);
    // Its evidence can be read once everything has arrived.
    const bool there = QTest::qWaitFor(
        [&] {
            const auto session = openSession(require(Target::parse(url)), {.readOnly = true});
            const auto rows =
                session ? (*session)->query(u"SELECT count(*) FROM app_flags"_s) : failure(session.error());
            return rows && rows->scalar().toInt() == 1;
        },
        20'000);
    if (!there)
        qFatal("the replica doesn't follow");
    return {.url = url, .plan = world.planText(), .watched = {url}};
}

Attempt unreachable(const World &world)
{
    QString url = world.url();
    url.replace(u":%1/"_s.arg(World::server().port()), u":1/"_s);
    return {.url = url, .plan = world.planText()};
}

Attempt wrongPassword(const World &world)
{
    const QString user = newUser(world);
    change(world, u"ALTER ROLE %1 PASSWORD 'right'"_s.arg(user));
    QFile rules(world.scalar(u"SHOW hba_file"_s).toString());
    if (!rules.open(QIODevice::ReadWrite))
        qFatal("pg_hba.conf can't be opened");
    const QByteArray others = rules.readAll();
    rules.seek(0);
    rules.write("host all " + user.toLatin1() + " 127.0.0.1/32 scram-sha-256\n" + others);
    rules.close();
    change(world, u"SELECT pg_reload_conf()"_s);
    const QString url = urlFor(world, user + u":"_s + QLatin1StringView(secretOfTests));
    // The reload is the postmaster's to make when it gets to it.
    if (!QTest::qWaitFor([&] { return !openSession(require(Target::parse(url))); }, 10'000))
        qFatal("the password isn't asked for");
    return {.url = url, .plan = world.planText()};
}

Attempt schemeOfNoEngine(const World &world)
{
    return {.url = u"oracle://scott:%1@db/x"_s.arg(QLatin1StringView(secretOfTests)),
            .plan = world.planText()};
}

Attempt urlWithoutScheme(const World &world)
{
    return {.url = u"scott:%1@db/x"_s.arg(QLatin1StringView(secretOfTests)), .plan = world.planText()};
}

// --- what is in it ---------------------------------------------------------------------------------------------

Attempt notTheOwner(const World &world)
{
    const QString user = newUser(world);
    change(world, u"GRANT SELECT, INSERT, UPDATE, DELETE ON ALL TABLES IN SCHEMA public TO "_s + user);
    change(world, u"GRANT CREATE ON DATABASE %1 TO %2"_s.arg(world.target().database, user));
    return {.url = urlFor(world, user), .plan = world.planText()};
}

Attempt noLedgerAllowed(const World &world)
{
    const QString user = newUser(world);
    for (const QString &table : {u"users"_s, u"app_flags"_s, u"app_instances"_s})
        change(world, u"ALTER TABLE %1 OWNER TO %2"_s.arg(table, user));
    return {.url = urlFor(world, user), .plan = world.planText()};
}

Attempt noKey(const World &world)
{
    change(world, u"ALTER TABLE users DROP CONSTRAINT users_pkey"_s);
    change(world, u"CREATE UNIQUE INDEX ON users (id) WHERE id > 0"_s); // covers not every row: no key
    return withPlan(world);
}

Attempt noTable(const World &world)
{
    change(world, u"ALTER TABLE users RENAME TO people"_s);
    return withPlan(world);
}

Attempt newerLedger(const World &world)
{
    runThrough(world, Stage::Expand);
    changeLedger(world, u"UPDATE {meta} SET version = 99"_s);
    return withPlan(world);
}

// --- the plan --------------------------------------------------------------------------------------------------

Attempt editedSql(const World &world)
{
    runThrough(world, Stage::Expand);
    const bool isSqlite = world.engine() == "sqlite"_L1;
    return withPlan(
        world, {isSqlite ? std::pair(u"display_name TEXT"_s, u"display_name BLOB"_s)
                         : std::pair(u"COLUMN display_name text"_s, u"COLUMN display_name varchar(80)"_s)});
}

Attempt unknownKey(const World &world) { return withPlan(world, {{u"      undo: "_s, u"      undoo: "_s}}); }

Attempt otherFormat(const World &world)
{
    return withPlan(world, {{u"lockkeeper: 1"_s, u"lockkeeper: 2"_s}});
}

Attempt passwordInPlan(const World &world)
{
    return withPlan(world,
                    {{u"# Try it:"_s, u"# postgresql://lk:%1@db/x"_s.arg(QLatin1StringView(secretOfTests))}});
}

Attempt brokenUtf8(const World &world)
{
    return {.url = world.url(), .plan = world.planText().replace("display name", "display n\xe4me")};
}

Attempt noFile(const World &world) { return {.url = world.url(), .plan = {}}; }

Attempt newerServerWanted(const World &world)
{
    return withPlan(world, {world.engine() == "sqlite"_L1 ? std::pair(u">=3.35"_s, u">=99"_s)
                                                          : std::pair(u">=14"_s, u">=99"_s)});
}

// --- when it may go on -----------------------------------------------------------------------------------------

Attempt secondOperator(const World &world)
{
    runThrough(world, Stage::Expand);
    require(Helm::take(Ledger(*world.session(), World::idOfSample()), Holder::self()));
    return withPlan(world);
}

Attempt pausedBefore(const World &world)
{
    runThrough(world, Stage::Expand);
    changeLedger(world, u"UPDATE {migration} SET state = 'paused', control = 'pause'"_s);
    return withPlan(world);
}

Attempt killedBefore(const World &world)
{
    runThrough(world, Stage::Expand);
    changeLedger(world, u"UPDATE {migration} SET state = 'running'"_s);
    return withPlan(world);
}

Attempt closedGate(const World &world)
{
    runThrough(world, Stage::Flip, quick);
    change(world,
           u"INSERT INTO app_instances (name, version, last_seen) VALUES ('one', 'old', 9000000000000)"_s);
    return withPlan(world, quick);
}

Attempt shortVerdicts(const World &world)
{
    const Changes changes =
        quick + Changes{{u"IS NULL\", expect: \"= 0\""_s, u"IS NULL\", expect: \"= 0\", valid_for: 1ms"_s}};
    runThrough(world, Stage::Flip, changes);
    return withPlan(world, changes);
}

// --- what a world is like --------------------------------------------------------------------------------------

QStringList tablesOf(Session &session, bool isSqlite)
{
    const QString sql =
        isSqlite
            ? u"SELECT name FROM sqlite_master WHERE type = 'table' AND name NOT LIKE 'sqlite_%' ORDER BY name"_s
            : u"SELECT format('%I.%I', schemaname, tablename) FROM pg_tables "
              "WHERE schemaname NOT IN ('pg_catalog', 'information_schema') ORDER BY 1"_s;
    QStringList names;
    for (const QVariantList &row : require(session.query(sql), "the tables").rows)
        names << row.first().toString();
    return names;
}

QString contentOf(Session &session, const QString &table)
{
    const Rows rows = require(session.query(u"SELECT * FROM "_s + table), "a table's rows");
    QStringList lines;
    for (const QVariantList &row : rows.rows) {
        QStringList values;
        for (const QVariant &value : row)
            values << (value.isNull() ? u"NULL"_s : value.toString());
        lines << values.join(u'|');
    }
    lines.sort();
    return u"%1 (%2): %3 rows, %4"_s.arg(table, rows.columns.join(u", "_s))
        .arg(rows.size())
        .arg(shortHash(lines.join(u'\n')));
}

} // namespace

QString evidence(const World &world, const Attempt &attempt, Kept kept)
{
    QStringList lines{world.schema()};
    for (const QString &url : QStringList{world.url()} + attempt.watched) {
        const auto session = require(openSession(require(Target::parse(url)), {.readOnly = true}), "looking");
        for (const QString &table : tablesOf(*session, world.engine() == "sqlite"_L1)) {
            if (kept == Kept::Everything || !table.startsWith("lockkeeper"_L1))
                lines << contentOf(*session, table);
        }
    }
    return lines.join(u'\n');
}

QString planFile(const QTemporaryDir &directory, const Attempt &attempt)
{
    const QString path = directory.filePath(u"sample.lockkeeper.yaml"_s);
    QFile file(path);
    if (!attempt.plan.isEmpty() && (!file.open(QIODevice::WriteOnly) || file.write(attempt.plan) < 0))
        qFatal("cannot write %s", qPrintable(path));
    return path;
}

Error refusalInCore(const QString &path, const Attempt &attempt)
{
    const auto text = PlanFile::read(path);
    if (!text)
        return text.error();
    const auto plan = PlanFile::parse(*text, vocabulary());
    if (!plan)
        return {.code = Errc::InvalidPlan, .facts = {{u"path"_s, path}}};
    const auto target = Target::parse(attempt.url);
    if (!target)
        return target.error();
    const auto migration = Migration::open(*target, *plan, {});
    if (!migration)
        return migration.error();
    RunControl control;
    const Status ran = (*migration)->run(control, {});
    return ran ? Error{.code = Errc::Usage, .detail = u"it was not refused"_s} : ran.error();
}

// NOLINTNEXTLINE(readability-function-size): a table
const QList<Refusal> &refusals()
{
    constexpr auto pg = "postgresql";
    constexpr auto lite = "sqlite";
    static const QList<Refusal> all{
        {"wrong database",
         pg,
         Errc::WrongTarget,
         1,
         {u"_copy"_s, u"belongs to postgresql:"_s},
         copiedDatabase},
        {"wrong database", lite, Errc::WrongTarget, 1, {u"world.db,"_s, u"world.db.copy"_s}, copiedFile},
        {"wrong engine", pg, Errc::WrongEngine, 1, {u"sqlite, and this is postgresql"_s}, otherEnginesPlan},
        {"wrong engine", lite, Errc::WrongEngine, 1, {u"postgresql, and this is sqlite"_s}, otherEnginesPlan},
        {"read-only database", pg, Errc::ReadOnlyServer, 3, {u"world_"_s}, readOnlyByDefault},
        {"replica", pg, Errc::ReadOnlyServer, 3, {u"world_"_s}, replica},
        {"server out of reach", pg, Errc::ConnectionFailed, 3, {u"127.0.0.1:1/world_"_s}, unreachable},
        {"wrong password",
         pg,
         Errc::ConnectionFailed,
         3,
         {u"password authentication failed"_s},
         wrongPassword},
        {"engine of another program", pg, Errc::UnknownEngine, 2, {u"\"oracle\""_s}, schemeOfNoEngine},
        {"URL that is none",
         pg,
         Errc::InvalidUrl,
         2,
         {u"doesn't begin with an engine's name"_s},
         urlWithoutScheme},
        {"missing privilege, table",
         pg,
         Errc::MissingPrivilege,
         3,
         {u"ownership of public.users"_s},
         notTheOwner},
        {"missing privilege, ledger",
         pg,
         Errc::MissingPrivilege,
         3,
         {u"CREATE on database world_"_s},
         noLedgerAllowed},
        {"table without a usable key", pg, Errc::NoUsableKey, 3, {u"public.users"_s}, noKey},
        {"missing table", pg, Errc::TableNotFound, 3, {u"public.users"_s}, noTable},
        {"missing table", lite, Errc::TableNotFound, 3, {u"users"_s}, noTable},
        {"newer ledger", pg, Errc::LedgerTooNew, 3, {u"version 99"_s, u"knows 1"_s}, newerLedger},
        {"newer ledger", lite, Errc::LedgerTooNew, 3, {u"version 99"_s, u"knows 1"_s}, newerLedger},
        {"server too old for the plan",
         pg,
         Errc::ServerTooOld,
         3,
         {u"version 17"_s, u">=99"_s},
         newerServerWanted},
        {"server too old for the plan",
         lite,
         Errc::ServerTooOld,
         3,
         {u"version 3."_s, u">=99"_s},
         newerServerWanted},
        {"edited plan", pg, Errc::PlanChanged, 1, {u"give-users-a-display-name"_s}, editedSql},
        {"edited plan", lite, Errc::PlanChanged, 1, {u"give-users-a-display-name"_s}, editedSql},
        {"unknown YAML key",
         pg,
         Errc::InvalidPlan,
         2,
         {u"sample.lockkeeper.yaml"_s},
         unknownKey,
         Kept::Everything,
         {u".yaml:13:7: "_s, u"\"undoo\""_s, u"\"undo\""_s}},
        {"unknown format version",
         pg,
         Errc::InvalidPlan,
         2,
         {},
         otherFormat,
         Kept::Everything,
         {u".yaml:3:13: "_s}},
        {"password in the plan",
         pg,
         Errc::InvalidPlan,
         2,
         {},
         passwordInPlan,
         Kept::Everything,
         {u".yaml:2:3: "_s}},
        {"broken UTF-8", pg, Errc::NotUtf8, 2, {u"sample.lockkeeper.yaml"_s}, brokenUtf8},
        {"no such file", pg, Errc::UnreadableFile, 2, {u"sample.lockkeeper.yaml"_s}, noFile},
        {"second operator", pg, Errc::HelmHeld, 5, {Holder::self().name, u"process "_s}, secondOperator},
        {"second operator", lite, Errc::HelmHeld, 5, {Holder::self().name, u"process "_s}, secondOperator},
        {"paused before", pg, Errc::MigrationExists, 4, {u"paused"_s, u"--resume"_s}, pausedBefore},
        {"paused before", lite, Errc::MigrationExists, 4, {u"paused"_s, u"--resume"_s}, pausedBefore},
        {"killed before", pg, Errc::MigrationExists, 4, {u"running"_s, u"--resume"_s}, killedBefore},
        {"closed gate",
         pg,
         Errc::GateRefused,
         1,
         {u"Contract"_s, u"3 of 4"_s},
         closedGate,
         Kept::Application},
        {"closed gate",
         lite,
         Errc::GateRefused,
         1,
         {u"Contract"_s, u"3 of 4"_s},
         closedGate,
         Kept::Application},
        {"expired verdict", pg, Errc::VerdictExpired, 1, {u"Contract"_s}, shortVerdicts, Kept::Application},
        {"expired verdict", lite, Errc::VerdictExpired, 1, {u"Contract"_s}, shortVerdicts, Kept::Application},
    };
    return all;
}

} // namespace lockkeeper
