// SPDX-FileCopyrightText: 2026 Lockkeeper contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/workflow/migration.h"

#include "core/engine/engine.h"
#include "core/ledger/helmkeeper.h"
#include "core/ledger/ledgerschema.h"
#include "core/verify/conditionkind.h"
#include "core/verify/gatekeeper.h"
#include "core/workflow/preconditions.h"
#include "core/workflow/rollback.h"
#include "core/workflow/stagerunner.h"

#include <QJsonDocument>
#include <QRegularExpression>

namespace lockkeeper {

namespace {

using namespace Qt::StringLiterals;

/// What a run that stopped with @p error leaves behind. None: another runner's or the next one's to say.
std::optional<MigrationState> stateAfter(const Error &error, Control control)
{
    switch (error.code) {
    case Errc::HelmLost:
    case Errc::ConnectionLost:
    case Errc::InDoubt:
    case Errc::ConnectionFailed:
    case Errc::PointOfNoReturn: // a rollback that was refused changed nothing
    case Errc::NothingToUndo:
        return {};
    case Errc::Paused:
    case Errc::Cancelled:
        return control == Control::Cancel ? MigrationState::Cancelled : MigrationState::Paused;
    case Errc::GateRefused:
    case Errc::VerdictExpired:
    case Errc::ContractInSameRun:
    case Errc::TableNotNamed:
        return MigrationState::AtGate;
    case Errc::Held:
        return MigrationState::Held;
    default:
        return MigrationState::Failed;
    }
}

QString compact(const QJsonObject &object)
{
    return QString::fromUtf8(QJsonDocument(object).toJson(QJsonDocument::Compact));
}

class LiveMigration final : public Migration
{
public:
    LiveMigration(Target target, Plan plan, RunOptions options, std::unique_ptr<Session> session,
                  Identity identity)
        : m_target(std::move(target))
        , m_plan(std::move(plan))
        , m_options(std::move(options))
        , m_session(std::move(session))
        , m_identity(std::move(identity))
        , m_id(migrationId(m_plan))
        , m_ledger(*m_session, m_id)
    {}

    const QString &id() const override { return m_id; }

    Status run(RunControl &control, const RunListener &listener) override
    {
        const auto allowed = [this] { return checkResume(); };
        return atTheHelm(control, listener, allowed, [&](const StepContext &context) -> Status {
            LOCKKEEPER_TRY(
                context.write(u"run-started"_s, {{u"through"_s, stageName(m_options.through)}},
                              [&] { return Migrations(m_ledger).setState(MigrationState::Running); }));
            const Status result = StageRunner(context, m_options.typedTable).run(m_options.through);
            return end(context, result,
                       m_options.through == Stage::Verify ? MigrationState::Done : MigrationState::Ready);
        });
    }

    Status rollback(std::optional<Stage> to, RunControl &control, const RunListener &listener) override
    {
        if (!m_isInLedger)
            return failure(Errc::NothingToUndo, {{u"migration"_s, m_id}});
        const auto allowed = [&] { return Rollback::check(m_ledger, m_plan, to); };
        return atTheHelm(control, listener, allowed, [&](const StepContext &context) {
            const Status result = Rollback(context).run(to);
            return end(context, result, to ? MigrationState::Ready : MigrationState::RolledBack);
        });
    }

    Result<bool> check(Stage gate) override
    {
        LOCKKEEPER_TRY(prepareLedger());
        return Gatekeeper(m_ledger, m_plan).check(gate, Holder::self().name);
    }

    Status compareWithLedger()
    {
        const auto version = readLedgerVersion(*m_session);
        if (!version)
            return failure(version.error());
        if (*version > ledgerVersion)
            return upgradeLedger(*m_session); // refuses, with the facts
        const auto record = *version == 0 ? failure(Errc::UnknownMigration) : Migrations(m_ledger).read();
        if (!record)
            return record.error().code == Errc::UnknownMigration ? checkDatabase(*m_session, m_plan)
                                                                 : failure(record.error());
        LOCKKEEPER_TRY(checkTarget(m_identity, record->target));
        if (record->planSha256 != m_plan.sha256)
            return failure(Errc::PlanChanged, {{u"migration"_s, m_id},
                                               {u"applied"_s, record->planSha256.left(8)},
                                               {u"file"_s, m_plan.sha256.left(8)}});
        m_isInLedger = true;
        return {};
    }

private:
    /// Takes the helm where that is @p allowed, keeps it while @p work runs, and gives it back.
    Status atTheHelm(RunControl &control, const RunListener &listener, const std::function<Status()> &allowed,
                     const std::function<Status(const StepContext &)> &work)
    {
        LOCKKEEPER_TRY(prepareLedger());
        const auto helm = Helm::take(m_ledger, Holder::self(), allowed);
        if (!helm)
            return failure(helm.error());
        LOCKKEEPER_TRY(Migrations(m_ledger).setControl(Control::Run));
        control.attach(*m_session);
        Status result;
        {
            const HelmKeeper keeper(m_target, m_id, *helm);
            const RunWatch watch(m_target, m_id);
            result = work({.target = m_target,
                           .ledger = m_ledger,
                           .plan = m_plan,
                           .helm = *helm,
                           .control = control,
                           .watch = watch,
                           .listener = listener});
        }
        control.detach(*m_session);
        // Without a connection there is nothing to give back: the lease runs out by itself.
        const Status released = helm->release(m_ledger);
        return result ? released : result;
    }

