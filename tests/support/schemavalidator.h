// SPDX-FileCopyrightText: 2026 Lockkeeper contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QJsonArray>
#include <QJsonObject>
#include <QJsonValue>
#include <QRegularExpression>
#include <QString>

#include <algorithm>
#include <utility>

namespace lockkeeper {

/// The part of JSON Schema 2020-12 that our schemas use. An unknown keyword fails, so that it can't be skipped.
class SchemaValidator
{
public:
    explicit SchemaValidator(QJsonObject schema) : m_root(std::move(schema)) {}

    /// Where @p value breaks the schema, or empty.
    QString validate(const QJsonValue &value) const { return check(m_root, value, QStringLiteral("$")); }

private:
    QString check(const QJsonObject &schema, const QJsonValue &value, const QString &path) const
    {
        for (auto keyword = schema.begin(); keyword != schema.end(); ++keyword) {
            if (const QString wrong = checkKeyword(keyword.key(), keyword.value(), schema, value, path);
                !wrong.isEmpty())
                return wrong;
        }
        return {};
    }

    QString checkKeyword(const QString &keyword, const QJsonValue &rule, const QJsonObject &schema,
                         const QJsonValue &value, const QString &path) const
    {
        const auto unless = [&](bool right) {
            return right ? QString() : path + QStringLiteral(": ") + keyword;
        };
        static const QStringList silent{QStringLiteral("$schema"), QStringLiteral("$defs"),
                                        QStringLiteral("title"),   QStringLiteral("description"),
                                        QStringLiteral("default"), QStringLiteral("properties")};
        if (silent.contains(keyword))
            return keyword == QLatin1StringView("properties") ? checkProperties(schema, value, path)
                                                              : QString();
        if (keyword == QLatin1StringView("additionalProperties"))
            return schema.contains(QLatin1StringView("properties")) ? QString()
                                                                    : checkProperties(schema, value, path);
        if (keyword == QLatin1StringView("items"))
            return checkItems(rule.toObject(), value, path);
        if (keyword == QLatin1StringView("$ref"))
            return check(m_root[QLatin1StringView("$defs")][rule.toString().section(u'/', -1)].toObject(),
                         value, path);
        if (keyword == QLatin1StringView("type"))
            return unless(hasType(rule, value));
        if (keyword == QLatin1StringView("const"))
            return unless(rule == value);
        if (keyword == QLatin1StringView("enum"))
            return unless(rule.toArray().contains(value));
        if (keyword == QLatin1StringView("required"))
            return unless(std::ranges::all_of(rule.toArray(), [&](const QJsonValue &key) {
                return !value.isObject() || value.toObject().contains(key.toString());
            }));
        if (keyword == QLatin1StringView("anyOf"))
            return unless(std::ranges::any_of(rule.toArray(), [&](const QJsonValue &one) {
                return check(one.toObject(), value, path).isEmpty();
            }));
        if (keyword == QLatin1StringView("pattern"))
            return unless(!value.isString()
                          || QRegularExpression(rule.toString()).match(value.toString()).hasMatch());
        if (keyword == QLatin1StringView("minItems"))
            return unless(!value.isArray() || value.toArray().size() >= rule.toInt());
        if (keyword == QLatin1StringView("minProperties"))
            return unless(!value.isObject() || value.toObject().size() >= rule.toInt());
        if (keyword == QLatin1StringView("minimum"))
            return unless(!value.isDouble() || value.toDouble() >= rule.toDouble());
        if (keyword == QLatin1StringView("maximum"))
            return unless(!value.isDouble() || value.toDouble() <= rule.toDouble());
        if (keyword == QLatin1StringView("uniqueItems"))
            return unless(isUnique(value.toArray()));
        return QStringLiteral("unknown keyword ") + keyword;
    }

    QString checkProperties(const QJsonObject &schema, const QJsonValue &value, const QString &path) const
    {
        const QJsonObject object = value.toObject();
        const QJsonObject properties = schema[QLatin1StringView("properties")].toObject();
        const QJsonValue others = schema[QLatin1StringView("additionalProperties")];
        for (auto entry = object.begin(); entry != object.end(); ++entry) {
            const QString at = path + u'.' + entry.key();
            if (!properties.contains(entry.key()) && others.isBool() && !others.toBool())
                return at + QStringLiteral(": unknown key");
            const QJsonValue rule = properties.contains(entry.key()) ? properties[entry.key()] : others;
            if (const QString wrong = check(rule.toObject(), entry.value(), at); !wrong.isEmpty())
                return wrong;
        }
        return {};
    }

    QString checkItems(const QJsonObject &rule, const QJsonValue &value, const QString &path) const
    {
        const QJsonArray items = value.toArray();
        for (qsizetype i = 0; i < items.size(); ++i) {
            if (const QString wrong = check(rule, items[i], QStringLiteral("%1[%2]").arg(path).arg(i));
                !wrong.isEmpty())
                return wrong;
        }
        return {};
    }

    static bool hasType(const QJsonValue &types, const QJsonValue &value)
    {
        const QJsonArray any = types.isArray() ? types.toArray() : QJsonArray{types};
        return std::ranges::any_of(
            any, [&value](const QJsonValue &type) { return isOfType(type.toString(), value); });
    }

    static bool isOfType(const QString &type, const QJsonValue &value)
    {
        if (type == QLatin1StringView("object"))
            return value.isObject();
        if (type == QLatin1StringView("array"))
            return value.isArray();
        if (type == QLatin1StringView("string"))
            return value.isString();
        if (type == QLatin1StringView("boolean"))
            return value.isBool();
        const bool whole = value.isDouble() && value.toDouble() == static_cast<double>(value.toInteger());
        return type == QLatin1StringView("integer") ? whole
                                                    : type == QLatin1StringView("number") && value.isDouble();
    }

    static bool isUnique(const QJsonArray &items)
    {
        for (qsizetype i = 0; i < items.size(); ++i) {
            for (qsizetype j = 0; j < i; ++j) {
                if (items[i] == items[j])
                    return false;
            }
        }
        return true;
    }

    QJsonObject m_root;
};

} // namespace lockkeeper
