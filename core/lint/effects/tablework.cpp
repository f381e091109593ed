// SPDX-FileCopyrightText: 2026 Lockkeeper contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/lint/effects/tablework.h"

#include <algorithm>
#include <ranges>

namespace lockkeeper::lint {

namespace {

std::optional<Algorithm> algorithmFrom(std::string_view word)
{
    if (word == "instant")
        return Algorithm::Instant;
    if (word == "nocopy")
        return Algorithm::NoCopy;
    if (word == "inplace")
        return Algorithm::Inplace;
    if (word == "copy")
        return Algorithm::Copy;
    return {};
}

std::optional<TableLock> lockFrom(std::string_view word)
{
    if (word == "none")
        return TableLock::None;
    if (word == "shared")
        return TableLock::Shared;
    if (word == "exclusive")
        return TableLock::Exclusive;
    return {};
}

Blocks blockedBy(TableLock lock)
{
    switch (lock) {
    case TableLock::None:
        return Blocks::Nothing;
    case TableLock::Shared:
        return Blocks::Writes;
    case TableLock::Exclusive:
        return Blocks::ReadsAndWrites;
    }
    return Blocks::Nothing;
}

/// A dearer algorithm than needed is obeyed. MySQL takes INPLACE at its word and writes the table anew; MariaDB reads
/// it as "no dearer than".
void obey(TableWork &work, Algorithm written, SqlDialect dialect)
{
    if (written < work.algorithm) {
        work.fails = true;
        return;
    }
    if (written == Algorithm::Copy && work.algorithm != Algorithm::Copy)
        work = {.algorithm = Algorithm::Copy,
                .lock = std::max(work.lock, TableLock::Shared),
                .rewrites = true,
                .isCertain = work.isCertain,
                .fails = work.fails};
    else if (written == Algorithm::Inplace && work.algorithm == Algorithm::Instant
             && dialect == SqlDialect::MySQL) {
        work.algorithm = Algorithm::Inplace;
        work.rewrites = work.rewrites || work.rewritesInplace;
    }
}

} // namespace

void TableWork::add(const TableWork &other)
{
    algorithm = std::max(algorithm, other.algorithm);
    lock = std::max(lock, other.lock);
    rewrites = rewrites || other.rewrites;
    buildsIndex = buildsIndex || other.buildsIndex;
    scans = scans || other.scans;
    rewritesInplace = rewritesInplace || other.rewritesInplace;
    rewritesWithIndex = rewritesWithIndex || other.rewritesWithIndex;
    isCertain = isCertain && other.isCertain;
    fails = fails || other.fails;
}

AlteredTable::AlteredTable(const Schema &schema, const sql::ObjectName &name)
    : m_facts(schema.table(name)), m_name(name.display())
{}

bool AlteredTable::isInnoDb() const
{
    return !m_facts || m_facts->engine.empty() || m_facts->engine == "innodb";
}

bool AlteredTable::hasFulltext() const
{
    return m_facts && std::ranges::any_of(m_facts->indexes, &IndexFacts::isFulltext);
}

bool AlteredTable::hasVirtual() const
{
    return m_facts && std::ranges::any_of(m_facts->columns, [](const ColumnFacts &column) {
               return column.isGenerated && !column.isStoredGenerated;
           });
}

bool AlteredTable::hasIndexedVirtual() const
{
    return m_facts && std::ranges::any_of(m_facts->columns, [this](const ColumnFacts &column) {
               return column.isGenerated && !column.isStoredGenerated && isIndexed(column.name);
           });
}

bool AlteredTable::hasPrimaryKey() const
{
    return m_facts
           && (std::ranges::any_of(m_facts->indexes, &IndexFacts::isPrimary)
               || std::ranges::any_of(m_facts->constraints, [](const ConstraintFacts &constraint) {
                      return constraint.kind == sql::ConstraintKind::PrimaryKey;
                  }));
}

bool AlteredTable::isIndexed(std::string_view column) const
{
    if (!m_facts)
        return false;
    return m_facts->isIndexed(column)
           || std::ranges::any_of(m_facts->constraints, [column](const ConstraintFacts &constraint) {
                  return constraint.kind == sql::ConstraintKind::ForeignKey
                         && std::ranges::contains(constraint.columns, column);
              });
}

bool AlteredTable::startsIndex(const std::vector<sql::Name> &columns) const
{
    return m_facts && std::ranges::any_of(m_facts->indexes, [&columns](const IndexFacts &index) {
               return index.columns.size() >= columns.size()
                      && std::ranges::equal(columns, index.columns | std::views::take(columns.size()), {},
                                            &sql::Name::text);
           });
}

bool AlteredTable::isInWideIndex(std::string_view column) const
{
    return m_facts && std::ranges::any_of(m_facts->indexes, [column](const IndexFacts &index) {
               return index.columns.size() > 1
                      && std::ranges::find(index.columns, column) != index.columns.end();
           });
}

bool AlteredTable::isInFulltext(std::string_view column) const
{
    return m_facts && std::ranges::any_of(m_facts->indexes, [column](const IndexFacts &index) {
               return index.isFulltext && std::ranges::find(index.columns, column) != index.columns.end();
           });
}

int AlteredTable::placeOf(std::string_view column) const
{
    if (!m_facts || !m_facts->isComplete)
        return -1;
    const auto found = std::ranges::find(m_facts->columns, column, &ColumnFacts::name);
    return found == m_facts->columns.end() ? -1 : static_cast<int>(found - m_facts->columns.begin());
}

Effects effectsOfWork(const TableWork &asked, const AlteredTable &table, const WrittenClauses &written,
                      SqlDialect dialect)
{
    TableWork work = asked;
    const auto algorithm = algorithmFrom(written.algorithm);
    if (algorithm)
        obey(work, *algorithm, dialect);
    if (const auto lock = lockFrom(written.lock)) {
        // MySQL: INSTANT takes no lock worth a name, and says so to whoever names one.
        const bool namesInstant = dialect == SqlDialect::MySQL && algorithm == Algorithm::Instant;
        work.fails = work.fails || *lock < work.lock || namesInstant;
        work.lock = std::max(work.lock, *lock);
    }

    Effects effects;
    effects.isCertain = work.isCertain;
    effects.fails = work.fails;
    if (work.fails)
        return effects;
    effects.algorithm = work.algorithm;
    effects.tableLock = work.lock;
    effects.blocks = blockedBy(work.lock);
    if (table.facts() && table.facts()->isTemporary)
        effects.blocks = Blocks::Nothing; // nobody else sees it
    effects.isLong = effects.blocks >= Blocks::Writes && (work.rewrites || work.buildsIndex || work.scans);
    if (work.rewrites)
        effects.rewrites.push_back(table.name());
    if (work.buildsIndex)
        effects.indexBuilds.push_back(table.name());
    if (work.scans)
        effects.scans.push_back(table.name());
    return effects;
}

} // namespace lockkeeper::lint
