// SPDX-FileCopyrightText: 2026 Lockkeeper contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/monitor/replicamemory.h"

#include <QtTest>

using namespace lockkeeper;
using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

/// A replica that was there and is not must be missed, and some day no more.
class ReplicaMemoryTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void missesOneThatVanished();
    void forgetsOneThatStaysAway();
    void countsNamesakes();
    void neverMissesABackup();
};

namespace {

ReplicaLag standby(const QString &name)
{
    return {.name = name, .seconds = 0.5, .bytes = 10, .streaming = true};
}

ReplicaMemory::Time at(std::chrono::seconds time) { return ReplicaMemory::Time(1h + time); }

QList<ReplicaLag> completed(ReplicaMemory &memory, QList<ReplicaLag> replicas, std::chrono::seconds time)
{
    memory.complete(replicas, at(time));
    return replicas;
}

} // namespace

void ReplicaMemoryTest::missesOneThatVanished()
{
    ReplicaMemory memory;
    QCOMPARE(completed(memory, {standby(u"a"_s), standby(u"b"_s)}, 0s).size(), 2);
    const auto without = completed(memory, {standby(u"a"_s)}, 1s);
    QCOMPARE(without.size(), 2);
    QCOMPARE(without.last().name, u"b"_s);
    QVERIFY(!without.last().seconds);
    QVERIFY(!ActivitySample{.replicas = without}.worstLag()); // unknown: a fill holds
    QCOMPARE(completed(memory, {standby(u"a"_s), standby(u"b"_s)}, 2s).size(), 2);
}

void ReplicaMemoryTest::forgetsOneThatStaysAway()
{
    ReplicaMemory memory;
    completed(memory, {standby(u"a"_s)}, 0s);
    QCOMPARE(completed(memory, {}, ReplicaMemory::patience).size(), 1);
    QCOMPARE(completed(memory, {}, ReplicaMemory::patience + 1s).size(), 0);
    QCOMPARE(completed(memory, {standby(u"a"_s)}, ReplicaMemory::patience + 2s).size(), 1);
    QCOMPARE(completed(memory, {}, ReplicaMemory::patience + 3s).size(), 1); // it was back: missed anew
}

void ReplicaMemoryTest::countsNamesakes()
{
    ReplicaMemory memory;
    completed(memory, {standby(u"walreceiver"_s), standby(u"walreceiver"_s)}, 0s);
    QCOMPARE(completed(memory, {standby(u"walreceiver"_s)}, 1s).size(), 2);
}

void ReplicaMemoryTest::neverMissesABackup()
{
    ReplicaMemory memory;
    completed(memory, {{.name = u"pg_basebackup"_s, .seconds = std::nullopt, .bytes = 0, .streaming = false}},
              0s);
    QCOMPARE(completed(memory, {}, 1s).size(), 0);
}

QTEST_GUILESS_MAIN(ReplicaMemoryTest)
#include "replica_memory.moc"
