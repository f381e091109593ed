// SPDX-FileCopyrightText: 2026 Lockkeeper contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/engine/ddlguard.h"
#include "core/ledger/ledger.h"
#include "core/plan/plan.h"

#include <QJsonObject>

namespace lockkeeper {

enum class StepState { Pending, Running, Done, Failed, Undone };

QString stateName(StepState state);

struct StepRecord
{
    QString id;
    Stage stage = Stage::Classify;
    StepState state = StepState::Pending;
    int attempt = 0;
    qint64 startedAt = 0;  ///< of the newest attempt; 0: never
    qint64 finishedAt = 0; ///< 0: not yet
    QString actor;
    QJsonObject error;    ///< Error as JSON; empty: none
    QJsonObject observed; ///< what the step kind noted: when a flag was set, or observation()
    /// What DDL was seen to do; none before it ran, and of other kinds of steps.
    std::optional<DdlObservation> observation() const;
};

/// What became of each step. Every call belongs to the caller's transaction.
class StepJournal
{
public:
    explicit StepJournal(Ledger ledger) : m_ledger(std::move(ledger)) {}

    Status create(const Plan &plan);
    Result<QList<StepRecord>> all() const;
    Result<StepRecord> read(const QString &step) const;

    Status started(const QString &step, const QString &actor, qint64 token);
    Status done(const QString &step);
    Status failed(const QString &step, const Error &error);
    Status undone(const QString &step);
    /// It was refused before it changed anything: as if it had not begun.
    Status waiting(const QString &step);
    Status observe(const QString &step, const QJsonObject &observed);
    Status observe(const QString &step, const DdlObservation &observed);

private:
    Ledger m_ledger;
};

/// Errors travel through the ledger as JSON, so that another front end can make the same sentence of them.
QJsonObject errorToJson(const Error &error);
Error errorFromJson(const QJsonObject &json);

} // namespace lockkeeper
