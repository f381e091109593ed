// SPDX-FileCopyrightText: 2026 Lockkeeper contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QString>
#include <QStringList>

namespace lockkeeper {

/// The one of @p known that @p written was probably meant to be, or empty. Case and `-` for `_` cost nothing.
QString suggestion(QStringView written, const QStringList &known);

} // namespace lockkeeper