    Status prepareLedger()
    {
        LOCKKEEPER_TRY(upgradeLedger(*m_session));
        const auto known = Migrations(m_ledger).read();
        m_isInLedger = known.has_value();
        if (known || known.error().code != Errc::UnknownMigration)
            return known ? Status() : failure(known.error());
        auto transaction = Transaction::begin(*m_session);
        if (!transaction)
            return failure(transaction.error());
        const QString actor = Holder::self().name;
        LOCKKEEPER_TRY(Migrations(m_ledger).create(m_plan, m_identity.key(), actor));
        LOCKKEEPER_TRY(StepJournal(m_ledger).create(m_plan));
        LOCKKEEPER_TRY(EventChain(m_ledger).append(actor, u"created"_s, {{u"plan_sha256"_s, m_plan.sha256}}));
        LOCKKEEPER_TRY(transaction->commit());
        m_isInLedger = true;
        return {};
    }

    /// A run that ended by itself goes on by itself; one that was stopped or died goes on when it is asked to.
    Status checkResume() const
    {
        const auto record = Migrations(m_ledger).read();
        if (!record)
            return failure(record.error());
        const MigrationState state = record->state;
        const bool endedByItself = state == MigrationState::Ready || state == MigrationState::AtGate
                                   || state == MigrationState::Done || state == MigrationState::RolledBack;
        if (m_options.resume || endedByItself)
            return {};
        return failure(
            Errc::MigrationExists,
            {{u"migration"_s, m_id}, {u"state"_s, stateName(state)}, {u"stage"_s, stageName(record->stage)}});
    }

    Status end(const StepContext &context, const Status &result, MigrationState success) const
    {
        const bool interrupted =
            !result && result.error().code == Errc::Cancelled && context.control.pauseWanted();
        const auto state =
            result ? std::optional(success) : stateAfter(result.error(), context.watch.control());
        if (!state)
            return result;
        const QJsonObject reason = result ? QJsonObject() : errorToJson(result.error());
        LOCKKEEPER_TRY(
            context.write(u"run-ended"_s, {{u"state"_s, stateName(*state)}, {u"reason"_s, reason}}, [&] {
                return Migrations(m_ledger).setState(*state, result ? QString() : compact(reason));
            }));
        return interrupted ? failure(Errc::Paused) : result;
    }

    Target m_target;
    Plan m_plan;
    RunOptions m_options;
    std::unique_ptr<Session> m_session;
    Identity m_identity;
    QString m_id;
    Ledger m_ledger;
    bool m_isInLedger = false;
};

} // namespace

Result<std::unique_ptr<Migration>> Migration::open(const Target &target, Plan plan, const RunOptions &options)
{
    auto session = openSession(target, {.application = u"lockkeeper"_s});
    if (!session)
        return failure(session.error());
    const auto identity = (*session)->identity();
    if (!identity)
        return failure(identity.error());
    LOCKKEEPER_TRY(checkServer(*identity, plan));
    auto migration =
        std::make_unique<LiveMigration>(target, std::move(plan), options, std::move(*session), *identity);
    LOCKKEEPER_TRY(migration->compareWithLedger());
    return migration;
}

QString migrationId(const Plan &plan)
{
    static const QRegularExpression other(u"[^a-z0-9]+"_s);
    QString id = plan.title.toLower().normalized(QString::NormalizationForm_KD).replace(other, u"-"_s);
    while (id.startsWith(u'-'))
        id.remove(0, 1);
    id = id.left(60);
    while (id.endsWith(u'-'))
        id.chop(1);
    return id.isEmpty() ? plan.shortName() : id; // a title without Latin letters
}

Result<Plan> planFromLedger(Session &session, const QString &migration)
{
    const auto version = readLedgerVersion(session);
    if (!version)
        return failure(version.error());
    if (*version == 0)
        return failure(Errc::UnknownMigration, {{u"migration"_s, migration}});
    const auto record = Migrations(Ledger(session, migration)).read();
    if (!record)
        return failure(record.error());
    auto plan = PlanFile::parse(record->planText.toUtf8(), vocabulary());
    if (!plan) // written by a program that knew more
        return failure(Errc::InvalidPlan, {{u"migration"_s, migration}});
    return std::move(*plan);
}

PlanVocabulary vocabulary()
{
    PlanVocabulary words;
    for (const Engine *engine : engines())
        words.engines << engine->name();
    for (const ConditionKind *kind : conditionKinds()) {
        auto syntax = kind->syntax();
        syntax.parameters << PlanVocabulary::Parameter{.name = u"valid_for"_s, .type = u"duration"_s};
        words.conditions << syntax;
    }
    return words;
}

} // namespace lockkeeper
