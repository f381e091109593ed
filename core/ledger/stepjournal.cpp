// SPDX-FileCopyrightText: 2026 Lockkeeper contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/ledger/stepjournal.h"

#include <QJsonArray>
#include <QJsonDocument>

#include <array>
#include <utility>

namespace lockkeeper {

namespace {

using namespace Qt::StringLiterals;

constexpr std::array stateNames{
    std::pair{StepState::Pending, "pending"_L1}, std::pair{StepState::Running, "running"_L1},
    std::pair{StepState::Done, "done"_L1},       std::pair{StepState::Failed, "failed"_L1},
    std::pair{StepState::Undone, "undone"_L1},
};

StepState stateFrom(QStringView wanted)
{
    for (const auto &[state, name] : stateNames) {
        if (name == wanted)
            return state;
    }
    return StepState::Failed; // an unknown word is from a newer program: never treat it as done
}

QJsonObject objectFrom(const QVariant &text)
{
    return QJsonDocument::fromJson(text.toString().toUtf8()).object();
}

QString compact(const QJsonObject &object)
{
    return QString::fromUtf8(QJsonDocument(object).toJson(QJsonDocument::Compact));
}

const QString everyColumn =
    u"SELECT id, stage, state, attempt, started_at, finished_at, actor, error, observed "
    "FROM {step} WHERE migration = :migration"_s;

StepRecord recordFrom(const Rows &rows, qsizetype row)
{
    return {.id = rows.at(row, u"id").toString(),
            .stage = stageNamed(rows.at(row, u"stage").toString()).value_or(Stage::Classify),
            .state = stateFrom(rows.at(row, u"state").toString()),
            .attempt = rows.at(row, u"attempt").toInt(),
            .startedAt = rows.at(row, u"started_at").toLongLong(),
            .finishedAt = rows.at(row, u"finished_at").toLongLong(),
            .actor = rows.at(row, u"actor").toString(),
            .error = objectFrom(rows.at(row, u"error")),
            .observed = objectFrom(rows.at(row, u"observed"))};
}

} // namespace

QString stateName(StepState state)
{
    for (const auto &[known, name] : stateNames) {
        if (known == state)
            return name;
    }
    std::unreachable();
}

QJsonObject errorToJson(const Error &error)
{
    QJsonObject facts;
    for (const auto &[name, value] : error.facts.asKeyValueRange())
        facts.insert(name, value);
    return {{u"code"_s, errorName(error.code)},
            {u"facts"_s, facts},
            {u"detail"_s, error.detail},
            {u"sqlstate"_s, error.sqlstate},
            {u"statement"_s, error.statement}};
}

Error errorFromJson(const QJsonObject &json)
{
    Error error{.code = errorNamed(json.value("code"_L1).toString()).value_or(Errc::StepFailed),
                .facts = {},
                .detail = json.value("detail"_L1).toString(),
                .sqlstate = json.value("sqlstate"_L1).toString(),
                .statement = json.value("statement"_L1).toString()};
    const QJsonObject facts = json.value("facts"_L1).toObject();
    for (auto fact = facts.begin(); fact != facts.end(); ++fact)
        error.facts.insert(fact.key(), fact.value().toString());
    return error;
}

Status StepJournal::create(const Plan &plan)
{
    int ordinal = 0;
    for (const Step &step : plan.steps) {
        LOCKKEEPER_TRY(m_ledger.change(
            u"INSERT INTO {step} (migration, id, ordinal, stage, state, attempt) VALUES "
            "(:migration, :step, :ordinal, :stage, 'pending', 0)"_s,
            {{u"step"_s, step.id}, {u"ordinal"_s, ++ordinal}, {u"stage"_s, stageName(step.stage)}}));
    }
    return {};
}

Result<QList<StepRecord>> StepJournal::all() const
{
    const auto rows = m_ledger.query(everyColumn + u" ORDER BY ordinal"_s);
    if (!rows)
        return failure(rows.error());
    QList<StepRecord> records;
    for (qsizetype row = 0; row < rows->size(); ++row)
        records << recordFrom(*rows, row);
    return records;
}

Result<StepRecord> StepJournal::read(const QString &step) const
{
    const auto rows = m_ledger.query(everyColumn + u" AND id = :step"_s, {{u"step"_s, step}});
    if (!rows)
        return failure(rows.error());
    return rows->isEmpty() ? StepRecord{.id = step} : recordFrom(*rows, 0);
}

Status StepJournal::started(const QString &step, const QString &actor, qint64 token)
{
    return m_ledger.change(u"UPDATE {step} SET state = 'running', attempt = attempt + 1, started_at = {now}, "
                           "finished_at = NULL, actor = :actor, token = :token, error = NULL "
                           "WHERE migration = :migration AND id = :step"_s,
                           {{u"step"_s, step}, {u"actor"_s, actor}, {u"token"_s, token}});
}

Status StepJournal::done(const QString &step)
{
    return m_ledger.change(u"UPDATE {step} SET state = 'done', finished_at = {now}, error = NULL "
                           "WHERE migration = :migration AND id = :step"_s,
                           {{u"step"_s, step}});
}

Status StepJournal::failed(const QString &step, const Error &error)
{
    return m_ledger.change(u"UPDATE {step} SET state = 'failed', finished_at = {now}, error = :error "
                           "WHERE migration = :migration AND id = :step"_s,
                           {{u"step"_s, step}, {u"error"_s, compact(errorToJson(error))}});
}

Status StepJournal::undone(const QString &step)
{
    return m_ledger.change(
        u"UPDATE {step} SET state = 'undone', finished_at = {now}, error = NULL, observed = NULL "
        "WHERE migration = :migration AND id = :step"_s,
        {{u"step"_s, step}});
}

Status StepJournal::waiting(const QString &step)
{
    return m_ledger.change(u"UPDATE {step} SET state = 'pending', error = NULL "
                           "WHERE migration = :migration AND id = :step"_s,
                           {{u"step"_s, step}});
}

// "took_ms" and "locks": [{"relation", "mode"}]
Status StepJournal::observe(const QString &step, const DdlObservation &observed)
{
    QJsonArray locks;
    for (const DdlObservation::Lock &lock : observed.locks)
        locks.append(QJsonObject{{u"relation"_s, lock.relation}, {u"mode"_s, lock.mode}});
    return observe(step, {{u"took_ms"_s, qint64(observed.took.count())}, {u"locks"_s, locks}});
}

std::optional<DdlObservation> StepRecord::observation() const
{
    const QJsonValue took = observed.value("took_ms"_L1);
    if (!took.isDouble())
        return std::nullopt;
    DdlObservation seen{.took = std::chrono::milliseconds(took.toInteger())};
    for (const QJsonValue lock : observed.value("locks"_L1).toArray())
        seen.locks << DdlObservation::Lock{.relation = lock["relation"_L1].toString(),
                                           .mode = lock["mode"_L1].toString()};
    return seen;
}

Status StepJournal::observe(const QString &step, const QJsonObject &observed)
{
    return m_ledger.change(
        u"UPDATE {step} SET observed = :observed WHERE migration = :migration AND id = :step"_s,
        {{u"step"_s, step}, {u"observed"_s, compact(observed)}});
}

} // namespace lockkeeper
