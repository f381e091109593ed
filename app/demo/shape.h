// SPDX-FileCopyrightText: 2026 Lockkeeper contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/engine/session.h"

namespace lockkeeper::demo {

/// The two versions of the sample application.
enum class Version { Old, New };

/// What the sample's tables look like at one moment, as far as an application cares.
struct Shape
{
    bool hasOldNames = true;
    bool hasDisplayName = false;
    bool inStep = false; ///< triggers keep both
    int percent = 0;     ///< of the rows whose display_name is to be read

    bool readsDisplayName(qint64 id) const;
    friend bool operator==(const Shape &, const Shape &) = default;
};

/// The sample's questions in one engine's SQL.
struct ShapeSql
{
    QString shape;           ///< one row: old, new, in_step, percent
    QString inStep;          ///< a condition: triggers keep both shapes now
    QString fullName;        ///< an expression: first and last name
    QString renewHeartbeat;  ///< what an INSERT that meets a row under its key does: %1 is the new moment
    bool returnsRows = true; ///< INSERT … RETURNING

    static ShapeSql forEngine(QStringView engine);
};

Result<Shape> readShape(Session &session, const ShapeSql &sql);

} // namespace lockkeeper::demo
