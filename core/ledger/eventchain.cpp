// SPDX-FileCopyrightText: 2026 Lockkeeper contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/ledger/eventchain.h"

#include "core/base/hash.h"

#include <QJsonDocument>

#include <algorithm>

namespace lockkeeper {

namespace {

using namespace Qt::StringLiterals;

QString compact(const QJsonObject &data)
{
    return QString::fromUtf8(QJsonDocument(data).toJson(QJsonDocument::Compact));
}

QString hashOf(const QString &previous, const Event &event, const QString &data)
{
    const QStringList parts{
        previous, QString::number(event.sequence), QString::number(event.at), event.actor, event.kind, data};
    return sha256(parts.join(u'\n').toUtf8());
}

Event eventFrom(const Rows &rows, qsizetype row)
{
    return {.sequence = rows.at(row, u"seq").toLongLong(),
            .at = rows.at(row, u"at").toLongLong(),
            .actor = rows.at(row, u"actor").toString(),
            .kind = rows.at(row, u"kind").toString(),
            .data = QJsonDocument::fromJson(rows.at(row, u"data").toByteArray()).object(),
            .hash = rows.at(row, u"hash").toString()};
}

} // namespace

Status EventChain::append(const QString &actor, const QString &kind, const QJsonObject &data)
{
    // The migration's row is the queue: without it two writers would pick the same number.
    LOCKKEEPER_TRY(m_ledger.query(u"SELECT id FROM {migration} WHERE id = :migration {update}"_s));
    const auto last = m_ledger.query(
        u"SELECT seq, hash FROM {event} WHERE migration = :migration ORDER BY seq DESC LIMIT 1"_s);
    if (!last)
        return failure(last.error());
    const auto now = m_ledger.now();
    if (!now)
        return failure(now.error());
    const QString previous = last->at(0, u"hash").toString();
    const Event event{
        .sequence = last->at(0, u"seq").toLongLong() + 1, .at = *now, .actor = actor, .kind = kind};
    const QString text = compact(data);
    return m_ledger.change(
        u"INSERT INTO {event} (migration, seq, at, actor, kind, data, previous, hash) VALUES "
        "(:migration, :seq, :at, :actor, :kind, :data, :previous, :hash)"_s,
        {{u"seq"_s, event.sequence},
         {u"at"_s, event.at},
         {u"actor"_s, actor},
         {u"kind"_s, kind},
         {u"data"_s, text},
         {u"previous"_s, previous},
         {u"hash"_s, hashOf(previous, event, text)}});
}

Result<QList<Event>> EventChain::latest(int limit) const
{
    const auto rows = m_ledger.query(u"SELECT seq, at, actor, kind, data, hash FROM {event} "
                                     "WHERE migration = :migration ORDER BY seq DESC LIMIT :limit"_s,
                                     {{u"limit"_s, limit}});
    if (!rows)
        return failure(rows.error());
    QList<Event> events;
    for (qsizetype row = 0; row < rows->size(); ++row)
        events.prepend(eventFrom(*rows, row));
    return events;
}

Result<qint64> EventChain::firstBroken() const
{
    const auto rows = m_ledger.query(u"SELECT seq, at, actor, kind, data, previous, hash FROM {event} "
                                     "WHERE migration = :migration ORDER BY seq"_s);
    if (!rows)
        return failure(rows.error());
    QString previous;
    for (qsizetype row = 0; row < rows->size(); ++row) {
        const Event event = eventFrom(*rows, row);
        const bool follows = event.sequence == row + 1 && rows->at(row, u"previous").toString() == previous;
        if (!follows || hashOf(previous, event, rows->at(row, u"data").toString()) != event.hash)
            return std::max<qint64>(1, event.sequence);
        previous = event.hash;
    }
    return 0;
}

} // namespace lockkeeper
