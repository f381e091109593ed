// SPDX-FileCopyrightText: 2026 Lockkeeper contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QMap>
#include <QString>

namespace lockkeeper {

/// One thing wrong in a file that people write. Lines and columns are 1-based; columns count characters.
struct TextProblem
{
    int line = 0;
    int column = 0;
    QString code;                   ///< "unknown-key", "wrong-type", "missing-key", "bad-duration", …
    QMap<QString, QString> facts{}; ///< "key", "expected", "found", "suggestion"
};

} // namespace lockkeeper
