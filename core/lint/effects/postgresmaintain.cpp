// SPDX-FileCopyrightText: 2026 Lockkeeper contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/lint/effects/postgresmodel.h"

#include <algorithm>
#include <array>

namespace lockkeeper::lint {
namespace {

using enum LockMode;
using sql::ObjectKind;

/// "share row exclusive" of LOCK TABLE; without one it is the strongest.
LockMode modeNamed(std::string_view words)
{
    static constexpr std::array<std::string_view, 8> names{
        "access share", "row share",           "row exclusive", "share update exclusive",
        "share",        "share row exclusive", "exclusive",     "access exclusive"};
    const auto found = std::ranges::find(names, words);
    return found == names.end() ? AccessExclusive : static_cast<LockMode>(found - names.begin());
}

} // namespace

void PostgresModel::of(const sql::Maintain &maintain)
{
    using Kind = sql::Maintain::Kind;
    const bool isWhole = maintain.objects.empty();
    for (const sql::ObjectName &object : maintain.objects) {
        const std::string name = object.display();
        switch (maintain.kind) {
        case Kind::Vacuum:
            lockPartitions(name, maintain.full ? AccessExclusive : ShareUpdateExclusive);
            if (maintain.full)
                rewrite(name);
            break;
        case Kind::Analyze:
            lockTree(name, AccessShare);
            lockPartitions(name, ShareUpdateExclusive);
            break;
        case Kind::Cluster:
            lockPartitions(name, AccessExclusive);
            rewrite(name);
            break;
        case Kind::Lock:
            use(object, modeNamed(maintain.lockMode));
            break;
        case Kind::Refresh:
            refresh(object, maintain);
            break;
        case Kind::Reindex:
            reindex(object, maintain);
            break;
        default:
            break;
        }
    }
    const bool isAboutTables = maintain.kind != Kind::Checkpoint && maintain.kind != Kind::Unlock;
    m_effects.isCertain &= !isWhole || !isAboutTables;
}

void PostgresModel::refresh(const sql::ObjectName &view, const sql::Maintain &maintain)
{
    const std::string name = view.display();
    lock(name, maintain.concurrently ? Exclusive : AccessExclusive);
    if (maintain.withNoData)
        return;
    if (maintain.concurrently)
        scan(name);
    else
        rewrite(name);
    if (const std::vector<std::string> *below = m_schema.viewUses(view)) {
        for (const std::string &source : *below)
            use(objectNamed(source), AccessShare);
    }
}

void PostgresModel::reindex(const sql::ObjectName &object, const sql::Maintain &maintain)
{
    const LockMode onTable = maintain.concurrently ? ShareUpdateExclusive : Share;
    const LockMode onIndex = maintain.concurrently ? ShareUpdateExclusive : AccessExclusive;
    const auto redo = [&](const std::string &table, const std::string &index) {
        lock(index, onIndex);
        note(m_effects.rewrites, index);
        if (!table.empty()) {
            lockPartitions(table, onTable);
            build(table);
        }
    };
    const auto redoAll = [&](const TableFacts &table) {
        lock(table.name, onTable);
        for (const IndexFacts &index : table.indexes)
            redo(table.name, index.name);
    };
    if (maintain.object == ObjectKind::Index) {
        const std::string table = m_schema.tableOfIndex(object);
        redo(table, object.display());
        m_effects.isCertain &= !table.empty();
    } else if (maintain.object == ObjectKind::Table) {
        lockPartitions(object.display(), onTable);
        build(object.display());
        for (const std::string &part : storageOf(object.display(), false)) {
            if (const TableFacts *facts = m_schema.table(part))
                redoAll(*facts);
        }
    } else {
        const std::string prefix = object.name.text == "public" ? "" : object.name.text + '.';
        for (const TableFacts *table : m_schema.tables()) {
            const bool isInside =
                prefix.empty() ? !table->name.contains('.') : table->name.starts_with(prefix);
            if (!table->isPartitioned && (isInside || maintain.object != ObjectKind::Schema))
                redoAll(*table);
        }
        m_effects.isCertain = false;
    }
}

} // namespace lockkeeper::lint
