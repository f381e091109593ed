// SPDX-FileCopyrightText: 2026 Lockkeeper contributors
// SPDX-License-Identifier: GPL-3.0-or-later
// PlanFile::schema: the parser's tables as JSON Schema 2020-12.
#include "core/plan/planfields.h"

#include <QJsonArray>

#include <algorithm>

using namespace Qt::StringLiterals;

namespace lockkeeper {

/// Makes schemas of fields; engines and conditions come from the vocabulary.
class SchemaWriter
{
public:
    explicit SchemaWriter(const PlanVocabulary &vocabulary) : m_vocabulary(vocabulary) {}

    QJsonObject ofShape(const PlanShape &shape) const
    {
        QJsonObject properties;
        QJsonArray required;
        for (const PlanField &field : shape.fields) {
            properties.insert(field.key, described(field));
            if (field.need == Need::Required)
                required.append(field.key);
        }
        QJsonObject schema{
            {u"type"_s, u"object"_s}, {u"properties"_s, properties}, {u"additionalProperties"_s, false}};
        if (!required.isEmpty())
            schema.insert(u"required"_s, required);
        return schema;
    }

    QJsonObject ofConditions() const
    {
        QJsonArray bare;
        QJsonArray forms;
        for (const PlanVocabulary::ConditionKind &kind : m_vocabulary.conditions) {
            const PlanShape shape = parameterShape(kind);
            if (std::ranges::none_of(shape.fields,
                                     [](const PlanField &f) { return f.need == Need::Required; }))
                bare.append(kind.name);
            forms.append(longForm(kind, shape));
            if (!kind.shorthand.isEmpty())
                forms.append(shortForm(kind, shape));
        }
        if (!bare.isEmpty())
            forms.prepend(QJsonObject{{u"enum"_s, bare}});
        return {{u"anyOf"_s, forms}};
    }

private:
    QJsonObject described(const PlanField &field) const
    {
        QJsonObject schema = ofField(field);
        if (!field.help.isEmpty())
            schema.insert(u"description"_s, field.help);
        if (!field.fallback.isEmpty())
            schema.insert(u"default"_s, field.type == FieldType::Integer ? QJsonValue(field.fallback.toInt())
                                                                         : QJsonValue(field.fallback));
        return schema;
    }

    QJsonObject ofField(const PlanField &field) const
    {
        switch (field.type) {
        case FieldType::FormatVersion:
            return {{u"const"_s, 1}};
        case FieldType::Scalar:
            return {{u"type"_s, QJsonArray{u"string"_s, u"number"_s, u"boolean"_s}}};
        case FieldType::Choice:
            return {{u"enum"_s, QJsonArray::fromStringList(field.choices)}};
        case FieldType::Engine:
            return {{u"enum"_s, QJsonArray::fromStringList(m_vocabulary.engines)}};
        case FieldType::Integer:
            return {{u"type"_s, u"integer"_s}, {u"minimum"_s, field.least}, {u"maximum"_s, field.most}};
        case FieldType::Free:
            return {{u"type"_s, u"object"_s}};
        case FieldType::Object:
            return ofShape(*field.shape);
        case FieldType::Objects:
            return listOf(ofShape(*field.shape));
        case FieldType::Conditions:
            return listOf({{u"$ref"_s, u"#/$defs/condition"_s}});
        case FieldType::Texts:
            return listOf(text({}));
        case FieldType::Cohorts: {
            QJsonObject schema = listOf({{u"type"_s, u"integer"_s}, {u"minimum"_s, 1}, {u"maximum"_s, 100}});
            schema.insert(u"minItems"_s, 1);
            schema.insert(u"uniqueItems"_s, true);
            return schema;
        }
        case FieldType::Sql:
            return ofSql(field.need == Need::Required ? 1 : 0);
        case FieldType::Assignments:
            return {
                {u"type"_s, u"object"_s}, {u"minProperties"_s, 1}, {u"additionalProperties"_s, ofConstant()}};
        case FieldType::Expectation:
            return {{u"anyOf"_s,
                     QJsonArray{text(patternOf(field.type)), QJsonObject{{u"type"_s, u"boolean"_s}}}}};
        default:
            return text(patternOf(field.type));
        }
    }

    static QJsonObject text(const QString &pattern)
    {
        const QString notBlank = u"\\S"_s;
        return {{u"type"_s, u"string"_s}, {u"pattern"_s, pattern.isEmpty() ? notBlank : pattern}};
    }

    static QJsonObject listOf(const QJsonObject &item)
    {
        return {{u"type"_s, u"array"_s}, {u"items"_s, item}};
    }

    static QJsonObject ofSql(int fewest)
    {
        QJsonObject list = listOf(text({}));
        if (fewest > 0)
            list.insert(u"minItems"_s, fewest);
        return {{u"anyOf"_s, QJsonArray{text({}), list}}};
    }

    static QJsonObject ofConstant()
    {
        return {{u"anyOf"_s,
                 QJsonArray{text({}), QJsonObject{{u"type"_s, QJsonArray{u"number"_s, u"boolean"_s}}}}}};
    }

    QJsonObject longForm(const PlanVocabulary::ConditionKind &kind, const PlanShape &shape) const
    {
        return {{u"type"_s, u"object"_s},
                {u"properties"_s, QJsonObject{{kind.name, ofShape(shape)}}},
                {u"required"_s, QJsonArray{kind.name}},
                {u"additionalProperties"_s, false}};
    }

    /// The kind's own key holds the parameter that is its shorthand.
    QJsonObject shortForm(const PlanVocabulary::ConditionKind &kind, PlanShape shape) const
    {
        for (PlanField &field : shape.fields) {
            if (field.key == kind.shorthand) {
                field.key = kind.name;
                field.need = Need::Required;
            }
        }
        return ofShape(shape);
    }

    const PlanVocabulary &m_vocabulary;
};

QJsonObject PlanFile::schema(const PlanVocabulary &vocabulary)
{
    const SchemaWriter writer(vocabulary);
    QJsonObject schema = writer.ofShape(planShape());
    schema.insert(u"$schema"_s, u"https://json-schema.org/draft/2020-12/schema"_s);
    schema.insert(u"title"_s, u"Lockkeeper plan"_s);
    schema.insert(u"$defs"_s, QJsonObject{{u"condition"_s, writer.ofConditions()}});
    return schema;
}

} // namespace lockkeeper
