// SPDX-FileCopyrightText: 2026 Lockkeeper contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/charts/chartexport.h"

#include "ui/charts/chartwords.h"

#include <QCoreApplication>
#include <QDateTime>
#include <QSaveFile>
#include <QStringList>
#include <QTimeZone>
#include <QWidget>

#include <set>

namespace lockkeeper {

namespace {

using namespace Qt::StringLiterals;

constexpr std::array allKinds{MetricKind::LockWaits, MetricKind::ReplicationLag, MetricKind::BackfillShare,
                              MetricKind::BackfillRate, MetricKind::ErrorRate};

/// A name or note may begin like a formula, which a spreadsheet would run.
QString quoted(QString text)
{
    if (!text.isEmpty() && u"=+-@\t\r"_s.contains(text.front()))
        text.prepend(u'\'');
    return u'"' + text.replace(u'"', u"\"\""_s) + u'"';
}

QString number(double value) { return QString::number(value, 'g', 10); }

struct Column
{
    MetricId id;
    const MetricHistory *metric;
};

QList<Column> columnsOf(const History &history)
{
    QList<Column> columns;
    for (const MetricKind kind : allKinds) {
        for (const MetricId &id : history.metrics(kind))
            columns.append({.id = id, .metric = history.metric(id)});
    }
    return columns;
}

QString heading(const QList<Column> &columns)
{
    QStringList cells{u"time"_s};
    for (const Column &column : columns) {
        const QString title = chartwords::title(column.id);
        cells << quoted(title) << quoted(title + u" (least)"_s) << quoted(title + u" (most)"_s);
    }
    cells << u"event"_s;
    return cells.join(u',');
}

QString cells(const Bucket &bucket)
{
    return QStringList{number(bucket.last), number(bucket.least), number(bucket.most)}.join(u',');
}

const Bucket *exactly(const Track &track, qint64 at)
{
    const std::size_t index = track.indexFrom(at);
    return index < track.buckets().size() && track.buckets()[index].at == at ? &track.buckets()[index]
                                                                             : nullptr;
}

std::set<qint64> moments(const QList<Column> &columns, qint64 from, qint64 to, qint64 width)
{
    std::set<qint64> found;
    for (const Column &column : columns) {
        const Track &track = column.metric->since(from);
        for (std::size_t i = track.indexFrom(from); i < track.buckets().size() && track.buckets()[i].at <= to;
             ++i)
            found.insert(track.buckets()[i].at - track.buckets()[i].at % width);
    }
    return found;
}

qint64 coarsest(const QList<Column> &columns, qint64 from)
{
    qint64 width = 1'000;
    for (const Column &column : columns)
        width = std::max(width, column.metric->since(from).width());
    return width;
}

} // namespace

QByteArray chartCsv(const History &history, qint64 from, qint64 to)
{
    const QList<Column> columns = columnsOf(history);
    const qint64 width = coarsest(columns, from);
    QStringList lines{heading(columns)};
    for (const qint64 at : moments(columns, from, to, width)) {
        QStringList row{QDateTime::fromMSecsSinceEpoch(at)
                            .toOffsetFromUtc(QDateTime::fromMSecsSinceEpoch(at).offsetFromUtc())
                            .toString(Qt::ISODate)};
        for (const Column &column : columns) {
            const Bucket *bucket = exactly(column.metric->since(from), at);
            row << (bucket ? cells(*bucket) : u",,"_s);
        }
        QStringList texts;
        for (const Marker &marker : history.markers(at, at + width - 1))
            texts << marker.text;
        row << (texts.isEmpty() ? QString() : quoted(texts.join(u"; "_s)));
        lines << row.join(u',');
    }
    return (lines.join(u"\r\n"_s) + u"\r\n"_s).toUtf8();
}

QImage sharpPicture(QWidget &widget)
{
    constexpr int factor = 2;
    QImage image(widget.size() * factor, QImage::Format_ARGB32_Premultiplied);
    image.setDevicePixelRatio(factor);
    image.fill(widget.palette().color(QPalette::Base));
    widget.render(&image, {}, {}, QWidget::DrawChildren);
    return image;
}

QString writeWhole(const QString &path, const QByteArray &content)
{
    QSaveFile file(path);
    if (!file.open(QIODevice::WriteOnly) || file.write(content) != content.size() || !file.commit())
        return file.errorString();
    return {};
}

QString writePicture(const QString &path, const QImage &picture)
{
    QSaveFile file(path);
    if (!file.open(QIODevice::WriteOnly))
        return file.errorString();
    if (!picture.save(&file, "PNG"))
        return QCoreApplication::translate("charts", "The picture could not be written.");
    return file.commit() ? QString() : file.errorString();
}

} // namespace lockkeeper
