// SPDX-FileCopyrightText: 2026 Lockkeeper contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/ledger/verdictjournal.h"

#include <QJsonDocument>

#include <array>
#include <utility>

namespace lockkeeper {

namespace {

using namespace Qt::StringLiterals;

constexpr std::array verdictNames{
    std::pair{Verdict::Open, "open"_L1},
    std::pair{Verdict::Blocked, "blocked"_L1},
    std::pair{Verdict::Inconclusive, "inconclusive"_L1},
    std::pair{Verdict::Stale, "stale"_L1},
};

VerdictRecord recordFrom(const Rows &rows, qsizetype row)
{
    VerdictRecord record{.condition = rows.at(row, u"id").toString(),
                         .gate = stageNamed(rows.at(row, u"gate").toString()).value_or(Stage::Contract),
                         .verdict = verdictNamed(rows.at(row, u"verdict").toString()),
                         .evidence =
                             QJsonDocument::fromJson(rows.at(row, u"evidence").toString().toUtf8()).object(),
                         .checkedAt = rows.at(row, u"checked_at").toLongLong(),
                         .validUntil = rows.at(row, u"valid_until").toLongLong()};
    if (record.verdict == Verdict::Open && record.validUntil <= rows.at(row, u"now").toLongLong())
        record.verdict = Verdict::Stale;
    return record;
}

} // namespace

QString verdictName(Verdict verdict)
{
    for (const auto &[known, name] : verdictNames) {
        if (known == verdict)
            return name;
    }
    std::unreachable();
}

Verdict verdictNamed(QStringView wanted)
{
    for (const auto &[verdict, name] : verdictNames) {
        if (name == wanted)
            return verdict;
    }
    return Verdict::Inconclusive;
}

Result<QList<VerdictRecord>> VerdictJournal::all() const
{
    const auto rows =
        m_ledger.query(u"SELECT id, gate, verdict, evidence, checked_at, valid_until, {now} AS now "
                       "FROM {verdict} WHERE migration = :migration ORDER BY id"_s);
    if (!rows)
        return failure(rows.error());
    QList<VerdictRecord> records;
    for (qsizetype row = 0; row < rows->size(); ++row)
        records << recordFrom(*rows, row);
    return records;
}

Status VerdictJournal::record(const Condition &condition, Verdict verdict, const QJsonObject &evidence,
                              Millis validity)
{
    LOCKKEEPER_TRY(m_ledger.query(u"DELETE FROM {verdict} WHERE migration = :migration AND id = :id"_s,
                                  {{u"id"_s, condition.id}}));
    return m_ledger.change(
        u"INSERT INTO {verdict} (migration, id, gate, verdict, evidence, checked_at, valid_until) VALUES "
        "(:migration, :id, :gate, :verdict, :evidence, {now}, {now} + :validity)"_s,
        {{u"id"_s, condition.id},
         {u"gate"_s, stageName(condition.gate)},
         {u"verdict"_s, verdictName(verdict)},
         {u"evidence"_s, QString::fromUtf8(QJsonDocument(evidence).toJson(QJsonDocument::Compact))},
         {u"validity"_s, static_cast<qint64>(validity.count())}});
}

Result<int> VerdictJournal::countOpen(Stage gate) const
{
    return m_ledger
        .query(
            u"SELECT count(*) FROM {verdict} WHERE migration = :migration AND gate = :gate AND verdict = 'open' "
            "AND valid_until > {now}"_s,
            {{u"gate"_s, stageName(gate)}})
        .transform([](const Rows &rows) { return rows.scalar().toInt(); });
}

} // namespace lockkeeper
