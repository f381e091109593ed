// SPDX-FileCopyrightText: 2026 Lockkeeper contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QString>
#include <QStringList>

#include <string_view>
#include <vector>

namespace lockkeeper {

/// The one of @p known that @p written was probably meant to be, or empty. Case and `-` for `_` cost nothing.
QString suggestion(QStringView written, const QStringList &known);
/// The same for ASCII in bytes; a view into @p known.
std::string_view suggestion(std::string_view written, const std::vector<std::string_view> &known);

} // namespace lockkeeper
