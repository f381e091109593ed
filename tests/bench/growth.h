// SPDX-FileCopyrightText: 2026 Lockkeeper contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QStringList>

namespace lockkeeper::bench {

/// How linting and each report grow with scripts that repeat one thing: the processor's time for @p size of them and for four
/// times as many. 4 is linear.
QList<QStringList> growth(int size);

} // namespace lockkeeper::bench
