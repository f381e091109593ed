// SPDX-FileCopyrightText: 2026 Lockkeeper contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/engine/catalog.h"

namespace lockkeeper {

/// "decimal(10,2) unsigned" → "decimal".
QString baseType(const QString &columnType);

/// A column's default as SQL. MySQL's COLUMN_DEFAULT is a bare value, or an expression where EXTRA says so; MariaDB's is
/// SQL. Empty: none, or NULL.
QString defaultSql(bool isMariaDb, const QVariant &value, const QString &columnType, const QString &extra);

/// A name as one writes it: in backquotes only where it must be.
QString writtenName(const QString &name);

/// True where two values aren't the same to the last byte: a change of case is a change, whatever the collation, and so is
/// a blank at the end. @p right is taken as the column would store it.
QString distinctSql(const Column &column, const QString &left, const QString &right);

/// True when one of @p assignments isn't what its column holds. The expressions are already bound to their row, whose
/// columns stand behind @p row ("" or "NEW.").
QString differsSql(const TableInfo &table, const QList<Assignment> &assignments, const QString &row);

/// The type of a variable that holds such a column's value.
QString variableType(const QString &columnType);

/// The table's column, or one of which only the name is known.
Column columnOf(const TableInfo &table, const QString &name);

} // namespace lockkeeper
