// SPDX-FileCopyrightText: 2026 Lockkeeper contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QString>

#include <array>
#include <optional>

namespace lockkeeper {

/// What kind of database this is; later ones ask for more care.
enum class Environment { Sandbox, Development, Staging, Production };

inline constexpr std::array allEnvironments{Environment::Production, Environment::Staging,
                                            Environment::Development, Environment::Sandbox};

/// As in plan files and in the list of connections: "production", "staging", "development", "sandbox".
QString environmentName(Environment environment);
std::optional<Environment> environmentNamed(QStringView name);

} // namespace lockkeeper
