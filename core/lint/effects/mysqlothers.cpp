// SPDX-FileCopyrightText: 2026 Lockkeeper contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/lint/effects/alterclauses.h"

#include <algorithm>

namespace lockkeeper::lint {

namespace {

using sql::ObjectKind;

Effects blocking(Blocks blocks, bool isLong = false)
{
    Effects effects;
    effects.blocks = blocks;
    effects.isLong = isLong;
    return effects;
}

/// Reads whole tables, and keeps shared locks on all they hold: REPEATABLE READ is the default.
Effects reading(const std::vector<sql::ObjectName> &sources)
{
    Effects effects = blocking(sources.empty() ? Blocks::Nothing : Blocks::Writes, !sources.empty());
    for (const sql::ObjectName &source : sources)
        effects.scans.push_back(source.display());
    return effects;
}

/// Rows stay locked until the transaction ends: all of them, when nothing chooses.
Effects changing(const sql::ObjectName &table, const sql::Expression &where, bool hasLimit)
{
    const bool isWhole = (where.isEmpty() || where.isAlwaysTrue) && !hasLimit;
    Effects effects = blocking(isWhole ? Blocks::Writes : Blocks::Nothing, isWhole);
    if (isWhole)
        effects.scans.push_back(table.display());
    return effects;
}

struct Describe
{
    const Schema &schema;
    const SessionSettings &session;

    Effects operator()(const sql::CreateTable &create) const
    {
        Effects effects = create.isAsSelect ? reading(create.selectsFrom) : Effects();
        if (create.orReplace && schema.table(create.table))
            effects.blocks = Blocks::ReadsAndWrites;
        return effects;
    }
    Effects operator()(const sql::Drop &drop) const
    {
        const bool isHeld = drop.object == ObjectKind::Table || drop.object == ObjectKind::Database
                            || drop.object == ObjectKind::Schema;
        Effects effects = blocking(isHeld && !drop.isTemporary ? Blocks::ReadsAndWrites : Blocks::Nothing);
        effects.fails =
            drop.object == ObjectKind::Table && session.checksForeignKeys && isStillReferenced(drop);
        return effects;
    }
    Effects operator()(const sql::Rename &rename) const
    {
        return blocking(rename.object == ObjectKind::Table ? Blocks::ReadsAndWrites : Blocks::Nothing);
    }
    Effects operator()(const sql::Truncate &truncate) const
    {
        Effects effects = blocking(Blocks::ReadsAndWrites);
        effects.fails = session.checksForeignKeys
                        && std::ranges::any_of(truncate.tables, [this](const sql::ObjectName &table) {
                               return std::ranges::any_of(
                                   schema.referencing(table.display()),
                                   [&](const std::string &child) { return child != table.display(); });
                           });
        return effects;
    }
    Effects operator()(const sql::Insert &insert) const
    {
        return insert.isSelect ? reading(insert.selectsFrom) : Effects();
    }
    Effects operator()(const sql::Update &update) const
    {
        return changing(update.table, update.where, update.hasLimit);
    }
    Effects operator()(const sql::Delete &deletion) const
    {
        return changing(deletion.table, deletion.where, deletion.hasLimit);
    }
    Effects operator()(const sql::Maintain &maintain) const
    {
        using Kind = sql::Maintain::Kind;
        Effects effects;
        switch (maintain.kind) {
        case Kind::Lock:
            effects.blocks = maintain.lockMode.starts_with("write") ? Blocks::ReadsAndWrites : Blocks::Writes;
            break;
        case Kind::Optimize:
            effects.algorithm = Algorithm::Inplace;
            for (const sql::ObjectName &table : maintain.objects)
                effects.rewrites.push_back(table.display());
            break;
        case Kind::Check:
            for (const sql::ObjectName &table : maintain.objects)
                effects.scans.push_back(table.display());
            break;
        case Kind::Repair: // of other engines than InnoDB, which refuses
            effects = blocking(Blocks::ReadsAndWrites, true);
            effects.isCertain = false;
            break;
        default:
            break;
        }
        return effects;
    }
    Effects operator()(const auto &) const { return {}; }

    /// By a table that isn't dropped with it.
    bool isStillReferenced(const sql::Drop &drop) const
    {
        const auto isDropped = [&drop](const std::string &child) {
            return std::ranges::any_of(drop.names,
                                       [&](const sql::ObjectName &name) { return name.display() == child; });
        };
        return std::ranges::any_of(drop.names, [&](const sql::ObjectName &name) {
            return !std::ranges::all_of(schema.referencing(name.display()), isDropped);
        });
    }
};

struct FamilyAlter
{
    const Schema &schema;
    const ServerVersion &version;
    const SessionSettings &session;
    const FamilyModel &model;

    Effects operator()(const sql::ObjectName &table, const std::vector<sql::AlterAction> &actions,
                       const WrittenClauses &written) const
    {
        const AlterClauses alter{.schema = schema,
                                 .table = {schema, table},
                                 .actions = actions,
                                 .version = version,
                                 .session = session};
        TableWork work;
        for (const sql::AlterAction &action : actions)
            work.add(model.workOf(alter, action));
        model.settle(alter, work);
        return effectsOfWork(work, alter.table, written, model.dialect);
    }
};

/// OPTIMIZE TABLE is ALTER TABLE … FORCE.
bool isOptimize(const sql::Maintain &maintain)
{
    return maintain.kind == sql::Maintain::Kind::Optimize && maintain.objects.size() == 1;
}

sql::AlterAction force()
{
    sql::AlterAction action;
    action.kind = sql::AlterKind::Force;
    return action;
}

} // namespace

Effects familyEffects(const sql::Statement &statement, const Schema &schema, const ServerVersion &version,
                      const SessionSettings &session, const FamilyModel &model)
{
    const FamilyAlter effectsOfAlter{schema, version, session, model};
    if (const auto *alter = statement.as<sql::AlterTable>(); alter && alter->object == ObjectKind::Table)
        return effectsOfAlter(alter->table, alter->actions, {alter->algorithm, alter->lock});
    if (const auto *index = statement.as<sql::CreateIndex>())
        return effectsOfAlter(index->table, {asAction(*index)}, {index->algorithm, index->lock});
    if (const auto *drop = statement.as<sql::Drop>(); drop && drop->object == ObjectKind::Index)
        return effectsOfAlter(drop->onTable, {asAction(*drop)}, {drop->algorithm, drop->lock});
    if (const auto *maintain = statement.as<sql::Maintain>(); maintain && isOptimize(*maintain))
        return effectsOfAlter(maintain->objects.front(), {force()}, {});
    return std::visit(Describe{schema, session}, statement.node);
}

} // namespace lockkeeper::lint
