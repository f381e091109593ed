// SPDX-FileCopyrightText: 2026 Lockkeeper contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QVariant>

struct MySqlField;

namespace lockkeeper {

/// A column's value as the text protocol brings it.
QVariant valueOf(const MySqlField &field, const char *bytes, unsigned long length);
/// What Qt's driver made of a value, in the same types.
QVariant normalized(const QVariant &value);
/// A value as Qt's driver must have it: to it an empty QString() is NULL.
QVariant bindable(const QVariant &value);

} // namespace lockkeeper
