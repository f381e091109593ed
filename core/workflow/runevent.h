// SPDX-FileCopyrightText: 2026 Lockkeeper contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/stage.h"

#include <QJsonObject>
#include <QString>

#include <functional>

namespace lockkeeper {

/// What a run tells while it goes on, on the runner's thread. The snapshot is the truth; this is for progress lines.
struct RunEvent
{
    QString kind; ///< as in the event chain, plus "batch", "retry", "waiting"
    Stage stage = Stage::Classify;
    QString step;
    QJsonObject data;
};
using RunListener = std::function<void(const RunEvent &)>;

} // namespace lockkeeper
