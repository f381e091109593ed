// SPDX-FileCopyrightText: 2026 Lockkeeper contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/textproblem.h"

#include <QByteArray>
#include <QJsonValue>
#include <QList>
#include <QString>

#include <expected>
#include <vector>

namespace lockkeeper {

/// A YAML value with the place where it is written. Maps keep their order and their duplicate keys.
struct YamlNode
{
    enum class Kind { Null, Scalar, List, Map };

    Kind kind = Kind::Null;
    QString text;       ///< a scalar's
    bool plain = false; ///< written without quotes: `1` and `true` are no strings then
    int line = 1;
    int column = 1;
    std::vector<YamlNode> keys; ///< a map's, one for each of @c items
    std::vector<YamlNode> items;
};

/// What the YAML 1.2 core schema makes of it: "string", "integer", "number", "boolean", "null", "list", "map".
QString typeName(const YamlNode &node);

/// A scalar as that type.
QJsonValue scalarValue(const YamlNode &node);

/// Reads exactly one YAML document. Anchors, aliases and tags are refused: what a reviewer sees in a line is all
/// there is to it. Never throws.
std::expected<YamlNode, QList<TextProblem>> readYaml(const QByteArray &text);

} // namespace lockkeeper
