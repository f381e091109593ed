// SPDX-FileCopyrightText: 2026 Lockkeeper contributors
// SPDX-License-Identifier: GPL-3.0-or-later
// The YAML 1.2 core schema: what a plain scalar is.
#include "core/base/yamltree.h"

#include <QRegularExpression>
#include <QStringList>

using namespace Qt::StringLiterals;

namespace lockkeeper {

namespace {

QString scalarTypeName(const QString &text)
{
    static const QRegularExpression integer(uR"(\A[-+]?[0-9]+\z|\A0o[0-7]+\z|\A0x[0-9a-fA-F]+\z)"_s);
    static const QRegularExpression number(
        uR"(\A[-+]?(\.[0-9]+|[0-9]+(\.[0-9]*)?)([eE][-+]?[0-9]+)?\z|\A[-+]?\.(inf|Inf|INF)\z|\A\.(nan|NaN|NAN)\z)"_s);
    static const QStringList booleans{u"true"_s, u"True"_s, u"TRUE"_s, u"false"_s, u"False"_s, u"FALSE"_s};
    if (booleans.contains(text))
        return u"boolean"_s;
    if (integer.matchView(text).hasMatch())
        return u"integer"_s;
    return number.matchView(text).hasMatch() ? u"number"_s : u"string"_s;
}

} // namespace

QString typeName(const YamlNode &node)
{
    switch (node.kind) {
    case YamlNode::Kind::Null:
        return u"null"_s;
    case YamlNode::Kind::List:
        return u"list"_s;
    case YamlNode::Kind::Map:
        return u"map"_s;
    case YamlNode::Kind::Scalar:
        return node.plain ? scalarTypeName(node.text) : u"string"_s;
    }
    Q_UNREACHABLE_RETURN({});
}

QJsonValue scalarValue(const YamlNode &node)
{
    const QString type = typeName(node);
    if (type == "boolean"_L1)
        return node.text.startsWith(u't', Qt::CaseInsensitive);
    bool ok = false;
    if (type == "integer"_L1) {
        if (const qint64 number = node.text.toLongLong(&ok); ok)
            return number;
    }
    // What JSON can't hold exactly (0x…, .inf, twenty digits) stays as it is written.
    if (type == "number"_L1) {
        if (const double number = node.text.toDouble(&ok); ok && qIsFinite(number))
            return number;
    }
    return node.kind == YamlNode::Kind::Scalar ? QJsonValue(node.text) : QJsonValue::Null;
}

} // namespace lockkeeper
