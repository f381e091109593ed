// SPDX-FileCopyrightText: 2026 Lockkeeper contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/engine/catalog.h"
#include "core/engine/postgres/postgresdialect.h"

namespace lockkeeper {

/// `("id")`-style wrapping that survives an expression ending in a `--` comment.
QString wrapped(const QString &expression);

/// The expression as the column would store it: `numeric(10,2)` rounds, and only the rounded value can be compared.
QString asStored(const Column &column, const QString &expression);

/// `left IS DISTINCT FROM right` for two values of the column's type, also where the type knows no equality (json).
QString distinct(const Column &column, const QString &left, const QString &right);

/// True when one of @p assignments isn't what its column holds. @p expressions are already bound to their row,
/// whose columns stand behind @p row ("" or "NEW."); columns that the table doesn't have compare as they are.
QString differs(const TableInfo &table, const QList<Assignment> &assignments, const QString &row,
                const PostgresDialect &dialect);

} // namespace lockkeeper
