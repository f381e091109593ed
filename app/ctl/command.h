// SPDX-FileCopyrightText: 2026 Lockkeeper contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/ctl/options.h"
#include "core/base/error.h"

#include <memory>
#include <vector>

namespace lockkeeper::ctl {

class Console;
class Signals;

/// How a command is found and explained.
struct CommandInfo
{
    QString name; ///< "run", or "plan check" for one of a group
    QString summary;
    QString example; ///< one that works, shown below the help
};

/// What a command may use while it runs.
struct Surroundings
{
    Console &console;
    Signals &signals_;
};

/// One subcommand. Made for every start of the program, parsed into, run once.
class Command
{
public:
    virtual ~Command() = default;

    virtual CommandInfo info() const = 0;
    virtual void declare(Options &options) = 0;
    /// A QCoreApplication, with its event dispatcher and libraries: a millisecond that most commands don't notice.
    virtual bool needsApplication() const { return true; }
    /// @returns the exit code, or what went wrong: told, and made an exit code, by launch().
    virtual Result<int> run(const Surroundings &surroundings) = 0;
};

/// Where a command stands in the help.
enum class Place {
    Demo,
    Lint,
    PlanNew,
    PlanRecipes,
    PlanCheck,
    PlanShow,
    PlanSchema,
    Run,
    Status,
    Check,
    Pause,
    Resume,
    Cancel,
    Set,
    Approve,
    Rollback,
    Watch
};

using CommandMaker = std::unique_ptr<Command> (*)();
void registerCommand(Place place, CommandMaker maker);
/// All commands, in the order of the help.
std::vector<std::unique_ptr<Command>> makeCommands();

/// The one line that makes a class a subcommand: `const Registered<StatusCommand> registered(Place::Status);`
template<typename T>
struct Registered
{
    explicit Registered(Place place)
    {
        registerCommand(place, [] { return std::unique_ptr<Command>(std::make_unique<T>()); });
    }
};

} // namespace lockkeeper::ctl
