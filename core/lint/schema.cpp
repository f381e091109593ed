// SPDX-FileCopyrightText: 2026 Lockkeeper contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/lint/schema.h"

#include "core/lint/effects/postgresfunctions.h"

#include <algorithm>
#include <iterator>
#include <ranges>

namespace lockkeeper::lint {
namespace {

char lower(char c) { return c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c; }

bool sameName(std::string_view a, std::string_view b, bool ignoresCase)
{
    // Names of a table often differ in their last letter only, and lists are long.
    if (a.size() != b.size() || (!a.empty() && lower(a.back()) != lower(b.back())))
        return false;
    return ignoresCase ? std::ranges::equal(a, b, {}, lower, lower) : a == b;
}

/// The element of @p list that is called @p name; null: none.
template<typename T>
const T *named(const std::vector<T> &list, std::string_view name, bool ignoresCase)
{
    const auto found =
        std::ranges::find_if(list, [&](const T &item) { return sameName(item.name, name, ignoresCase); });
    return found == list.end() ? nullptr : &*found;
}

std::string_view withoutSchema(std::string_view displayName)
{
    const size_t dot = displayName.rfind('.');
    return dot == std::string_view::npos ? displayName : displayName.substr(dot + 1);
}

/// The schema that goes without saying; "?" is none.
std::string_view usualSchema(SqlDialect dialect)
{
    return dialect == SqlDialect::PostgreSQL ? "public" : dialect == SqlDialect::SQLite ? "main" : "?";
}

std::string typeKey(const sql::TypeName &type)
{
    return type.schema.empty() || type.schema == "public" ? type.name : type.schema + '.' + type.name;
}

} // namespace

const ColumnFacts *TableFacts::column(std::string_view wanted) const
{
    return named(columns, wanted, ignoresCase);
}

const IndexFacts *TableFacts::index(std::string_view wanted) const
{
    return named(indexes, wanted, ignoresCase);
}

const ConstraintFacts *TableFacts::constraint(std::string_view wanted) const
{
    return named(constraints, wanted, ignoresCase);
}

bool TableFacts::isIndexed(std::string_view column) const
{
    return std::ranges::any_of(indexes, [&](const IndexFacts &index) {
        return std::ranges::any_of(
            index.columns, [&](std::string_view part) { return sameName(part, column, ignoresCase); });
    });
}

bool TableFacts::provesNotNull(std::string_view column) const
{
    const ColumnFacts *known = this->column(column);
    if (known && known->notNull.value_or(false))
        return true;
    return std::ranges::any_of(constraints, [&](const ConstraintFacts &constraint) {
        return constraint.isValid && std::ranges::any_of(constraint.notNull, [&](std::string_view proven) {
                   return sameName(proven, column, ignoresCase);
               });
    });
}

Schema::Schema(SqlDialect dialect, const LiveFacts *live) : m_dialect(dialect), m_isLive(live != nullptr)
{
    if (!live)
        return;
    for (const TableFacts &table : live->tables)
        add(table);
    for (const LiveFacts::View &view : live->views)
        m_relations.emplace(folded(view.name), Relation{view.uses, true, view.isMaterialized, false});
    for (const auto &[index, table] : live->indexTables)
        m_indexTables.emplace(folded(index), table);
    for (const std::string &domain : live->constrainedDomains)
        m_domains[folded(domain)].isConstrained = true;
    m_volatility.insert(live->volatility.begin(), live->volatility.end());
}

std::string Schema::folded(std::string_view displayName) const
{
    std::string key(displayName);
    if (m_dialect == SqlDialect::SQLite)
        std::ranges::transform(key, key.begin(), lower);
    const std::string_view usual = usualSchema(m_dialect);
    return key.starts_with(usual) && key.substr(usual.size()).starts_with('.') ? key.substr(usual.size() + 1)
                                                                               : key;
}

std::string Schema::keyOf(const sql::ObjectName &name) const { return folded(name.display()); }

Schema::ByName<SharedTable>::const_iterator Schema::lookUp(std::string_view displayName) const
{
    const std::string key = folded(displayName);
    const auto found = m_tables.find(key);
    if (found != m_tables.end())
        return found;
    const auto others = m_keysByName.find(key);
    return others != m_keysByName.end() && others->second.size() == 1 ? m_tables.find(*others->second.begin())
                                                                      : m_tables.end();
}

std::string Schema::resolved(std::string_view displayName) const
{
    const auto found = lookUp(displayName);
    return found == m_tables.end() ? std::string() : found->first;
}

const TableFacts *Schema::table(std::string_view displayName) const
{
    const auto found = lookUp(displayName);
    return found == m_tables.end() ? nullptr : &*found->second;
}

const TableFacts *Schema::table(const sql::ObjectName &name) const { return table(name.display()); }

TableFacts *Schema::find(const sql::ObjectName &name)
{
    const auto found = m_tables.find(resolved(name.display()));
    return found == m_tables.end() ? nullptr : &found->second.changeable();
}

TableFacts &Schema::known(const sql::ObjectName &name)
{
    if (TableFacts *table = find(name))
        return *table;
    TableFacts table;
    table.name = name.schema.text == usualSchema(m_dialect) ? name.name.text : name.display();
    const std::string key = folded(table.name);
    add(std::move(table));
    return m_tables.find(key)->second.changeable();
}

bool Schema::createdHere(const sql::ObjectName &table) const
{
    if (const TableFacts *facts = this->table(table))
        return facts->createdHere;
    const auto relation = m_relations.find(keyOf(table));
    return relation != m_relations.end() && relation->second.createdHere;
}

bool Schema::createdHere(std::string_view displayName) const
{
    if (const TableFacts *facts = table(displayName))
        return facts->createdHere;
    const auto relation = m_relations.find(folded(displayName));
    return relation != m_relations.end() && relation->second.createdHere;
}

std::string Schema::tableOfIndex(const sql::ObjectName &index) const
{
    const auto found = m_indexTables.find(keyOf(index));
    if (found != m_indexTables.end())
        return found->second;
    // An index lives where its table does, whatever schema is written.
    const auto bare = m_indexTables.find(folded(index.name.text));
    return bare == m_indexTables.end() ? std::string() : bare->second;
}

bool Schema::isEnumCreatedHere(std::string_view type) const { return m_enums.contains(folded(type)); }

bool Schema::isConstrainedDomain(const sql::TypeName &type) const
{
    const auto domain = m_domains.find(typeKey(type));
    return domain != m_domains.end() && domain->second.isConstrained;
}

const sql::TypeName *Schema::domainBase(const sql::TypeName &type) const
{
    const auto domain = m_domains.find(typeKey(type));
    return domain == m_domains.end() || domain->second.base.isEmpty() ? nullptr : &domain->second.base;
}

std::optional<char> Schema::volatility(std::string_view function) const
{
    const auto own = m_volatility.find(function);
    if (own != m_volatility.end())
        return own->second;
    return m_dialect == SqlDialect::PostgreSQL ? postgresVolatility(function) : std::nullopt;
}

std::vector<std::string> Schema::referencing(std::string_view table) const
{
    std::vector<std::string> names;
    const std::string key = resolved(table);
    const auto candidates = m_referencedBy.find(key.empty() ? folded(table) : key);
    if (candidates == m_referencedBy.end())
        return names;
    for (const std::string &candidate : candidates->second) {
        const auto child = m_tables.find(candidate);
        const auto pointsHere = [&](const ConstraintFacts &constraint) {
            return constraint.kind == sql::ConstraintKind::ForeignKey
                   && (folded(constraint.references) == candidates->first
                       || resolved(constraint.references) == candidates->first);
        };
        if (child != m_tables.end() && std::ranges::any_of(child->second->constraints, pointsHere))
            names.push_back(child->second->name);
    }
    return names;
}

std::vector<std::string> Schema::membersOf(std::string_view table) const
{
    std::vector<std::string> names;
    std::vector<std::string> open{resolved(table)};
    Names seen;
    while (!open.empty()) {
        const std::string parent = std::move(open.back());
        open.pop_back();
        const auto candidates = m_members.find(parent);
        if (candidates == m_members.end())
            continue;
        const auto isParent = [&](std::string_view name) { return resolved(name) == parent; };
        for (const std::string &candidate : candidates->second) {
            const auto child = m_tables.find(candidate);
            if (child == m_tables.end() || !seen.insert(candidate).second)
                continue;
            const TableFacts &facts = *child->second;
            if (isParent(facts.partitionOf) || std::ranges::any_of(facts.inherits, isParent)) {
                names.push_back(facts.name);
                open.push_back(candidate);
            }
        }
    }
    return names;
}

std::string Schema::defaultPartitionOf(std::string_view table) const
{
    const std::string parent = resolved(table);
    const auto candidates = m_defaults.find(parent);
    if (candidates == m_defaults.end())
        return {};
    for (const std::string &candidate : candidates->second) {
        const auto child = m_tables.find(candidate);
        if (child != m_tables.end() && child->second->isDefaultPartition
            && resolved(child->second->partitionOf) == parent)
            return child->second->name;
    }
    return {};
}

std::vector<std::string> Schema::tablesUsing(std::string_view type) const
{
    std::vector<std::string> names;
    for (const TableFacts *table : tables()) {
        if (std::ranges::any_of(table->columns,
                                [&](const ColumnFacts &column) { return typeKey(column.type) == type; }))
            names.push_back(table->name);
    }
    return names;
}

const std::vector<std::string> *Schema::viewUses(const sql::ObjectName &view) const
{
    const auto found = m_relations.find(keyOf(view));
    return found == m_relations.end() || !found->second.isView ? nullptr : &found->second.uses;
}

bool Schema::isMaterialized(const sql::ObjectName &view) const
{
    const auto found = m_relations.find(keyOf(view));
    return found != m_relations.end() && found->second.isMaterialized;
}

std::vector<const TableFacts *> Schema::tables() const
{
    std::vector<std::pair<std::string_view, const TableFacts *>> byName;
    byName.reserve(m_tables.size());
    for (const auto &[key, table] : m_tables)
        byName.emplace_back(key, &*table);
    std::ranges::sort(byName);
    std::vector<const TableFacts *> all;
    all.reserve(byName.size());
    std::ranges::copy(byName | std::views::values, std::back_inserter(all));
    return all;
}

/// The key of a table that may not be known.
std::string Schema::target(std::string_view displayName) const
{
    std::string known = resolved(displayName);
    return known.empty() ? folded(displayName) : known;
}

void Schema::noteReference(const std::string &key, std::string_view referenced)
{
    m_referencedBy[target(referenced)].insert(key);
}

void Schema::noteLinks(const std::string &key, const TableFacts &table)
{
    for (const ConstraintFacts &constraint : table.constraints) {
        if (!constraint.references.empty())
            noteReference(key, constraint.references);
    }
    if (!table.partitionOf.empty())
        m_members[target(table.partitionOf)].insert(key);
    if (table.isDefaultPartition)
        m_defaults[target(table.partitionOf)].insert(key);
    for (const std::string &parent : table.inherits)
        m_members[target(parent)].insert(key);
}

void Schema::add(TableFacts table)
{
    const std::string key = folded(table.name);
    table.ignoresCase = m_dialect != SqlDialect::PostgreSQL;
    for (const IndexFacts &index : table.indexes)
        m_indexTables.insert_or_assign(folded(index.name), table.name);
    noteLinks(key, table);
    if (key.contains('.'))
        m_keysByName[std::string(withoutSchema(key))].insert(key);
    m_tables.insert_or_assign(key, SharedTable(std::move(table)));
}

void Schema::remove(std::string_view key)
{
    const auto found = m_tables.find(key);
    if (found == m_tables.end())
        return;
    for (const IndexFacts &index : found->second->indexes) {
        const auto owner = m_indexTables.find(folded(index.name));
        if (owner != m_indexTables.end() && resolved(owner->second) == key)
            m_indexTables.erase(owner);
    }
    const auto names = m_keysByName.find(withoutSchema(key));
    if (names != m_keysByName.end())
        names->second.erase(found->first);
    m_tables.erase(found);
}

void Schema::rename(const std::string &from, const std::string &to)
{
    const auto found = m_tables.find(from);
    if (found == m_tables.end() || from == to)
        return;
    TableFacts table = std::move(found->second.changeable());
    const std::vector<std::string> children = referencing(from);
    const std::vector<std::string> members = membersOf(from);
    const auto names = m_keysByName.find(withoutSchema(from));
    if (names != m_keysByName.end())
        names->second.erase(from);
    m_tables.erase(found);
    table.name = to;
    const auto follow = [&](std::string &name) {
        if (folded(name) == from)
            name = to;
    };
    const auto followIn = [&](TableFacts &other) {
        for (ConstraintFacts &constraint : other.constraints)
            follow(constraint.references);
        follow(other.partitionOf);
        std::ranges::for_each(other.inherits, follow);
    };
    followIn(table);
    add(std::move(table));
    for (const std::vector<std::string> &list : {children, members}) {
        for (const std::string &name : list) {
            const auto other = m_tables.find(resolved(name));
            if (other == m_tables.end())
                continue;
            followIn(other->second.changeable());
            noteLinks(other->first, *other->second);
        }
    }
}

LiveFacts Schema::asLive() const
{
    LiveFacts live;
    for (const SharedTable &shared : m_tables | std::views::values) {
        TableFacts table = *shared;
        table.createdHere = false;
        table.droppedColumns.clear();
        for (ConstraintFacts &constraint : table.constraints)
            constraint.addedHere = false;
        live.tables.push_back(std::move(table));
    }
    for (const auto &[name, relation] : m_relations) {
        if (relation.isView)
            live.views.push_back({name, relation.uses, relation.isMaterialized});
    }
    for (const auto &[name, domain] : m_domains) {
        if (domain.isConstrained)
            live.constrainedDomains.insert(name);
    }
    live.volatility.insert(m_volatility.begin(), m_volatility.end());
    live.indexTables.insert(m_indexTables.begin(), m_indexTables.end());
    return live;
}

void Schema::apply(const sql::Statement &statement)
{
    std::visit(
        [this](const auto &node) {
            if constexpr (requires { applyNode(node); })
                applyNode(node);
        },
        statement.node);
}

} // namespace lockkeeper::lint
