// SPDX-FileCopyrightText: 2026 Lockkeeper contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "tests/fault/runner.h"
#include "tests/support/world.h"

#include <QRandomGenerator>

namespace lockkeeper {

/// When a fault strikes: so long after the ledger first says the stage, or after the start where it says so already.
struct Moment
{
    Stage stage = Stage::Classify;
    Millis delay{0};
};

/// Random moments that come again with the same seed: LOCKKEEPER_SEED, or a new one that is printed.
class Moments
{
public:
    Moments();
    /// @p count moments in the order of their stages: one in each of @p wanted first, the rest anywhere.
    QList<Moment> draw(int count, QList<Stage> wanted);

private:
    Moment in(Stage stage);

    QRandomGenerator m_random;
};

/// The sample migration on an engine under the traffic of both versions, run by a process that can be killed, on a
/// server that can be stopped.
class FaultWorld
{
public:
    /// @p changes to the plan as in World::planText(), besides shorter waits.
    FaultWorld(const QString &engine, qint64 rows, const QList<std::pair<QString, QString>> &changes = {});

    const World &world() const { return m_world; }
    Runner &runner() { return m_runner; }
    /// A second one, of somebody who doesn't know of the first.
    std::unique_ptr<Runner> another() const { return std::make_unique<Runner>(m_planFile, m_world.url()); }

    /// Starts the runner and waits for @p moment. @returns false when the runner ended before it.
    bool reach(const Moment &moment);
    /// Runs on without further faults. @returns what the runner ended with, once it isn't a gate.
    int finish();
    /// After an end at the contract's gate: the old version goes, as a deployment would have it.
    /// @returns what is wrong with the rows that the next run would make final; empty: nothing.
    QString passTheGate();

    /// By the ledger; Classify while there is none.
    Stage stage();
    /// What is wrong after the end, in sentences. Stops the traffic.
    QStringList problems();
    demo::ClientFigures figures(demo::Version version) const { return m_traffic.figures(version); }

private:
    void checkAccount(QStringList &found);
    void checkRows(QStringList &found) const;
    void checkFill(QStringList &found) const;
    void checkSteps(QStringList &found) const;
    void checkLedger(QStringList &found) const;
    Rows ledgerRows(const QString &text) const;

    World m_world;
    QTemporaryDir m_folder;
    QString m_planFile;
    Runner m_runner;
    demo::Traffic m_traffic;
    std::unique_ptr<Session> m_session; // for stage()
};

/// A number from the environment.
int fromEnvironment(const char *name, int otherwise);

} // namespace lockkeeper
