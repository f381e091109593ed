// SPDX-FileCopyrightText: 2026 Lockkeeper contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/plan/planfile.h"

#include <QHash>
#include <QJsonObject>
#include <QJsonValue>

namespace lockkeeper {

/// A plan on its way from YAML to Plan: the content in its canonical form, where each piece of it is written, and what
/// is wrong. A piece that is wrong is absent from the content but still has its place.
///
/// Paths are like "expand/steps/0/id".
struct PlanDraft
{
    struct Place
    {
        int line = 1;
        int column = 1;
    };

    QJsonObject content;
    QHash<QString, Place> places;
    QList<PlanProblem> problems;

    /// Where @p path is written; for what is absent, where it is missing.
    Place place(QString path) const;
    bool isWritten(const QString &path) const { return places.contains(path); }
    void report(const QString &path, const QString &code, QMap<QString, QString> facts = {});
    void report(Place place, const QString &code, QMap<QString, QString> facts = {});
};

/// "expand/steps" and 0 → "expand/steps/0"
QString under(const QString &path, const QString &key);
QString under(const QString &path, qsizetype index);
/// The last key of the path: "expand/steps/0" → "steps"
QString keyOf(const QString &path);

} // namespace lockkeeper
