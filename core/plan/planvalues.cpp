// SPDX-FileCopyrightText: 2026 Lockkeeper contributors
// SPDX-License-Identifier: GPL-3.0-or-later
// PlanReader's leaves: scalars, and lists and maps of scalars.
#include "core/base/suggestion.h"
#include "core/plan/durations.h"
#include "core/plan/expectation.h"
#include "core/plan/planreader.h"
#include "core/plan/plansecrets.h"
#include "core/plan/sqlchecks.h"
#include "core/sql/tokens.h"

#include <QJsonArray>
#include <QRegularExpression>

using namespace Qt::StringLiterals;

namespace lockkeeper {

namespace {

bool matches(FieldType type, const QString &text)
{
    return QRegularExpression(patternOf(type), QRegularExpression::DontCaptureOption).match(text).hasMatch()
           && !text.contains(u'\n');
}

} // namespace

QJsonValue PlanReader::readScalar(const YamlNode &node, const PlanField &field, const QString &path)
{
    if (!expect(node, YamlNode::Kind::Scalar, path))
        return QJsonValue::Undefined;
    switch (field.type) {
    case FieldType::Scalar:
        return scalarValue(node);
    case FieldType::FormatVersion:
    case FieldType::Integer:
        return readInteger(node, field, path);
    case FieldType::Duration:
    case FieldType::Factor:
    case FieldType::Expectation:
        return readWord(node, field, path);
    default:
        return readText(node, field, path);
    }
}

/// Words with a grammar of their own: what they say is kept, not how it is written.
QJsonValue PlanReader::readWord(const YamlNode &node, const PlanField &field, const QString &path)
{
    if (field.type == FieldType::Duration) {
        if (const auto duration = parseDuration(node.text))
            return qint64(duration->count());
        m_draft.report(path, u"bad-duration"_s, {{u"key"_s, keyOf(path)}, {u"value"_s, node.text}});
    } else if (field.type == FieldType::Factor) {
        if (const auto factor = parseFactor(node.text))
            return *factor;
        m_draft.report(path, u"bad-factor"_s, {{u"key"_s, keyOf(path)}, {u"value"_s, node.text}});
    } else {
        const QString type = typeName(node);
        const auto expectation = Expectation::parse(type == "boolean"_L1 ? node.text.toLower() : node.text);
        if (expectation && (type == "string"_L1 || type == "boolean"_L1))
            return expectation->text();
        m_draft.report(path, u"bad-expectation"_s, {{u"key"_s, keyOf(path)}, {u"value"_s, node.text}});
    }
    return QJsonValue::Undefined;
}

QJsonValue PlanReader::readInteger(const YamlNode &node, const PlanField &field, const QString &path)
{
    bool ok = false;
    const qint64 number = typeName(node) == "integer"_L1 ? node.text.toLongLong(&ok) : 0;
    if (!ok) {
        reportType(path, u"integer"_s, node);
        return QJsonValue::Undefined;
    }
    if (number < field.least || number > field.most) {
        m_draft.report(path, u"out-of-range"_s,
                       {{u"key"_s, keyOf(path)},
                        {u"value"_s, node.text},
                        {u"least"_s, QString::number(field.least)},
                        {u"most"_s, QString::number(field.most)}});
        return QJsonValue::Undefined;
    }
    return number;
}

QJsonValue PlanReader::readText(const YamlNode &node, const PlanField &field, const QString &path)
{
    if (typeName(node) != "string"_L1) {
        reportType(path, u"string"_s, node);
        return QJsonValue::Undefined;
    }
    const QString text = node.text.trimmed();
    if (text.isEmpty()) {
        m_draft.report(path, u"empty-value"_s, {{u"key"_s, keyOf(path)}});
        return QJsonValue::Undefined;
    }
    return checkText(text, field, path);
}

QJsonValue PlanReader::checkText(const QString &text, const PlanField &field, const QString &path)
{
    const auto refuse = [&](const QString &code, QMap<QString, QString> facts = {}) {
        facts.insert(u"key"_s, keyOf(path));
        facts.insert(u"value"_s, text.left(80));
        m_draft.report(path, code, std::move(facts));
        return QJsonValue(QJsonValue::Undefined);
    };
    const auto oneOf = [&](const QStringList &known, const QString &code) {
        if (known.contains(text))
            return QJsonValue(text);
        QMap<QString, QString> facts{{u"known"_s, known.join(", "_L1)}};
        if (const QString meant = suggestion(text, known); !meant.isEmpty())
            facts.insert(u"suggestion"_s, meant);
        return refuse(code, facts);
    };
    switch (field.type) {
    case FieldType::Id:
        return matches(field.type, text) && text.size() <= 60 ? QJsonValue(text) : refuse(u"bad-id"_s);
    case FieldType::ServerVersion:
        return matches(field.type, text) ? QJsonValue(QString(text).remove(u' ')) : refuse(u"bad-version"_s);
    case FieldType::Choice:
        return oneOf(field.choices, u"unknown-value"_s);
    case FieldType::Engine:
        return oneOf(m_vocabulary.engines, u"unknown-engine"_s);
    case FieldType::Table:
        return TableName::parse(text).name.isEmpty() ? refuse(u"bad-table"_s) : QJsonValue(text);
    case FieldType::Query:
    case FieldType::FlagSql:
        if (const QString wrong = problemOfStatement(text, field.type == FieldType::FlagSql);
            !wrong.isEmpty())
            return refuse(wrong);
        return splitStatements(text).constFirst();
    case FieldType::Expression:
        if (const QString wrong = problemOfExpression(text); !wrong.isEmpty())
            return refuse(wrong);
        return text;
    default:
        return text;
    }
}

QJsonValue PlanReader::readTexts(const YamlNode &node, const PlanField &field, const QString &path)
{
    if (!expect(node, YamlNode::Kind::List, path))
        return QJsonValue::Undefined;
    QJsonArray result;
    for (const YamlNode &item : node.items) {
        const QString itemPath = under(path, result.size());
        remember(itemPath, item);
        const QJsonValue text = readText(item, field, itemPath);
        result.append(text.isUndefined() ? QJsonValue::Null : text);
    }
    return result;
}

QJsonValue PlanReader::readSql(const YamlNode &node, const PlanField &field, const QString &path)
{
    const bool isList = node.kind == YamlNode::Kind::List;
    const QJsonValue texts = isList ? readTexts(node, field, path) : QJsonArray{readText(node, field, path)};
    QJsonArray statements;
    for (const auto text : texts.toArray()) {
        if (!text.isString())
            return QJsonValue::Undefined; // reported
        for (const QString &statement : splitStatements(text.toString()))
            statements.append(statement);
    }
    // An undo may say with [] that there is nothing to take back; text without a statement is a mistake.
    if (statements.isEmpty() && (field.need == Need::Required || !texts.toArray().isEmpty())) {
        m_draft.report(path, u"no-statement"_s, {{u"key"_s, keyOf(path)}});
        return QJsonValue::Undefined;
    }
    return statements;
}

QJsonValue PlanReader::readAssignments(const YamlNode &node, const QString &path)
{
    if (!expect(node, YamlNode::Kind::Map, path))
        return QJsonValue::Undefined;
    if (node.keys.empty())
        m_draft.report(path, u"empty-value"_s, {{u"key"_s, keyOf(path)}});
    const PlanField expression{.key = {}, .type = FieldType::Expression};
    QJsonObject result;
    for (const Entry &entry : entriesOf(node, path)) {
        if (entry.key->text.trimmed().isEmpty())
            m_draft.report(path, u"empty-value"_s, {{u"key"_s, keyOf(path)}});
        // A constant is an expression too: `set: {attempts: 0}`.
        YamlNode item = *entry.item;
        item.plain = item.plain && item.kind != YamlNode::Kind::Scalar;
        if (const QJsonValue read = readScalar(item, expression, entry.path); !read.isUndefined())
            result.insert(entry.key->text, read);
    }
    return result;
}

QJsonValue PlanReader::readCohorts(const YamlNode &node, const QString &path)
{
    if (!expect(node, YamlNode::Kind::List, path))
        return QJsonValue::Undefined;
    const PlanField percent{.key = {}, .type = FieldType::Integer, .least = 1, .most = 100};
    QJsonArray result;
    for (const YamlNode &item : node.items) {
        const QString itemPath = under(path, result.size());
        remember(itemPath, item);
        const QJsonValue read = readScalar(item, percent, itemPath);
        if (read.isUndefined())
            return QJsonValue::Undefined;
        if (!result.isEmpty() && read.toInt() <= result.last().toInt()) {
            m_draft.report(itemPath, u"bad-cohorts"_s,
                           {{u"expected"_s, u"ascending"_s}, {u"value"_s, item.text}});
            return QJsonValue::Undefined;
        }
        result.append(read);
    }
    if (result.isEmpty() || result.last().toInt() != 100) {
        m_draft.report(path, u"bad-cohorts"_s, {{u"expected"_s, u"100 at the end"_s}});
        return QJsonValue::Undefined;
    }
    return result;
}

QJsonValue PlanReader::readFree(const YamlNode &node, const QString &path)
{
    if (node.kind == YamlNode::Kind::List) {
        QJsonArray list;
        for (const YamlNode &item : node.items) {
            remember(under(path, list.size()), item);
            list.append(readFree(item, under(path, list.size())));
        }
        return list;
    }
    if (node.kind != YamlNode::Kind::Map)
        return scalarValue(node);
    QJsonObject map;
    for (const Entry &entry : entriesOf(node, path)) {
        if (isSecretKey(entry.key->text))
            reportUnknown(*entry.key, {}, u"secret-in-plan"_s);
        map.insert(entry.key->text, readFree(*entry.item, entry.path));
    }
    return map;
}

} // namespace lockkeeper
