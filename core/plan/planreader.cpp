// SPDX-FileCopyrightText: 2026 Lockkeeper contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/plan/planreader.h"

#include "core/base/suggestion.h"
#include "core/plan/plansecrets.h"

#include <QJsonArray>

#include <algorithm>

using namespace Qt::StringLiterals;

namespace lockkeeper {

PlanDraft PlanReader::read(const YamlNode &root)
{
    remember({}, root);
    m_draft.content = readShape(root, planShape(), {});
    return std::move(m_draft);
}

QJsonObject PlanReader::readShape(const YamlNode &node, const PlanShape &shape, const QString &path)
{
    if (!expect(node, YamlNode::Kind::Map, path))
        return {};
    QJsonObject object = readEntries(node, shape, path);
    for (const PlanField &field : shape.fields) {
        const QString fieldPath = under(path, field.key);
        if (m_draft.isWritten(fieldPath))
            continue;
        if (field.need == Need::Required)
            m_draft.report(path, u"missing-key"_s, {{u"key"_s, field.key}});
        if (field.need == Need::Defaulted)
            object.insert(field.key, fallbackOf(field, fieldPath));
    }
    return object;
}

QJsonObject PlanReader::readEntries(const YamlNode &node, const PlanShape &shape, const QString &path)
{
    QJsonObject object;
    for (const Entry &entry : entriesOf(node, path)) {
        const PlanField *field = shape.field(entry.key->text);
        if (!field) {
            reportUnknown(*entry.key, shape.keys(), u"unknown-key"_s);
            continue;
        }
        if (const QJsonValue value = readField(*entry.item, *field, entry.path); !value.isUndefined())
            object.insert(field->key, value);
    }
    return object;
}

QJsonValue PlanReader::readField(const YamlNode &node, const PlanField &field, const QString &path)
{
    switch (field.type) {
    case FieldType::Object:
        return readShape(node, *field.shape, path);
    case FieldType::Objects:
        return readObjects(node, *field.shape, path);
    case FieldType::Conditions:
        return readConditions(node, path);
    case FieldType::Free:
        return expect(node, YamlNode::Kind::Map, path) ? readFree(node, path) : QJsonValue::Undefined;
    case FieldType::Sql:
        return readSql(node, field, path);
    case FieldType::Assignments:
        return readAssignments(node, path);
    case FieldType::Cohorts:
        return readCohorts(node, path);
    case FieldType::Texts:
        return readTexts(node, field, path);
    default:
        return readScalar(node, field, path);
    }
}

QJsonValue PlanReader::fallbackOf(const PlanField &field, const QString &path)
{
    switch (field.type) {
    case FieldType::Object: {
        YamlNode empty;
        empty.kind = YamlNode::Kind::Map;
        return readShape(empty, *field.shape, path);
    }
    case FieldType::Objects:
    case FieldType::Conditions:
        return QJsonArray();
    case FieldType::Free:
    case FieldType::Assignments:
        return QJsonObject();
    default: {
        YamlNode written;
        written.kind = YamlNode::Kind::Scalar;
        written.text = field.fallback;
        written.plain = true;
        return readScalar(written, field, path);
    }
    }
}

QJsonValue PlanReader::readObjects(const YamlNode &node, const PlanShape &shape, const QString &path)
{
    if (!expect(node, YamlNode::Kind::List, path))
        return QJsonValue::Undefined;
    QJsonArray result;
    for (const YamlNode &item : node.items) {
        const QString itemPath = under(path, result.size());
        remember(itemPath, item);
        result.append(readShape(item, shape, itemPath));
    }
    return result;
}

QJsonValue PlanReader::readConditions(const YamlNode &node, const QString &path)
{
    if (!expect(node, YamlNode::Kind::List, path))
        return QJsonValue::Undefined;
    QJsonArray result;
    for (const YamlNode &item : node.items) {
        const QString itemPath = under(path, result.size());
        remember(itemPath, item);
        const QJsonValue condition = readCondition(item, itemPath);
        result.append(condition.isUndefined() ? QJsonValue::Null : condition);
    }
    return result;
}

namespace {

QStringList namesOf(const QList<PlanVocabulary::ConditionKind> &kinds)
{
    QStringList names;
    for (const PlanVocabulary::ConditionKind &kind : kinds)
        names.append(kind.name);
    return names;
}

} // namespace

QJsonValue PlanReader::readCondition(const YamlNode &node, const QString &path)
{
    if (node.kind == YamlNode::Kind::Scalar)
        return readPlainCondition(node, path);
    if (node.kind != YamlNode::Kind::Map || node.keys.empty()) {
        reportType(path, u"condition"_s, node);
        return QJsonValue::Undefined;
    }
    const QStringList known = namesOf(m_vocabulary.conditions);
    const auto key =
        std::ranges::find_if(node.keys, [&known](const YamlNode &k) { return known.contains(k.text); });
    if (key == node.keys.end()) {
        reportUnknown(node.keys.front(), known, u"unknown-condition"_s);
        return QJsonValue::Undefined;
    }
    return readParameters(node, static_cast<std::size_t>(key - node.keys.begin()), path);
}

QJsonValue PlanReader::readPlainCondition(const YamlNode &node, const QString &path)
{
    for (const PlanVocabulary::ConditionKind &kind : m_vocabulary.conditions) {
        if (kind.name != node.text)
            continue;
        YamlNode none;
        none.kind = YamlNode::Kind::Map;
        return QJsonObject{{u"kind"_s, kind.name},
                           {u"parameters"_s, readShape(none, parameterShape(kind), path)}};
    }
    reportUnknown(node, namesOf(m_vocabulary.conditions), u"unknown-condition"_s);
    return QJsonValue::Undefined;
}

// `{sql: …, expect: …}` says the same as `{sql: {query: …, expect: …}}`: the kind's own key holds the parameter that
// the kind calls its shorthand.
QJsonValue PlanReader::readParameters(const YamlNode &node, std::size_t kindAt, const QString &path)
{
    const auto kind = *std::ranges::find(m_vocabulary.conditions, node.keys[kindAt].text,
                                         &PlanVocabulary::ConditionKind::name);
    const YamlNode *parameters = nullptr;
    YamlNode renamed;
    if (node.items[kindAt].kind == YamlNode::Kind::Map) {
        parameters = &node.items[kindAt];
        for (std::size_t i = 0; i < node.keys.size(); ++i) {
            if (i != kindAt)
                reportUnknown(node.keys[i], {}, u"unknown-key"_s);
        }
    } else if (kind.shorthand.isEmpty()) {
        reportType(path, u"map"_s, node.items[kindAt]);
        return QJsonValue::Undefined;
    } else {
        renamed = node;
        renamed.keys[kindAt].text = kind.shorthand;
        parameters = &renamed;
    }
    const QJsonObject read = readShape(*parameters, parameterShape(kind), path);
    return QJsonObject{{u"kind"_s, kind.name}, {u"parameters"_s, read}};
}

void PlanReader::reportUnknown(const YamlNode &key, const QStringList &known, const QString &code)
{
    const PlanDraft::Place place{key.line, key.column};
    if (isSecretKey(key.text)) {
        m_draft.report(place, u"secret-in-plan"_s, {{u"key"_s, key.text}});
        return;
    }
    QMap<QString, QString> facts{{u"key"_s, key.text}};
    if (!known.isEmpty())
        facts.insert(u"known"_s, known.join(", "_L1));
    if (const QString meant = suggestion(key.text, known); !meant.isEmpty())
        facts.insert(u"suggestion"_s, meant);
    m_draft.report(place, code, std::move(facts));
}

QList<PlanReader::Entry> PlanReader::entriesOf(const YamlNode &map, const QString &path)
{
    QList<Entry> entries;
    QHash<QString, int> seen;
    for (std::size_t i = 0; i < map.keys.size(); ++i) {
        const YamlNode &key = map.keys[i];
        const PlanDraft::Place place{key.line, key.column};
        if (key.kind != YamlNode::Kind::Scalar) {
            m_draft.report(place, u"wrong-type"_s,
                           {{u"expected"_s, u"string"_s}, {u"found"_s, typeName(key)}});
        } else if (const auto before = seen.constFind(key.text); before != seen.constEnd()) {
            m_draft.report(place, u"duplicate-key"_s,
                           {{u"key"_s, key.text}, {u"line"_s, QString::number(*before)}});
        } else {
            seen.insert(key.text, key.line);
            entries.append({&key, &map.items[i], under(path, key.text)});
            remember(entries.last().path, map.items[i], &key);
        }
    }
    return entries;
}

bool PlanReader::expect(const YamlNode &node, YamlNode::Kind kind, const QString &path)
{
    if (node.kind == kind)
        return true;
    const bool map = kind == YamlNode::Kind::Map;
    reportType(path, map ? u"map"_s : kind == YamlNode::Kind::List ? u"list"_s : u"string"_s, node);
    return false;
}

void PlanReader::reportType(const QString &path, const QString &expected, const YamlNode &found)
{
    m_draft.report(path, u"wrong-type"_s,
                   {{u"key"_s, keyOf(path)}, {u"expected"_s, expected}, {u"found"_s, typeName(found)}});
}

void PlanReader::remember(const QString &path, const YamlNode &node, const YamlNode *key)
{
    const YamlNode &at = key && node.kind == YamlNode::Kind::Null ? *key : node;
    m_draft.places.insert(path, {at.line, at.column});
}

} // namespace lockkeeper
