// SPDX-FileCopyrightText: 2026 Lockkeeper contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/plan/planfile.h"

#include <QList>
#include <QString>
#include <QStringList>

#include <limits>

namespace lockkeeper {

struct PlanShape;

/// What may stand behind a key.
enum class FieldType {
    FormatVersion, ///< 1
    Text,          ///< one string that is not empty
    Texts,         ///< a list of them
    Scalar,        ///< any string, number or boolean
    Id,            ///< lower-case letters, digits and dashes
    Choice,
    Engine,        ///< one that the vocabulary has
    ServerVersion, ///< ">=14"
    Table,
    Sql,   ///< a string or a list of strings, cut into statements
    Query, ///< one statement
    Expression,
    FlagSql,     ///< one statement with `:percent`
    Assignments, ///< column: expression
    Duration,
    Factor,
    Integer,
    Cohorts,     ///< percents, ascending, the last is 100
    Expectation, ///< "= 0"
    Conditions,
    Free, ///< a map of whatever the recipe likes
    Object,
    Objects,
};

enum class Need {
    Required,
    Optional,  ///< absent means absent
    Defaulted, ///< absent means the fallback
};

struct PlanField
{
    QString key;
    FieldType type = FieldType::Text;
    Need need = Need::Optional;
    QString fallback{};               ///< a scalar's; lists and objects fall back to empty ones
    const PlanShape *shape = nullptr; ///< of Object and Objects
    QStringList choices{};
    int least = 0;
    int most = std::numeric_limits<int>::max();
    QString help{}; ///< one line, for the JSON Schema
};

/// The plan format as data: the parser and the JSON Schema are both made from these tables, so that they can't differ.
/// A map's keys, in the order a person would write them.
struct PlanShape
{
    QList<PlanField> fields;

    const PlanField *field(QStringView key) const;
    QStringList keys() const;
};

/// The whole file.
const PlanShape &planShape();

/// A condition's parameters as a map's keys.
PlanShape parameterShape(const PlanVocabulary::ConditionKind &kind);

/// What strings of a type must look like (ECMA 262 and PCRE agree on these), or empty.
QString patternOf(FieldType type);

} // namespace lockkeeper
