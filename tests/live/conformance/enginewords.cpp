// SPDX-FileCopyrightText: 2026 Lockkeeper contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/live/conformance/conformance.h"

using namespace Qt::StringLiterals;

namespace lockkeeper {

namespace {

QString numbered(int i) { return QString::number(i); }
/// Spread over the whole range, in no order.
QString scattered(int i) { return QString::number((qint64(i) * 7'919) % 104'729 - 50'000); }
QString word(int i)
{
    return u"'%1%2'"_s.arg(i % 2 == 0 ? u"ab"_s : u"AB"_s).arg(i * 37 % 101 + 100 * (i / 101));
}
QString pair(int i) { return u"%1, 'k%2'"_s.arg(i % 3).arg(i); }
QString uuid(int i)
{
    return u"'%1'"_s.arg(QString::fromLatin1(
        QUuid::createUuidV5(QUuid(), QByteArray::number(i)).toByteArray(QUuid::WithoutBraces)));
}
QString day(int i) { return u"'%1'"_s.arg(QDate(2000, 1, 1).addDays(i * 11 % 997).toString(Qt::ISODate)); }
QString moment(int i)
{
    return u"'2020-01-01 %1:%2:%3.%4'"_s.arg(i % 24, 2, 10, QLatin1Char('0'))
        .arg(i * 7 % 60, 2, 10, QLatin1Char('0'))
        .arg(i % 60, 2, 10, QLatin1Char('0'))
        .arg(i % 1000, 3, 10, QLatin1Char('0'));
}
QString price(int i) { return QString::number(double(i) * 1.25 - 20, 'f', 2); }

EngineWords postgresWords()
{
    return {.name = u"postgresql"_s,
            .text = u"varchar(200)"_s,
            .longest = u"bigint"_s,
            .fullName = u"first_name || ' ' || people.last_name -- the whole name"_s,
            .firstWord = u"split_part(full_name, ' ', 1)"_s,
            .lastWord = u"split_part(full_name, ' ', 2)"_s,
            .generated = u"int GENERATED ALWAYS AS (length(first_name)) STORED"_s,
            .sessionId = u"SELECT pg_backend_pid()"_s,
            .kill = u"SELECT pg_terminate_backend(%1)"_s,
            .countOthers = {},
            .keys = {{u"int"_s, u"id int PRIMARY KEY"_s, scattered},
                     {u"text"_s, u"id text PRIMARY KEY"_s, word},
                     {u"pair"_s, u"a int, b varchar(20), PRIMARY KEY (a, b)"_s, pair},
                     {u"uuid"_s, u"id uuid PRIMARY KEY"_s, uuid},
                     {u"numeric"_s, u"id numeric(10,2) PRIMARY KEY"_s, price},
                     {u"timestamp"_s, u"id timestamp(3) PRIMARY KEY"_s, moment}}};
}

EngineWords sqliteWords()
{
    return {.name = u"sqlite"_s,
            .text = u"text"_s,
            .longest = u"integer"_s,
            .fullName = u"first_name || ' ' || people.last_name -- the whole name"_s,
            .firstWord = u"substr(full_name, 1, instr(full_name || ' ', ' ') - 1)"_s,
            .lastWord = u"substr(full_name, instr(full_name || ' ', ' ') + 1)"_s,
            .generated = u"int AS (length(first_name))"_s,
            .sessionId = {},
            .kill = {},
            .countOthers = {},
            .keys = {{u"rowid"_s, u"id integer PRIMARY KEY"_s, scattered},
                     {u"text"_s, u"id text NOT NULL PRIMARY KEY"_s, word},
                     {u"case"_s, u"id text COLLATE NOCASE NOT NULL PRIMARY KEY"_s,
                      [](int i) { return u"'%1%2'"_s.arg(i % 2 == 0 ? u"a"_s : u"B"_s).arg(i); }},
                     {u"pair"_s, u"a int NOT NULL, b text NOT NULL, PRIMARY KEY (a, b)"_s, pair}},
            .hasRowLocks = false};
}

QList<KeyCase> mysqlKeys(bool isMariaDb)
{
    QList<KeyCase> keys{
        {u"int"_s, u"id int PRIMARY KEY"_s, scattered},
        {u"bigint unsigned"_s, u"id bigint unsigned PRIMARY KEY"_s,
         [](int i) { return QString::number(18'446'744'073'709'551'615ULL - quint64(i) * 7'919); }},
        {u"varchar, whatever the case"_s, u"id varchar(20) PRIMARY KEY"_s, word},
        {u"latin1"_s, u"id varchar(20) CHARACTER SET latin1 PRIMARY KEY"_s,
         [](int i) { return u"'ä%1'"_s.arg(i); }},
        {u"pair"_s, u"a int, b varchar(20), PRIMARY KEY (a, b)"_s, pair},
        {u"three"_s, u"a int, b date, c varchar(9), PRIMARY KEY (a, b, c)"_s,
         [](int i) { return u"%1, '2020-01-0%2', 'c%3'"_s.arg(i % 2).arg(i % 3 + 1).arg(i); }},
        {u"binary"_s, u"id binary(16) PRIMARY KEY"_s,
         [](int i) { return u"UNHEX(LEFT(SHA2(%1, 256), 32))"_s.arg(i); }},
        {u"binary with zeros"_s, u"id binary(4) PRIMARY KEY"_s,
         [](int i) { return u"UNHEX('%1')"_s.arg(i, 4, 16, QLatin1Char('0')); }},
        {u"decimal"_s, u"id decimal(10,2) PRIMARY KEY"_s, price},
        {u"date"_s, u"id date PRIMARY KEY"_s, day},
        {u"datetime"_s, u"id datetime(3) PRIMARY KEY"_s, moment},
        {u"timestamp"_s, u"id timestamp(3) PRIMARY KEY"_s, moment},
        {u"time"_s, u"id time(3) PRIMARY KEY"_s, [](int i) { return u"'%1:00:01.5'"_s.arg(i - 50); }},
        {u"bit"_s, u"id bit(20) PRIMARY KEY"_s, numbered},
        {u"enum and number"_s, u"a enum('z', 'a', 'm'), b int, PRIMARY KEY (a, b)"_s,
         [](int i) { return u"'%1', %2"_s.arg(QChar(u"zam"[i % 3])).arg(i); }},
    };
    if (isMariaDb)
        keys << KeyCase{u"uuid"_s, u"id uuid PRIMARY KEY"_s, uuid};
    return keys;
}

EngineWords mysqlWords(const QString &name)
{
    return {.name = name,
            .text = u"varchar(200)"_s,
            .longest = u"bigint"_s,
            .fullName = u"concat(first_name, ' ', people.last_name) -- the whole name"_s,
            .firstWord = u"substring_index(full_name, ' ', 1)"_s,
            .lastWord = u"substring(full_name, locate(' ', concat(full_name, ' ')) + 1)"_s,
            .generated = u"int AS (char_length(first_name)) STORED"_s,
            .sessionId = u"SELECT connection_id()"_s,
            .kill = u"KILL %1"_s,
            .countOthers = u"CREATE TRIGGER touched BEFORE INSERT ON people FOR EACH ROW "
                           "SET NEW.last_name = upper(NEW.last_name)"_s,
            .keys = mysqlKeys(name == "mariadb"_L1)};
}

} // namespace

EngineWords EngineWords::of(const QString &engine)
{
    if (engine == "postgresql"_L1)
        return postgresWords();
    return engine == "sqlite"_L1 ? sqliteWords() : mysqlWords(engine);
}

} // namespace lockkeeper
