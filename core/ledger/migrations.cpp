// SPDX-FileCopyrightText: 2026 Lockkeeper contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/ledger/migrations.h"

#include "core/ledger/ledgerschema.h"

#include <QJsonDocument>

#include <array>
#include <utility>

namespace lockkeeper {

namespace {

using namespace Qt::StringLiterals;

constexpr std::array stateNames{
    std::pair{MigrationState::Ready, "ready"_L1},
    std::pair{MigrationState::Running, "running"_L1},
    std::pair{MigrationState::Paused, "paused"_L1},
    std::pair{MigrationState::Held, "held"_L1},
    std::pair{MigrationState::AtGate, "at-gate"_L1},
    std::pair{MigrationState::Failed, "failed"_L1},
    std::pair{MigrationState::Cancelled, "cancelled"_L1},
    std::pair{MigrationState::Done, "done"_L1},
    std::pair{MigrationState::RolledBack, "rolled-back"_L1},
};

QString controlName(Control control)
{
    return control == Control::Run ? u"run"_s : control == Control::Pause ? u"pause"_s : u"cancel"_s;
}

Control controlNamed(QStringView name)
{
    return name == u"pause" ? Control::Pause : name == u"cancel" ? Control::Cancel : Control::Run;
}

QString compact(const QJsonObject &object)
{
    return QString::fromUtf8(QJsonDocument(object).toJson(QJsonDocument::Compact));
}

const QString everyColumn =
    u"SELECT id, title, target, plan, plan_sha256, revision, stage, state, reason, control, "
    "settings, created_by, created_at, stage_since, updated_at FROM {migration}"_s;

MigrationRecord recordFrom(const Rows &rows, qsizetype row)
{
    const auto text = [&](QStringView column) { return rows.at(row, column).toString(); };
    return {.id = text(u"id"),
            .title = text(u"title"),
            .target = text(u"target"),
            .planText = text(u"plan"),
            .planSha256 = text(u"plan_sha256"),
            .revision = rows.at(row, u"revision").toInt(),
            .stage = stageNamed(text(u"stage")).value_or(Stage::Classify),
            .state = stateNamed(text(u"state")).value_or(MigrationState::Failed),
            .reason = text(u"reason"),
            .control = controlNamed(text(u"control")),
            .settings = QJsonDocument::fromJson(text(u"settings").toUtf8()).object(),
            .createdBy = text(u"created_by"),
            .createdAt = rows.at(row, u"created_at").toLongLong(),
            .stageSince = rows.at(row, u"stage_since").toLongLong(),
            .updatedAt = rows.at(row, u"updated_at").toLongLong()};
}

} // namespace

QString stateName(MigrationState state)
{
    for (const auto &[known, name] : stateNames) {
        if (known == state)
            return name;
    }
    std::unreachable();
}

std::optional<MigrationState> stateNamed(QStringView wanted)
{
    for (const auto &[state, name] : stateNames) {
        if (name == wanted)
            return state;
    }
    return {};
}

Result<QList<MigrationRecord>> Migrations::all(Session &session)
{
    const auto version = readLedgerVersion(session);
    if (!version)
        return failure(version.error());
    if (*version == 0)
        return QList<MigrationRecord>();
    const auto rows = Ledger(session, {}).query(everyColumn + u" ORDER BY created_at DESC"_s);
    if (!rows)
        return failure(rows.error());
    QList<MigrationRecord> records;
    for (qsizetype row = 0; row < rows->size(); ++row)
        records << recordFrom(*rows, row);
    return records;
}

Result<MigrationRecord> Migrations::read() const
{
    const auto rows = m_ledger.query(everyColumn + u" WHERE id = :migration"_s);
    if (!rows)
        return failure(rows.error());
    if (rows->isEmpty())
        return failure(Errc::UnknownMigration, {{u"migration"_s, m_ledger.migration()}});
    return recordFrom(*rows, 0);
}

Status Migrations::create(const Plan &plan, const QString &target, const QString &actor)
{
    return m_ledger.change(
        u"INSERT INTO {migration} (id, title, target, plan, plan_sha256, revision, stage, state, reason, control, "
        "settings, created_by, created_at, stage_since, updated_at) VALUES (:migration, :title, :target, :plan, :sha, 1, "
        "'classify', 'ready', '', 'run', :settings, :actor, {now}, {now}, {now})"_s,
        {{u"title"_s, plan.title},
         {u"target"_s, target},
         {u"plan"_s, plan.text},
         {u"sha"_s, plan.sha256},
         {u"settings"_s, u"{}"_s},
         {u"actor"_s, actor}});
}

Status Migrations::setStage(Stage stage)
{
    return m_ledger.change(
        u"UPDATE {migration} SET stage = :stage, stage_since = {now}, updated_at = {now} WHERE id = :migration"_s,
        {{u"stage"_s, stageName(stage)}});
}

Status Migrations::setState(MigrationState state, const QString &reason)
{
    return m_ledger.change(
        u"UPDATE {migration} SET state = :state, reason = :reason, updated_at = {now} WHERE id = :migration"_s,
        {{u"state"_s, stateName(state)}, {u"reason"_s, reason.isNull() ? u""_s : reason}});
}

Status Migrations::setControl(Control control)
{
    return m_ledger.change(u"UPDATE {migration} SET control = :control WHERE id = :migration"_s,
                           {{u"control"_s, controlName(control)}});
}

Status Migrations::setSettings(const QJsonObject &settings)
{
    return m_ledger.change(u"UPDATE {migration} SET settings = :settings WHERE id = :migration"_s,
                           {{u"settings"_s, compact(settings)}});
}

Status Migrations::approve(const QString &who, const QString &comment)
{
    const auto record = read();
    if (!record)
        return failure(record.error());
    const QVariantMap key{{u"who"_s, who}, {u"revision"_s, record->revision}};
    LOCKKEEPER_TRY(m_ledger.query(
        u"DELETE FROM {approval} WHERE migration = :migration AND who = :who AND revision = :revision"_s,
        key));
    QVariantMap values = key;
    values.insert(u"comment"_s, comment.isNull() ? u""_s : comment);
    return m_ledger.change(u"INSERT INTO {approval} (migration, who, revision, at, comment) VALUES "
                           "(:migration, :who, :revision, {now}, :comment)"_s,
                           values);
}

Result<int> Migrations::approvals(int revision) const
{
    return m_ledger
        .query(u"SELECT count(*) FROM {approval} WHERE migration = :migration AND revision = :revision"_s,
               {{u"revision"_s, revision}})
        .transform([](const Rows &rows) { return rows.scalar().toInt(); });
}

} // namespace lockkeeper
