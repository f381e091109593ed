// SPDX-FileCopyrightText: 2026 Lockkeeper contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QString>

namespace lockkeeper::sentences {

/// Numbers as people read them: "1,204,000", "6.2".
QString number(qint64 value);
QString number(double value);

} // namespace lockkeeper::sentences
