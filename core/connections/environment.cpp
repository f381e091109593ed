// SPDX-FileCopyrightText: 2026 Lockkeeper contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/connections/environment.h"

#include <utility>

namespace lockkeeper {

using namespace Qt::StringLiterals;

QString environmentName(Environment environment)
{
    switch (environment) {
    case Environment::Sandbox:
        return u"sandbox"_s;
    case Environment::Development:
        return u"development"_s;
    case Environment::Staging:
        return u"staging"_s;
    case Environment::Production:
        return u"production"_s;
    }
    std::unreachable();
}

std::optional<Environment> environmentNamed(QStringView name)
{
    for (const Environment environment : allEnvironments) {
        if (environmentName(environment) == name)
            return environment;
    }
    return {};
}

} // namespace lockkeeper
