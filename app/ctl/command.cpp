// SPDX-FileCopyrightText: 2026 Lockkeeper contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/ctl/command.h"

#include <map>

namespace lockkeeper::ctl {

namespace {

/// Filled while the program starts, before main(), by objects whose order nobody knows.
std::map<Place, CommandMaker> &makers()
{
    static std::map<Place, CommandMaker> all;
    return all;
}

} // namespace

void registerCommand(Place place, CommandMaker maker) { makers().emplace(place, maker); }

std::vector<std::unique_ptr<Command>> makeCommands()
{
    std::vector<std::unique_ptr<Command>> commands;
    for (const auto &[place, maker] : makers())
        commands.push_back(maker());
    return commands;
}

} // namespace lockkeeper::ctl
