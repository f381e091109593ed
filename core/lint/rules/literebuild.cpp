// SPDX-FileCopyrightText: 2026 Lockkeeper contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/lint/rules/literebuild.h"

#include "core/sql/lexer.h"

#include <algorithm>
#include <map>

namespace lockkeeper::lint {

namespace {

/// What is copied: `(a, b)` and `a, b` where the columns are known.
struct CopiedColumns
{
    std::string target;
    std::string source = "*";
};

CopiedColumns copiedColumns(const At &at, const TableFacts *facts)
{
    std::string list;
    if (facts && facts->isComplete) {
        for (const ColumnFacts &column : facts->columns) {
            if (!column.isGenerated)
                list += (list.empty() ? "" : ", ") + quotedName(at.options.dialect, column.name);
        }
    }
    return list.empty() ? CopiedColumns() : CopiedColumns{" (" + list + ")", list};
}

/// "the indexes users_email, the triggers and views active_users"
std::string ownedObjects(const TableFacts *facts)
{
    std::string list;
    if (!facts)
        return "its indexes, triggers and views";
    for (const std::string &index : madeIndexes(*facts))
        list += (list.empty() ? "" : ", ") + index;
    for (const std::string &dependent : facts->dependents)
        list += (list.empty() ? "" : ", ") + dependent;
    return list.empty() ? "its indexes, triggers and views" : list;
}

const sql::ObjectName *droppedTable(const sql::Statement &statement)
{
    const auto *drop = statement.as<sql::Drop>();
    return drop && drop->object == sql::ObjectKind::Table && drop->names.size() == 1 ? &drop->names.front()
                                                                                     : nullptr;
}

const sql::AlterAction *tableRename(const sql::Statement &statement)
{
    const auto *alter = statement.as<sql::AlterTable>();
    return alter && alter->actions.size() == 1 && alter->actions.front().kind == sql::AlterKind::RenameTable
               ? &alter->actions.front()
               : nullptr;
}

/// Finds CREATE n, DROP t, ALTER n RENAME TO t, and the other order: ALTER t RENAME TO o, CREATE t, DROP o.
class RebuildWatch
{
public:
    std::vector<Rebuild> rebuilds;

    void see(const sql::Statement &statement, int index)
    {
        if (const auto *create = statement.as<sql::CreateTable>())
            m_created[key(create->table)] = index;
        if (const sql::ObjectName *dropped = droppedTable(statement))
            seeDrop(*dropped, index);
        if (const sql::AlterAction *rename = tableRename(statement))
            seeRename(statement.as<sql::AlterTable>()->table, rename->newTable, index);
    }

private:
    struct Move
    {
        sql::ObjectName from;
        int rename;
    };

    static std::string key(const sql::ObjectName &name) { return folded(name.display()); }

    void seeDrop(const sql::ObjectName &table, int index)
    {
        m_dropped[key(table)] = index;
        const auto moved = m_moved.find(key(table));
        if (moved == m_moved.end())
            return;
        const auto created = m_created.find(key(moved->second.from));
        if (created != m_created.end() && created->second > moved->second.rename)
            rebuilds.push_back(
                {moved->second.from, table, created->second, index, moved->second.rename, true});
    }

    void seeRename(const sql::ObjectName &from, const sql::ObjectName &to, int index)
    {
        const auto created = m_created.find(key(from));
        const auto dropped = m_dropped.find(key(to));
        if (created != m_created.end() && dropped != m_dropped.end())
            rebuilds.push_back({to, from, created->second, dropped->second, index, false});
        m_moved[key(to)] = {from, index};
    }

    std::map<std::string, int> m_created;
    std::map<std::string, int> m_dropped;
    std::map<std::string, Move> m_moved; ///< by the new name
};

} // namespace

std::vector<std::string> madeIndexes(const TableFacts &table)
{
    const auto isOfKey = [&](const IndexFacts &index) {
        return index.isPrimary || index.name.empty() || index.name.starts_with("sqlite_autoindex_")
               || std::ranges::any_of(table.constraints, [&](const ConstraintFacts &constraint) {
                      return (constraint.kind == sql::ConstraintKind::Unique
                              || constraint.kind == sql::ConstraintKind::PrimaryKey)
                             && constraint.columns == index.columns;
                  });
    };
    std::vector<std::string> names;
    for (const IndexFacts &index : table.indexes) {
        if (!isOfKey(index))
            names.push_back(index.name);
    }
    return names;
}

Fix rebuildFix(const At &at, const sql::ObjectName &table)
{
    const TableFacts *facts = at.schema.table(table);
    const std::string old = written(at, table);
    const std::string fresh = quotedName(at.options.dialect, "new_" + table.name.text);
    const CopiedColumns columns = copiedColumns(at, facts);
    return stagedFix(
        "Build the table anew",
        {{at.options.stage.value_or(Stage::Contract),
          "PRAGMA foreign_keys = OFF;\nBEGIN IMMEDIATE;\n-- CREATE TABLE " + fresh + " as " + old
              + " is, with the change\nINSERT INTO " + fresh + columns.target + " SELECT " + columns.source
              + " FROM " + old + ";\nDROP TABLE " + old + ";\nALTER TABLE " + fresh + " RENAME TO " + old
              + ";\n-- Create again: " + ownedObjects(facts)
              + "\n-- Must find nothing\nPRAGMA foreign_key_check;\nCOMMIT;\nPRAGMA foreign_keys = ON;"}});
}

std::vector<Rebuild> rebuildsIn(std::span<const sql::Statement> statements)
{
    RebuildWatch watch;
    for (int i = 0; i < int(statements.size()); ++i)
        watch.see(statements[size_t(i)], i);
    return watch.rebuilds;
}

} // namespace lockkeeper::lint
