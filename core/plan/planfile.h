// SPDX-FileCopyrightText: 2026 Lockkeeper contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/error.h"
#include "core/base/textproblem.h"
#include "core/plan/plan.h"

#include <QJsonObject>
#include <QList>

#include <expected>

namespace lockkeeper {

using PlanProblem = TextProblem;

/// What a plan may name that other parts of the core define.
struct PlanVocabulary
{
    struct Parameter
    {
        QString name;
        /// "string", "duration" (read into milliseconds), "integer", "strings", "object", "scalar",
        /// "expectation" ("= 0"), "query" (one statement), "table"
        QString type;
        bool required = false;
    };
    struct ConditionKind
    {
        QString name;
        QList<Parameter> parameters;
        QString shorthand; ///< the parameter set by `{name: value}`, or empty
    };
    QStringList engines;
    QList<ConditionKind> conditions;
};

/// Reads, checks and hashes `*.lockkeeper.yaml` (cli-and-plan.md). Stateless.
namespace PlanFile {

/// All problems of the text at once, in the order of lines.
///
/// Beyond what each key says of itself: every step of expand and contract has an `undo` (`[]`: nothing to take back) or,
/// in contract only, says why it is `irreversible`; what takes the old shape or its triggers away needs a contract
/// gate; a fill's columns are kept right by `dual_write` or it says why not (`without_dual_write`); no key, value or
/// comment holds a password or a way to a database.
std::expected<Plan, QList<PlanProblem>> parse(const QByteArray &text, const PlanVocabulary &vocabulary);

/// @returns Errc::UnreadableFile (also beyond 1 MiB), Errc::NotUtf8.
Result<QByteArray> read(const QString &path);

/// JSON Schema (draft 2020-12) of the format, made from the same tables as the parser.
QJsonObject schema(const PlanVocabulary &vocabulary);

} // namespace PlanFile

} // namespace lockkeeper
