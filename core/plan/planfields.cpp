// SPDX-FileCopyrightText: 2026 Lockkeeper contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/plan/planfields.h"

#include <algorithm>

using namespace Qt::StringLiterals;

namespace lockkeeper {

using enum FieldType;

const PlanField *PlanShape::field(QStringView key) const
{
    const auto found = std::ranges::find(fields, key, &PlanField::key);
    return found == fields.end() ? nullptr : &*found;
}

QStringList PlanShape::keys() const
{
    QStringList result;
    for (const PlanField &field : fields)
        result.append(field.key);
    return result;
}

namespace {

PlanField gates(const QString &help)
{
    return {.key = u"gates"_s, .type = Conditions, .need = Need::Defaulted, .help = help};
}

const PlanShape &sqlStep()
{
    static const PlanShape shape{{
        {.key = u"id"_s, .type = Id, .need = Need::Required, .help = u"Unique in the plan."_s},
        {.key = u"sql"_s,
         .type = Sql,
         .need = Need::Required,
         .help = u"What to run, statement by statement."_s},
        {.key = u"undo"_s,
         .type = Sql,
         .help = u"What takes it back; [] where nothing has to be taken back."_s},
        {.key = u"done_when"_s, .type = Query, .help = u"A query that is true once the step took effect."_s},
        {.key = u"irreversible"_s, .type = Text, .help = u"Why it cannot be undone; in contract only."_s},
    }};
    return shape;
}

const PlanShape &expand()
{
    static const PlanShape shape{{
        gates(u"What must hold before the first change."_s),
        {.key = u"steps"_s,
         .type = Objects,
         .need = Need::Defaulted,
         .shape = &sqlStep(),
         .help = u"Additive changes of the schema."_s},
    }};
    return shape;
}

const PlanShape &dualWrite()
{
    static const PlanShape shape{{
        {.key = u"table"_s,
         .type = Table,
         .need = Need::Required,
         .help = u"The table that has both shapes."_s},
        {.key = u"up"_s,
         .type = Assignments,
         .need = Need::Required,
         .help = u"New columns from the old ones."_s},
        {.key = u"down"_s,
         .type = Assignments,
         .need = Need::Defaulted,
         .help = u"Old columns from the new ones."_s},
        {.key = u"on_conflict"_s,
         .type = Choice,
         .need = Need::Defaulted,
         .fallback = u"error"_s,
         .choices = {u"error"_s, u"old-wins"_s, u"new-wins"_s},
         .help = u"When one statement writes both shapes and they disagree."_s},
    }};
    return shape;
}

const PlanShape &batch()
{
    const BatchLimits limits;
    static const PlanShape shape{{
        {.key = u"target_time"_s,
         .type = Duration,
         .need = Need::Defaulted,
         .fallback = QString::number(limits.targetTime.count()) + "ms"_L1,
         .help = u"How long a batch should take; its size follows."_s},
        {.key = u"min"_s,
         .type = Integer,
         .need = Need::Defaulted,
         .fallback = QString::number(limits.smallest),
         .least = 1,
         .help = u"The smallest batch, in rows."_s},
        {.key = u"max"_s,
         .type = Integer,
         .need = Need::Defaulted,
         .fallback = QString::number(limits.largest),
         .least = 1,
         .most = 1'000'000,
         .help = u"The largest batch, in rows."_s},
        {.key = u"workers"_s,
         .type = Integer,
         .need = Need::Defaulted,
         .fallback = QString::number(limits.workers),
         .least = 1,
         .most = 64,
         .help = u"How many sessions fill at once."_s},
    }};
    return shape;
}

const PlanShape &holdWhen()
{
    static const PlanShape shape{{
        {.key = u"replication_lag"_s, .type = Duration, .help = u"A replica is this far behind."_s},
        {.key = u"lock_waiters"_s,
         .type = Integer,
         .least = 1,
         .help = u"So many sessions wait for locks."_s},
        {.key = u"oldest_transaction"_s, .type = Duration, .help = u"A transaction is open for this long."_s},
        {.key = u"error_rate_rise"_s,
         .type = Factor,
         .help = u"Errors come so many times as often as before."_s},
    }};
    return shape;
}

const PlanShape &fill()
{
    static const PlanShape shape{{
        {.key = u"id"_s, .type = Id, .need = Need::Required, .help = u"Unique in the plan."_s},
        {.key = u"table"_s, .type = Table, .need = Need::Required, .help = u"The table to fill."_s},
        {.key = u"set"_s, .type = Assignments, .need = Need::Required, .help = u"What each row gets."_s},
        {.key = u"where"_s, .type = Expression, .help = u"Which rows get it; absent: all."_s},
        {.key = u"without_dual_write"_s,
         .type = Text,
         .help = u"Why rows written meanwhile come out right without dual_write."_s},
        {.key = u"batch"_s,
         .type = Object,
         .need = Need::Defaulted,
         .shape = &batch(),
         .help = u"How batches are cut."_s},
        {.key = u"hold_when"_s,
         .type = Object,
         .need = Need::Defaulted,
         .shape = &holdWhen(),
         .help = u"When the backfill waits."_s},
    }};
    return shape;
}

const PlanShape &backfill()
{
    static const PlanShape shape{{
        gates(u"What must hold before rows are filled."_s),
        {.key = u"dual_write"_s,
         .type = Object,
         .shape = &dualWrite(),
         .help = u"Keeps both shapes in step."_s},
        {.key = u"fills"_s,
         .type = Objects,
         .need = Need::Defaulted,
         .shape = &fill(),
         .help = u"Changes of data, in batches."_s},
    }};
    return shape;
}

const PlanShape &flag()
{
    static const PlanShape shape{{
        {.key = u"id"_s, .type = Id, .need = Need::Required, .help = u"Unique in the plan."_s},
        {.key = u"kind"_s,
         .type = Choice,
         .need = Need::Defaulted,
         .fallback = u"sql"_s,
         .choices = {u"sql"_s},
         .help = u"How the flag is set."_s},
        {.key = u"set"_s, .type = FlagSql, .need = Need::Required, .help = u"A statement with :percent."_s},
        {.key = u"cohorts"_s,
         .type = Cohorts,
         .need = Need::Required,
         .help = u"Percents, the last is 100."_s},
        {.key = u"soak"_s,
         .type = Duration,
         .need = Need::Defaulted,
         .fallback = u"10m"_s,
         .help = u"How long each cohort is watched before the next."_s},
    }};
    return shape;
}

const PlanShape &flip()
{
    static const PlanShape shape{{
        gates(u"What must hold before the first cohort moves."_s),
        {.key = u"flags"_s,
         .type = Objects,
         .need = Need::Defaulted,
         .shape = &flag(),
         .help = u"Feature flags, moved cohort by cohort."_s},
    }};
    return shape;
}

const PlanShape &contract()
{
    static const PlanShape shape{{
        gates(u"What must hold before the old shape goes."_s),
        {.key = u"steps"_s,
         .type = Objects,
         .need = Need::Defaulted,
         .shape = &sqlStep(),
         .help = u"Takes the old shape away."_s},
    }};
    return shape;
}

const PlanShape &verify()
{
    static const PlanShape shape{{
        {.key = u"watch"_s,
         .type = Duration,
         .need = Need::Defaulted,
         .fallback = u"0s"_s,
         .help = u"How long to watch after the last step."_s},
        {.key = u"conditions"_s, .type = Conditions, .need = Need::Defaulted, .help = u"What is watched."_s},
    }};
    return shape;
}

const PlanShape &target()
{
    static const PlanShape shape{{
        {.key = u"engine"_s, .type = Engine, .need = Need::Required, .help = u"Which database."_s},
        {.key = u"server_version"_s, .type = ServerVersion, .help = u"\">=14\": what the server must be."_s},
        {.key = u"environment"_s,
         .type = Choice,
         .need = Need::Defaulted,
         .fallback = u"production"_s,
         .choices = {u"production"_s, u"staging"_s, u"development"_s, u"sandbox"_s},
         .help = u"A sandbox may run all stages at once."_s},
    }};
    return shape;
}

} // namespace

const PlanShape &planShape()
{
    static const PlanShape shape{{
        {.key = u"lockkeeper"_s,
         .type = FormatVersion,
         .need = Need::Required,
         .help = u"The format's version."_s},
        {.key = u"title"_s,
         .type = Text,
         .need = Need::Required,
         .help = u"What the change is, in a few words."_s},
        {.key = u"target"_s,
         .type = Object,
         .need = Need::Required,
         .shape = &target(),
         .help = u"What it is for; never how to connect."_s},
        {.key = u"change"_s,
         .type = Free,
         .need = Need::Defaulted,
         .help = u"What the recipe was asked for."_s},
        {.key = u"rollback_window"_s,
         .type = Duration,
         .need = Need::Defaulted,
         .fallback = u"0s"_s,
         .help = u"How long the way back must stay open."_s},
        {.key = u"expand"_s,
         .type = Object,
         .need = Need::Defaulted,
         .shape = &expand(),
         .help = u"Stage 2."_s},
        {.key = u"backfill"_s,
         .type = Object,
         .need = Need::Defaulted,
         .shape = &backfill(),
         .help = u"Stage 3."_s},
        {.key = u"flip"_s, .type = Object, .need = Need::Defaulted, .shape = &flip(), .help = u"Stage 4."_s},
        {.key = u"contract"_s,
         .type = Object,
         .need = Need::Defaulted,
         .shape = &contract(),
         .help = u"Stage 5."_s},
        {.key = u"verify"_s,
         .type = Object,
         .need = Need::Defaulted,
         .shape = &verify(),
         .help = u"Stage 6."_s},
    }};
    return shape;
}

namespace {

FieldType typeOf(QStringView parameterType)
{
    static const QMap<QString, FieldType> types{
        {u"string"_s, Text}, {u"strings"_s, Texts}, {u"duration"_s, Duration},       {u"integer"_s, Integer},
        {u"object"_s, Free}, {u"scalar"_s, Scalar}, {u"expectation"_s, Expectation}, {u"query"_s, Query},
        {u"table"_s, Table},
    };
    const auto found = types.constFind(parameterType.toString());
    Q_ASSERT_X(found != types.constEnd(), "parameterShape",
               "a condition kind has a parameter of an unknown type");
    return found == types.constEnd() ? Scalar : *found;
}

} // namespace

PlanShape parameterShape(const PlanVocabulary::ConditionKind &kind)
{
    PlanShape shape;
    for (const PlanVocabulary::Parameter &parameter : kind.parameters) {
        shape.fields.append({.key = parameter.name,
                             .type = typeOf(parameter.type),
                             .need = parameter.required ? Need::Required : Need::Optional});
    }
    return shape;
}

QString patternOf(FieldType type)
{
    switch (type) {
    case Id:
        return u"^[a-z0-9]+(-[a-z0-9]+)*$"_s;
    case ServerVersion:
        return u"^(>=|<=|=|>|<)?\\s*[0-9]+(\\.[0-9]+){0,3}$"_s;
    case Duration:
        return u"^[0-9]+(ms|s|m|h|d)$"_s;
    case Factor:
        return u"^[0-9]+(\\.[0-9]+)?x$"_s;
    case Expectation:
        return u"^\\s*((==?|!=|<>|<=?|>=?)\\s*(-?[0-9]+(\\.[0-9]+)?|true|false|'([^']|'')*')|true|false)\\s*$"_s;
    default:
        return {};
    }
}

} // namespace lockkeeper
