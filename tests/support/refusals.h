// SPDX-FileCopyrightText: 2026 Lockkeeper contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/text/sentences.h"
#include "tests/support/world.h"

namespace lockkeeper {

/// Part of every password that a refusal's arrangement uses: must not be said by anything.
inline constexpr const char *secretOfTests = "wr0ng-s3cret";

/// A try that must be refused.
struct Attempt
{
    QString url;
    QByteArray plan;
    QStringList watched{};         ///< URLs of other databases that must stay as they are
    std::shared_ptr<void> keeps{}; ///< what must be there while it is tried
};

/// What must be the same afterwards.
enum class Kept {
    Everything,  ///< with the ledger, or that there is none
    Application, ///< but the ledger, where the refusal itself is written down: verdicts, events, the state
};

/// One row of the table of refusals.
struct Refusal
{
    const char *name;
    const char *engine;
    Errc code;
    int exitCode;
    QStringList facts; ///< the sentence has them
    Attempt (*arrange)(const World &world);
    Kept kept = Kept::Everything;
    QStringList inProgram{}; ///< lockkeeperctl says them besides
};
const QList<Refusal> &refusals();

/// Writes the attempt's plan; an attempt without one gets the path of a file that isn't there.
QString planFile(const QTemporaryDir &directory, const Attempt &attempt);
/// What the core says to @p attempt; ends the program when it isn't refused.
Error refusalInCore(const QString &path, const Attempt &attempt);
/// Schema and every row of every table, as text or a hash.
QString evidence(const World &world, const Attempt &attempt, Kept kept);

} // namespace lockkeeper
