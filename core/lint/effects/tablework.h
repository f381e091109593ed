// SPDX-FileCopyrightText: 2026 Lockkeeper contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/lint/effects.h"

namespace lockkeeper::lint {

/// How MySQL or MariaDB carries out one clause of an ALTER TABLE; of several the dearest decides.
struct TableWork
{
    Algorithm algorithm = Algorithm::Instant;
    TableLock lock = TableLock::None;
    bool rewrites = false;          ///< every row is written anew
    bool buildsIndex = false;       ///< rows are read and sorted
    bool scans = false;             ///< rows are only read
    bool rewritesInplace = false;   ///< costs nothing as INSTANT, a rewrite where INSTANT can't be had
    bool rewritesWithIndex = false; ///< costs nothing, but a rewrite beside a clause that builds an index
    bool isCertain = true;
    bool fails = false;

    static TableWork instant() { return {}; }
    static TableWork inplace() { return {.algorithm = Algorithm::Inplace}; }
    static TableWork rebuild() { return {.algorithm = Algorithm::Inplace, .rewrites = true}; }
    static TableWork copy(TableLock lock)
    {
        return {.algorithm = Algorithm::Copy, .lock = lock, .rewrites = true};
    }
    static TableWork refused() { return {.fails = true}; }

    TableWork guessed() const
    {
        TableWork work = *this;
        work.isCertain = false;
        return work;
    }
    void add(const TableWork &other);
};

/// ALGORITHM= and LOCK= as a statement writes them; empty when it doesn't.
struct WrittenClauses
{
    std::string_view algorithm;
    std::string_view lock;
};

/// What is known of a table before an ALTER, asked in the words of the manuals' chapters on online DDL.
class AlteredTable
{
public:
    AlteredTable(const Schema &schema, const sql::ObjectName &name);

    const TableFacts *facts() const { return m_facts; }
    const std::string &name() const { return m_name; }
    /// Nothing is known against it: tables that say no engine are InnoDB's.
    bool isInnoDb() const;
    bool isCompressed() const { return m_facts && m_facts->rowFormat == "compressed"; }
    bool isRedundant() const { return m_facts && m_facts->rowFormat == "redundant"; }
    bool isPartitioned() const { return m_facts && m_facts->isPartitioned; }
    bool hasFulltext() const;
    bool hasVirtual() const;
    bool hasIndexedVirtual() const;
    bool hasPrimaryKey() const;
    /// A foreign key makes its index itself where none is written.
    bool isIndexed(std::string_view column) const;
    /// An index begins with @p columns, in this order, as a foreign key wants it.
    bool startsIndex(const std::vector<sql::Name> &columns) const;
    /// An index on @p column and others: it must be built anew without it.
    bool isInWideIndex(std::string_view column) const;
    bool isInFulltext(std::string_view column) const;
    const ColumnFacts *column(std::string_view name) const
    {
        return m_facts ? m_facts->column(name) : nullptr;
    }
    /// From 0; -1: unknown.
    int placeOf(std::string_view column) const;

private:
    const TableFacts *m_facts;
    std::string m_name;
};

/// Makes the statement's effects of the work that is asked for: written clauses are held against it, and whom it blocks
/// follows.
Effects effectsOfWork(const TableWork &asked, const AlteredTable &table, const WrittenClauses &written,
                      SqlDialect dialect);

} // namespace lockkeeper::lint
