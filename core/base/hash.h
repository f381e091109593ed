// SPDX-FileCopyrightText: 2026 Lockkeeper contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QByteArray>
#include <QString>

namespace lockkeeper {

/// SHA-256 in lower-case hex, 64 characters.
QString sha256(const QByteArray &bytes);

/// The first @p length characters of the SHA-256 of @p text: for names that must be short and unlike others.
QString shortHash(const QString &text, int length = 8);

} // namespace lockkeeper
