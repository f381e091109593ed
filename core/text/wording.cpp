// SPDX-FileCopyrightText: 2026 Lockkeeper contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/text/wording.h"

#include "core/text/numbers.h"

#include <QJsonArray>
#include <QRegularExpression>

namespace lockkeeper::sentences {

using namespace Qt::StringLiterals;

namespace {

/// Puts facts in; false when one is missing.
bool fillInto(QString &result, QStringView text, const QMap<QString, QString> &facts)
{
    bool complete = true;
    qsizetype copied = 0;
    for (auto open = text.indexOf(u'{'); open >= 0; open = text.indexOf(u'{', copied)) {
        const auto close = text.indexOf(u'}', open);
        const QString fact = facts.value(text.sliced(open + 1, close - open - 1).toString());
        complete = complete && !fact.isEmpty();
        result += text.sliced(copied, open - copied);
        result += fact.isEmpty() ? u"…"_s : oneLine(fact);
        copied = close + 1;
    }
    result += text.sliced(copied);
    return complete;
}

QString valueText(const QJsonValue &value)
{
    if (value.isDouble())
        return value.toDouble() == double(value.toInteger()) ? number(value.toInteger())
                                                             : number(value.toDouble());
    if (value.isBool())
        return value.toBool() ? u"true"_s : u"false"_s;
    if (!value.isArray())
        return value.toString();
    QStringList items;
    const QJsonArray array = value.toArray();
    for (const auto &item : array)
        items << valueText(item);
    return items.join(", "_L1);
}

} // namespace

QString filled(const QString &text, const QMap<QString, QString> &facts)
{
    QString result;
    qsizetype copied = 0;
    for (auto open = text.indexOf(u'['); open >= 0; open = text.indexOf(u'[', copied)) {
        const auto close = text.indexOf(u']', open);
        fillInto(result, QStringView(text).sliced(copied, open - copied), facts);
        QString optional;
        if (fillInto(optional, QStringView(text).sliced(open + 1, close - open - 1), facts))
            result += optional;
        copied = close + 1;
    }
    fillInto(result, QStringView(text).sliced(copied), facts);
    // The server's words may bring a full stop of their own.
    return result.endsWith(".."_L1) ? result.chopped(1) : result;
}

QString oneLine(QString text)
{
    static const QRegularExpression lineBreaks(u"\\s*[\\r\\n]+\\s*"_s);
    return text.trimmed().replace(lineBreaks, u" "_s);
}

QMap<QString, QString> factsFrom(const QJsonObject &data)
{
    QMap<QString, QString> facts;
    for (auto entry = data.begin(); entry != data.end(); ++entry)
        facts.insert(entry.key(), valueText(entry.value()));
    return facts;
}

} // namespace lockkeeper::sentences
