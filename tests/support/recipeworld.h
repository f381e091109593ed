// SPDX-FileCopyrightText: 2026 Lockkeeper contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/recipes/recipewriter.h"
#include "tests/support/world.h"

#include <atomic>
#include <mutex>
#include <thread>

namespace lockkeeper {

/// A real database with one table of people that recipes may change; see World.
class RecipeWorld : public World
{
public:
    RecipeWorld(const QString &engine, int people);

    /// The plan that @p recipe makes for `people`, without a soak and in a sandbox; ends the program where it makes none.
    Plan plan(const QString &recipe, const RecipeValues &values) const;
    /// Why it makes none.
    QList<RecipeProblem> problems(const QString &recipe, const RecipeValues &values) const;
    void execute(const QString &sql) const;
    bool hasColumn(const QString &column) const;

private:
    RecipeResult<QByteArray> text(const QString &recipe, const RecipeValues &values) const;
};

/// Two writers that know the old columns only: they insert and change people until they are stopped.
class PeopleWriters
{
public:
    PeopleWriters(const RecipeWorld &world, const QString &columns);
    ~PeopleWriters() { stop(); }
    PeopleWriters(const PeopleWriters &) = delete;
    PeopleWriters &operator=(const PeopleWriters &) = delete;

    /// The first error that isn't a lock's, or nothing.
    QString stop();
    int written() const { return m_written; }
    int inserted() const { return m_inserted; }

private:
    void write(const Target &target, const QString &columns, int number);

    std::atomic<bool> m_stopped = false;
    std::atomic<int> m_written = 0;
    std::atomic<int> m_inserted = 0;
    std::mutex m_guard;
    QString m_error;
    std::vector<std::jthread> m_threads;
};

} // namespace lockkeeper
