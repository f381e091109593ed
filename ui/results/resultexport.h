// SPDX-FileCopyrightText: 2026 Lockkeeper contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/engine/value.h"

#include <QString>

namespace lockkeeper {

enum class ExportFormat { Csv, Json, Markdown };

/// A value as text; NULL is empty.
QString cellText(const QVariant &value);
/// CSV after RFC 4180, where NULL is an empty field and an empty text is ""; JSON as an array of objects; Markdown as a
/// table for a chat message. UTF-8, lines end with \n (CSV: \r\n).
QByteArray exported(const Rows &rows, ExportFormat format);
/// The format that a file's name asks for; CSV when it asks for none.
ExportFormat formatFor(const QString &fileName);

} // namespace lockkeeper
