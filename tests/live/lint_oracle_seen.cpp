// SPDX-FileCopyrightText: 2026 Lockkeeper contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/live/lint_oracle_seen.h"

#include <algorithm>

namespace lockkeeper {
namespace {

using lint::Blocks;
using lint::Effects;
using lint::LockMode;

/// Compares one statement. A claim that isn't certain may say more than happens, never less.
class Comparison
{
public:
    Comparison(const OracleCase &asked, const Effects &claimed, const OracleSeen &seen,
               const OracleRelations &relations)
        : m_asked(asked), m_claimed(claimed), m_seen(seen), m_relations(relations)
    {}

    QStringList lines()
    {
        if (m_seen.wasRefused != m_claimed.fails)
            say(QStringLiteral("the server %1 it")
                    .arg(m_seen.wasRefused ? QLatin1String("refuses") : QLatin1String("does")));
        if (m_seen.wasRefused)
            return m_lines;
        seenLocks();
        claimedLocks();
        if (!isBlind(OracleCase::Files))
            rewrites();
        builds();
        if (!isBlind(OracleCase::Scans) && !isBlind(OracleCase::Files) && !m_seen.isPartial)
            scans();
        if (!isBlind(OracleCase::Cascade))
            blocks();
        return m_lines;
    }

private:
    bool isBlind(OracleCase::Blind what) const { return m_asked.blind & what; }
    void say(const QString &line) { m_lines.append(line); }
    void say(const char *what, const std::string &relation)
    {
        say(QLatin1String(what) + QLatin1Char(' ') + QString::fromStdString(relation));
    }
    const OracleRelation *relation(const std::string &name) const
    {
        const auto found = m_relations.find(name);
        return found == m_relations.end() ? nullptr : &found->second;
    }
    bool isTable(const std::string &name) const
    {
        const OracleRelation *known = relation(name);
        return known && known->kind != 'i' && known->kind != 'I' && known->kind != 'S' && known->kind != 'c';
    }

    void seenLocks()
    {
        for (const auto &[name, mode] : m_seen.locks) {
            const auto claim = std::ranges::find(m_claimed.locks, name, &Effects::Lock::relation);
            if (claim == m_claimed.locks.end()) {
                if (!goesWithoutSaying(name, mode))
                    say("not said: lock on", name + ' ' + std::string(nameOf(mode)));
            } else if (claim->mode < mode
                       || (claim->mode > mode && m_claimed.isCertain && !m_seen.isPartial)) {
                say("another lock on", name + ", it is " + std::string(nameOf(mode)));
            }
        }
    }

    /// Indexes and sequences are locked with their table; partitions are locked when rows go there.
    bool goesWithoutSaying(const std::string &name, LockMode mode) const
    {
        const OracleRelation *known = relation(name);
        if (!known || known->kind == 'c' || isBlind(OracleCase::Cascade))
            return true;
        if (mode == LockMode::AccessShare && isBlind(OracleCase::Reads))
            return true;
        if (known->kind == 'S' && mode <= LockMode::RowExclusive)
            return true;
        if (isTable(name))
            return isBlind(OracleCase::Members) && known->isPartition;
        const auto table = m_seen.locks.find(known->table);
        const bool isPlanning = known->kind == 'i' && mode <= LockMode::RowExclusive;
        return isPlanning || (table != m_seen.locks.end() && mode <= table->second);
    }

    void claimedLocks()
    {
        if (!m_claimed.isCertain || m_seen.isPartial)
            return;
        for (const Effects::Lock &claim : m_claimed.locks) {
            const OracleRelation *known = relation(claim.relation);
            const bool isUnseen = isBlind(OracleCase::Members) && known && known->isPartition;
            if (known && !m_seen.locks.contains(claim.relation) && !isUnseen)
                say("no lock on", claim.relation);
        }
    }

    void rewrites()
    {
        for (const std::string &name : m_seen.rewrites) {
            const OracleRelation *known = relation(name);
            const bool isOfTable =
                known && known->kind == 'i'
                && (m_seen.rewrites.contains(known->table) || says(m_claimed.indexBuilds, known->table));
            if (!says(m_claimed.rewrites, name) && !isOfTable && known && known->kind != 'S')
                say("not said: rewrite of", name);
        }
        for (const std::string &name : m_claimed.rewrites) {
            if (m_claimed.isCertain && relation(name) && !m_seen.rewrites.contains(name))
                say("no rewrite of", name);
        }
    }

    void builds()
    {
        for (const std::string &table : m_seen.builds) {
            if (!says(m_claimed.indexBuilds, table) && !m_seen.rewrites.contains(table))
                say("not said: index built on", table);
        }
        for (const std::string &table : m_claimed.indexBuilds) {
            if (m_claimed.isCertain && relation(table) && !m_seen.builds.contains(table))
                say("no index built on", table);
        }
    }

    void scans()
    {
        for (const std::string &table : m_seen.scans) {
            if (!says(m_claimed.scans, table) && !says(m_claimed.rewrites, table)
                && !says(m_claimed.indexBuilds, table))
                say("not said: scan of", table);
        }
        for (const std::string &table : m_claimed.scans) {
            if (m_claimed.isCertain && isTable(table) && !m_seen.scans.contains(table))
                say("no scan of", table);
        }
    }

    void blocks()
    {
        LockMode strongest = LockMode::AccessShare;
        for (const auto &[name, mode] : m_seen.locks) {
            if (const OracleRelation *known = relation(name); known && known->kind != 'c')
                strongest = std::max(strongest, mode);
        }
        const Blocks blocks = strongest == LockMode::AccessExclusive        ? Blocks::ReadsAndWrites
                              : strongest >= LockMode::Share                ? Blocks::Writes
                              : strongest == LockMode::ShareUpdateExclusive ? Blocks::Ddl
                                                                            : Blocks::Nothing;
        const bool isExact = m_claimed.isCertain && !m_seen.isPartial;
        if (m_claimed.blocks < blocks || (isExact && m_claimed.blocks != blocks))
            say(QStringLiteral("it blocks %1").arg(QLatin1String(nameOf(blocks))));
    }

    static bool says(const std::vector<std::string> &names, const std::string &name)
    {
        return std::ranges::contains(names, name);
    }

    const OracleCase &m_asked;
    const Effects &m_claimed;
    const OracleSeen &m_seen;
    const OracleRelations &m_relations;
    QStringList m_lines;
};

} // namespace

LockMode lockModeFromCatalog(const QString &mode)
{
    static const QStringList names{
        QStringLiteral("AccessShareLock"),  QStringLiteral("RowShareLock"),
        QStringLiteral("RowExclusiveLock"), QStringLiteral("ShareUpdateExclusiveLock"),
        QStringLiteral("ShareLock"),        QStringLiteral("ShareRowExclusiveLock"),
        QStringLiteral("ExclusiveLock"),    QStringLiteral("AccessExclusiveLock")};
    const qsizetype index = names.indexOf(mode);
    return index < 0 ? LockMode::AccessShare : static_cast<LockMode>(index);
}

QStringList contradictions(const OracleCase &asked, const Effects &claimed, const OracleSeen &seen,
                           const OracleRelations &relations)
{
    return Comparison(asked, claimed, seen, relations).lines();
}

} // namespace lockkeeper
