// SPDX-FileCopyrightText: 2026 Lockkeeper contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QDir>
#include <QString>

namespace lockkeeper::test {

/// Pictures of the SQL editor in the palette of the moment; @p scheme ends their names.
void shootEditor(const QDir &folder, const QString &scheme);

} // namespace lockkeeper::test
