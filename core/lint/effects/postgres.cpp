// SPDX-FileCopyrightText: 2026 Lockkeeper contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/lint/effects/postgresmodel.h"

#include <algorithm>
#include <array>
#include <iterator>

namespace lockkeeper::lint {
namespace {

using enum LockMode;
using sql::ObjectKind;

Blocks blocksOf(LockMode mode)
{
    if (mode == AccessExclusive)
        return Blocks::ReadsAndWrites;
    if (mode >= Share)
        return Blocks::Writes;
    return mode == ShareUpdateExclusive ? Blocks::Ddl : Blocks::Nothing;
}

bool isEveryRow(const sql::Expression &where) { return where.isEmpty() || where.isAlwaysTrue; }

} // namespace

sql::ObjectName PostgresModel::objectNamed(std::string_view displayName)
{
    sql::ObjectName name;
    const size_t dot = displayName.rfind('.');
    name.name.text = displayName.substr(dot == std::string_view::npos ? 0 : dot + 1);
    if (dot != std::string_view::npos)
        name.schema.text = displayName.substr(0, dot);
    return name;
}

Effects postgresEffects(const sql::Statement &statement, const Schema &schema, const ServerVersion &version)
{
    PostgresModel model(schema, version);
    model.add(statement);
    return model.finished();
}

void PostgresModel::add(const sql::Statement &statement)
{
    std::visit(
        [this](const auto &node) {
            if constexpr (requires { of(node); })
                of(node);
        },
        statement.node);
    m_effects.isCertain &= statement.isAnalysed();
}

Effects PostgresModel::finished()
{
    std::erase_if(m_effects.locks, [&](const Effects::Lock &lock) { return m_new.contains(lock.relation); });
    LockMode strongest = AccessShare;
    for (const Effects::Lock &lock : m_effects.locks) {
        if (isUsedByOthers(lock.relation))
            strongest = std::max(strongest, lock.mode);
    }
    const auto isWork = [&](const std::vector<std::string> &tables) {
        return std::ranges::any_of(tables, [&](const std::string &table) { return isUsedByOthers(table); });
    };
    m_effects.blocks = blocksOf(strongest);
    m_effects.isLong =
        m_effects.blocks >= Blocks::Writes
        && (isWork(m_effects.rewrites) || isWork(m_effects.scans) || isWork(m_effects.indexBuilds));
    return std::move(m_effects);
}

/// What is known to name the column keeps it as it is.
bool PostgresModel::isUsedColumn(const TableFacts *table, std::string_view column)
{
    const ColumnFacts *known = table ? table->column(column) : nullptr;
    return known && known->usedBy && !known->usedBy->empty();
}

bool PostgresModel::isUsedByOthers(const std::string &relation) const
{
    if (m_new.contains(relation))
        return false;
    const sql::ObjectName name = objectNamed(relation);
    const std::string table = m_schema.tableOfIndex(name);
    return !m_schema.createdHere(m_schema.table(relation) || table.empty() ? name : objectNamed(table));
}

/// A statement may name thousands of tables.
void PostgresModel::lock(const std::string &relation, LockMode mode)
{
    const auto [place, isNew] =
        m_locks.try_emplace(std::string(withoutPublic(relation)), m_effects.locks.size());
    if (isNew)
        m_effects.locks.push_back({relation, mode});
    else
        m_effects.locks[place->second].mode = std::max(m_effects.locks[place->second].mode, mode);
}

void PostgresModel::lockTree(const std::string &table, LockMode mode, bool isOnly)
{
    lock(table, mode);
    if (isOnly)
        return;
    for (const std::string &member : m_schema.membersOf(table))
        lock(member, mode);
}

void PostgresModel::lockPartitions(const std::string &table, LockMode mode)
{
    const TableFacts *facts = m_schema.table(table);
    lockTree(table, mode, !facts || !facts->isPartitioned);
}

std::vector<std::string> PostgresModel::storageOf(const std::string &table, bool isOnly) const
{
    std::vector<std::string> all{table};
    if (!isOnly)
        std::ranges::copy(m_schema.membersOf(table), std::back_inserter(all));
    if (all.size() == 1)
        return all; // of a partitioned table whose partitions are not known, it stands for them
    std::erase_if(all, [&](const std::string &name) {
        const TableFacts *facts = m_schema.table(name);
        return facts && facts->isPartitioned;
    });
    return all;
}

void PostgresModel::note(std::vector<std::string> &list, const std::string &table)
{
    if (m_noted.emplace(&list, table).second)
        list.push_back(table);
}

void PostgresModel::rewrite(const std::string &table, bool isOnly)
{
    for (const std::string &part : storageOf(table, isOnly))
        note(m_effects.rewrites, part);
}

void PostgresModel::scan(const std::string &table, bool isOnly)
{
    for (const std::string &part : storageOf(table, isOnly))
        note(m_effects.scans, part);
}

void PostgresModel::build(const std::string &table, bool isOnly)
{
    for (const std::string &part : storageOf(table, isOnly))
        note(m_effects.indexBuilds, part);
}

void PostgresModel::use(const sql::ObjectName &relation, LockMode mode)
{
    constexpr int mostViews = 1000; // on views on views …
    std::vector<std::string> open{relation.display()};
    for (int views = 0; !open.empty() && views < mostViews;) {
        const std::string name = std::move(open.back());
        open.pop_back();
        if (views > 0 && holds(name, mode)) // also ends what names itself
            continue;
        const std::vector<std::string> *below = m_schema.viewUses(objectNamed(name));
        if (!below) {
            lockTree(name, mode);
            continue;
        }
        ++views;
        lock(name, mode);
        if (!m_schema.isMaterialized(objectNamed(name)))
            open.insert(open.end(), below->rbegin(), below->rend());
    }
    m_effects.isCertain &= open.empty();
}

bool PostgresModel::holds(std::string_view relation, LockMode atLeast) const
{
    const auto held = m_locks.find(withoutPublic(relation));
    return held != m_locks.end() && m_effects.locks[held->second].mode >= atLeast;
}

void PostgresModel::lockForeignKeys(const std::string &table, LockMode mode,
                                    const std::vector<sql::Name> *columns)
{
    const TableFacts *facts = m_schema.table(table);
    if (!facts)
        return;
    const auto isTouched = [&](const std::string &column) {
        return !columns || std::ranges::contains(*columns, column, &sql::Name::text);
    };
    for (const ConstraintFacts &constraint : facts->constraints) {
        if (!constraint.references.empty() && std::ranges::any_of(constraint.columns, isTouched))
            lock(constraint.references, mode);
    }
}

void PostgresModel::of(const sql::CreateTable &create)
{
    const std::string name = create.table.display();
    if (create.ifNotExists && m_schema.table(create.table))
        return;
    m_new.insert(name);
    const auto reference = [&](const sql::Constraint &constraint) {
        if (constraint.kind == sql::ConstraintKind::ForeignKey)
            lock(constraint.references.display(), ShareRowExclusive);
    };
    for (const sql::ColumnDef &column : create.columns)
        std::ranges::for_each(column.constraints, reference);
    std::ranges::for_each(create.constraints, reference);
    for (const sql::ObjectName &parent : create.inherits)
        lock(parent.display(), ShareUpdateExclusive);
    for (const sql::ObjectName &model : create.like)
        use(model, AccessShare);
    for (const sql::ObjectName &source : create.selectsFrom)
        use(source, AccessShare);
    if (!create.partitionOf.isEmpty())
        createPartition(create);
}

void PostgresModel::createPartition(const sql::CreateTable &create)
{
    const std::string parent = create.partitionOf.display();
    lock(parent, AccessExclusive);
    lockForeignKeys(parent, ShareRowExclusive);
    checkDefaultPartition(parent);
}

/// Rows of a new partition must not be in the default one.
void PostgresModel::checkDefaultPartition(const std::string &parent)
{
    const std::string rest = m_schema.defaultPartitionOf(parent);
    if (!rest.empty()) {
        lockTree(rest, AccessExclusive);
        scan(rest);
    }
    const TableFacts *facts = m_schema.table(parent);
    m_effects.isCertain &= facts && facts->isComplete;
}

void PostgresModel::of(const sql::CreateIndex &create)
{
    const std::string table = create.table.display();
    const TableFacts *facts = m_schema.table(create.table);
    const bool isPartitioned = facts && facts->isPartitioned;
    m_effects.fails |= create.concurrently && isPartitioned;
    const LockMode mode = create.concurrently ? ShareUpdateExclusive : Share;
    lockTree(table, mode, create.only || !isPartitioned);
    const bool isThere =
        create.ifNotExists && !m_schema.tableOfIndex({create.table.schema, create.name, {}}).empty();
    if (!isThere && !(create.only && isPartitioned))
        build(table, create.only || !isPartitioned);
}

void PostgresModel::of(const sql::Rename &rename)
{
    for (const sql::Rename::Pair &pair : rename.pairs) {
        switch (rename.object) {
        case ObjectKind::Table:
        case ObjectKind::View:
        case ObjectKind::MaterializedView:
        case ObjectKind::Sequence:
        case ObjectKind::ForeignTable:
            lock(pair.from.display(), AccessExclusive);
            break;
        case ObjectKind::Index:
            lock(pair.from.display(), ShareUpdateExclusive);
            break;
        default:
            break;
        }
    }
    if (!rename.onTable.isEmpty())
        lock(rename.onTable.display(), AccessExclusive);
}

void PostgresModel::of(const sql::Truncate &truncate)
{
    std::vector<std::string> open;
    open.reserve(truncate.tables.size());
    for (const sql::ObjectName &table : truncate.tables)
        open.push_back(table.display());
    while (!open.empty()) {
        const std::string table = std::move(open.back());
        open.pop_back();
        if (holds(table, AccessExclusive))
            continue;
        lockTree(table, AccessExclusive);
        if (truncate.cascade)
            std::ranges::copy(m_schema.referencing(table), std::back_inserter(open));
    }
    // Without the database at hand nobody knows who else points here.
    m_effects.isCertain &= !truncate.cascade || m_schema.isLive();
}

void PostgresModel::of(const sql::Insert &insert)
{
    if (m_schema.viewUses(insert.table))
        use(insert.table, RowExclusive);
    else
        lock(insert.table.display(), RowExclusive); // partitions: only those that rows go to
    lockForeignKeys(insert.table.display(), RowShare);
    for (const sql::ObjectName &source : insert.selectsFrom)
        use(source, AccessShare);
}

void PostgresModel::of(const sql::Update &update)
{
    use(update.table, RowExclusive);
    lockForeignKeys(update.table.display(), RowShare, &update.columns);
    for (const sql::ObjectName &other : update.others)
        use(other, AccessShare);
    if (isEveryRow(update.where) && !m_schema.viewUses(update.table))
        scan(update.table.display());
}

void PostgresModel::of(const sql::Delete &remove)
{
    use(remove.table, RowExclusive);
    const std::string table = remove.table.display();
    for (const std::string &child : m_schema.referencing(table)) {
        const bool cascades =
            std::ranges::any_of(m_schema.table(child)->constraints, [&](const auto &constraint) {
                return constraint.onDeleteCascade
                       && m_schema.table(constraint.references) == m_schema.table(table);
            });
        lock(child, cascades ? RowExclusive : RowShare);
    }
    for (const sql::ObjectName &other : remove.others)
        use(other, AccessShare);
    if (isEveryRow(remove.where) && !m_schema.viewUses(remove.table))
        scan(table);
}

void PostgresModel::of(const sql::Select &select)
{
    for (const sql::ObjectName &table : select.tables)
        use(table, select.isLocking ? RowShare : AccessShare);
}

void PostgresModel::of(const sql::CreateTrigger &create)
{
    lockPartitions(create.table.display(), ShareRowExclusive);
}

void PostgresModel::of(const sql::Routine &routine)
{
    if (!routine.isBlock)
        return;
    // Its branches may not be taken, and what it puts together at run time isn't known.
    m_effects.isCertain &= routine.body.empty() && !routine.hasDynamicSql;
    for (const sql::Statement &statement : routine.body)
        add(statement);
}

void PostgresModel::of(const sql::AlterType &alter)
{
    using Kind = sql::AlterType::Kind;
    const bool checks = (alter.kind == Kind::AddConstraint && !alter.constraint.isNotValid)
                        || alter.kind == Kind::SetNotNull || alter.kind == Kind::ValidateConstraint;
    if (!alter.isDomain || !checks)
        return;
    for (const std::string &table : m_schema.tablesUsing(alter.name.display())) {
        lock(table, Share);
        scan(table, true);
    }
    m_effects.isCertain &= m_schema.isLive();
}

void PostgresModel::of(const sql::Create &create)
{
    const std::string name = create.name.display();
    switch (create.object) {
    case ObjectKind::View:
    case ObjectKind::MaterializedView:
        if (create.orReplace) {
            lock(name, AccessExclusive);
            m_effects.isCertain &= m_schema.viewUses(create.name) != nullptr;
        }
        for (const sql::ObjectName &used : create.uses)
            use(used, AccessShare);
        break;
    case ObjectKind::Policy:
    case ObjectKind::Rule:
        lock(create.onTable.display(), AccessExclusive);
        break;
    default: // publications and statistics name tables
        for (const sql::ObjectName &used : create.uses)
            lock(used.display(), ShareUpdateExclusive);
        if (!create.onTable.isEmpty())
            lock(create.onTable.display(), ShareUpdateExclusive);
    }
}

void PostgresModel::of(const sql::Harmless &harmless)
{
    for (const sql::ObjectName &relation : harmless.locked)
        lock(relation.display(), ShareUpdateExclusive);
}

void PostgresModel::of(const sql::Alter &alter)
{
    switch (alter.object) {
    case ObjectKind::Sequence:
        lock(alter.name.display(), alter.what == "owner" ? AccessExclusive : ShareRowExclusive);
        break;
    case ObjectKind::View:
    case ObjectKind::MaterializedView:
    case ObjectKind::Index:
        lock(alter.name.display(), AccessExclusive);
        break;
    case ObjectKind::Publication:
        if (!alter.onTable.isEmpty())
            lock(alter.onTable.display(), ShareUpdateExclusive);
        break;
    default:
        if (!alter.onTable.isEmpty())
            lock(alter.onTable.display(), AccessExclusive);
    }
}

} // namespace lockkeeper::lint
