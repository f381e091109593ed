// SPDX-FileCopyrightText: 2026 Lockkeeper contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/base/stage.h"

#include <QStringList>

using namespace Qt::StringLiterals;

namespace lockkeeper {

namespace {

const QStringList &stageNames()
{
    static const QStringList names{u"classify"_s, u"expand"_s,   u"backfill"_s,
                                   u"flip"_s,     u"contract"_s, u"verify"_s};
    return names;
}

} // namespace

QString stageName(Stage stage) { return stageNames().at(static_cast<qsizetype>(stage)); }

std::optional<Stage> stageNamed(QStringView name)
{
    for (const Stage stage : allStages) {
        if (stageName(stage) == name)
            return stage;
    }
    return std::nullopt;
}

} // namespace lockkeeper
