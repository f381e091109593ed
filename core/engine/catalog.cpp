// SPDX-FileCopyrightText: 2026 Lockkeeper contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/engine/catalog.h"

#include "core/engine/dualwrite.h"

#include <algorithm>

namespace lockkeeper {

const Column *TableInfo::column(QStringView columnName) const
{
    const auto found = std::ranges::find(columns, columnName, &Column::name);
    return found == columns.end() ? nullptr : &*found;
}

QStringList DualWrite::newColumns() const
{
    QStringList names;
    for (const Assignment &assignment : up)
        names << assignment.column;
    return names;
}

} // namespace lockkeeper
