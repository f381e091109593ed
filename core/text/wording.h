// SPDX-FileCopyrightText: 2026 Lockkeeper contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QJsonObject>
#include <QMap>
#include <QString>

namespace lockkeeper::sentences {

/// @p text with every `{name}` replaced by its fact. A part in `[…]` is left out when one of its facts is missing, so
/// that a sentence stays a sentence whatever is known.
QString filled(const QString &text, const QMap<QString, QString> &facts);

/// Others' words on one line: line breaks become blanks, everything else stays.
QString oneLine(QString text);

/// A JSON object's values as facts: numbers as people write them, lists joined.
QMap<QString, QString> factsFrom(const QJsonObject &data);

} // namespace lockkeeper::sentences
