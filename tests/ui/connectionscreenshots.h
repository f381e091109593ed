// SPDX-FileCopyrightText: 2026 Lockkeeper contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QDir>
#include <QString>

namespace lockkeeper::test {

/// Pictures of the connections' window in the palette of the moment; @p scheme ends their names.
void shootConnections(const QDir &folder, const QString &scheme);

} // namespace lockkeeper::test
