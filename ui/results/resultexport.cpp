// SPDX-FileCopyrightText: 2026 Lockkeeper contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/results/resultexport.h"

#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>

namespace lockkeeper {

namespace {

using namespace Qt::StringLiterals;

QString csvField(const QVariant &value)
{
    QString text = cellText(value);
    const bool needsQuotes = (value.isValid() && text.isEmpty()) || text.contains(u'"') || text.contains(u',')
                             || text.contains(u'\n') || text.contains(u'\r');
    return needsQuotes ? u'"' + text.replace(u'"', u"\"\""_s) + u'"' : text;
}

QString markdownCell(const QVariant &value)
{
    if (!value.isValid())
        return u"NULL"_s;
    QString text = cellText(value);
    return text.replace(u'\\', u"\\\\"_s).replace(u'|', u"\\|"_s).replace(u'\n', u' ').remove(u'\r');
}

template<typename Cell>
QString joined(const QVariantList &row, const QString &between, Cell cell)
{
    QStringList cells;
    cells.reserve(row.size());
    for (const QVariant &value : row)
        cells << cell(value);
    return cells.join(between);
}

QVariantList asValues(const QStringList &columns) { return {columns.begin(), columns.end()}; }

QByteArray csv(const Rows &rows)
{
    QString text = joined(asValues(rows.columns), u","_s, csvField) + u"\r\n"_s;
    for (const QVariantList &row : rows.rows)
        text += joined(row, u","_s, csvField) + u"\r\n"_s;
    return text.toUtf8();
}

QByteArray markdown(const Rows &rows)
{
    const auto line = [](const QVariantList &row) {
        return u"| "_s + joined(row, u" | "_s, markdownCell) + u" |\n"_s;
    };
    QString text = line(asValues(rows.columns)) + u'|' + u" --- |"_s.repeated(rows.columns.size()) + u'\n';
    for (const QVariantList &row : rows.rows)
        text += line(row);
    return text.toUtf8();
}

/// Objects keep one value a name: of columns that share one, the later get a number.
QStringList keysFor(const QStringList &columns)
{
    QStringList keys;
    for (const QString &column : columns) {
        QString key = column;
        for (int nth = 2; keys.contains(key); ++nth)
            key = u"%1_%2"_s.arg(column).arg(nth);
        keys << key;
    }
    return keys;
}

QByteArray json(const Rows &rows)
{
    const QStringList keys = keysFor(rows.columns);
    QJsonArray array;
    for (const QVariantList &row : rows.rows) {
        QJsonObject object;
        for (qsizetype i = 0; i < keys.size(); ++i)
            object.insert(keys[i],
                          row.value(i).isValid() ? QJsonValue::fromVariant(row.value(i)) : QJsonValue());
        array.append(object);
    }
    return QJsonDocument(array).toJson(QJsonDocument::Indented);
}

} // namespace

QString cellText(const QVariant &value)
{
    if (value.typeId() == QMetaType::QByteArray)
        return u"\\x"_s + QString::fromLatin1(value.toByteArray().toHex());
    return value.toString();
}

QByteArray exported(const Rows &rows, ExportFormat format)
{
    switch (format) {
    case ExportFormat::Csv:
        return csv(rows);
    case ExportFormat::Json:
        return json(rows);
    case ExportFormat::Markdown:
        return markdown(rows);
    }
    return {};
}

ExportFormat formatFor(const QString &fileName)
{
    if (fileName.endsWith(".json"_L1, Qt::CaseInsensitive))
        return ExportFormat::Json;
    return fileName.endsWith(".md"_L1, Qt::CaseInsensitive) ? ExportFormat::Markdown : ExportFormat::Csv;
}

} // namespace lockkeeper
