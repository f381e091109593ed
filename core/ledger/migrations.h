// SPDX-FileCopyrightText: 2026 Lockkeeper contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/ledger/ledger.h"
#include "core/plan/plan.h"

#include <QJsonObject>

namespace lockkeeper {

/// How a migration is doing. A stage is active in every one of them but Done and RolledBack.
enum class MigrationState { Ready, Running, Paused, Held, AtGate, Failed, Cancelled, Done, RolledBack };

QString stateName(MigrationState state);
std::optional<MigrationState> stateNamed(QStringView wanted);

/// What operators ask of a running migration, from whatever terminal.
enum class Control { Run, Pause, Cancel };

struct MigrationRecord
{
    QString id;
    QString title;
    QString target; ///< Identity::key() it is bound to
    QString planText;
    QString planSha256;
    int revision = 1;
    Stage stage = Stage::Classify;
    MigrationState state = MigrationState::Ready;
    QString reason; ///< why it stopped, as a code and facts in JSON; empty while it runs
    Control control = Control::Run;
    QJsonObject settings; ///< live settings: "batch-size", "max-lag"
    QString createdBy;
    qint64 createdAt = 0;
    qint64 stageSince = 0;
    qint64 updatedAt = 0;
};

/// The ledger's list of migrations.
class Migrations
{
public:
    explicit Migrations(Ledger ledger) : m_ledger(std::move(ledger)) {}

    /// All migrations of this database, newest first; empty where there is no ledger.
    static Result<QList<MigrationRecord>> all(Session &session);

    /// @returns Errc::UnknownMigration.
    Result<MigrationRecord> read() const;
    Status create(const Plan &plan, const QString &target, const QString &actor);
    Status setStage(Stage stage);
    Status setState(MigrationState state, const QString &reason = {});
    Status setControl(Control control);
    Status setSettings(const QJsonObject &settings);

    Status approve(const QString &who, const QString &comment);
    Result<int> approvals(int revision) const;

private:
    Ledger m_ledger;
};

} // namespace lockkeeper
