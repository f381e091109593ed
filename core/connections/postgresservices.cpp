// SPDX-FileCopyrightText: 2026 Lockkeeper contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/connections/postgresservices.h"

#include "core/connections/sections.h"

#include <algorithm>
#include <array>

namespace lockkeeper {

using namespace Qt::StringLiterals;

namespace {

// What libpq reads and a session of ours leaves to the user; the rest is ours to set, or not known to libpq at all.
constexpr std::array keptOptions{"sslmode"_L1,
                                 "sslrootcert"_L1,
                                 "sslcert"_L1,
                                 "sslkey"_L1,
                                 "sslcrl"_L1,
                                 "sslsni"_L1,
                                 "sslnegotiation"_L1,
                                 "ssl_min_protocol_version"_L1,
                                 "ssl_max_protocol_version"_L1,
                                 "channel_binding"_L1,
                                 "require_auth"_L1,
                                 "gssencmode"_L1,
                                 "krbsrvname"_L1,
                                 "hostaddr"_L1,
                                 "options"_L1,
                                 "passfile"_L1,
                                 "target_session_attrs"_L1};

struct Variable
{
    QLatin1StringView name;
    QLatin1StringView option;
};

constexpr std::array variables{
    Variable{"PGHOST"_L1, "host"_L1},
    Variable{"PGHOSTADDR"_L1, "hostaddr"_L1},
    Variable{"PGPORT"_L1, "port"_L1},
    Variable{"PGDATABASE"_L1, "dbname"_L1},
    Variable{"PGUSER"_L1, "user"_L1},
    Variable{"PGPASSWORD"_L1, "password"_L1},
    Variable{"PGPASSFILE"_L1, "passfile"_L1},
    Variable{"PGOPTIONS"_L1, "options"_L1},
    Variable{"PGSSLMODE"_L1, "sslmode"_L1},
    Variable{"PGSSLROOTCERT"_L1, "sslrootcert"_L1},
    Variable{"PGSSLCERT"_L1, "sslcert"_L1},
    Variable{"PGSSLKEY"_L1, "sslkey"_L1},
    Variable{"PGTARGETSESSIONATTRS"_L1, "target_session_attrs"_L1},
};

void take(FoundConnection &found, const QString &key, const QString &value)
{
    ConnectionProfile &profile = found.profile;
    if (key == "host"_L1) {
        profile.host = value;
    } else if (key == "port"_L1) {
        profile.port = value.toInt();
        if (profile.port <= 0 && !value.isEmpty()) // "5432,5433", one for each host
            profile.options.insert(key, value);
    } else if (key == "dbname"_L1) {
        profile.database = value;
    } else if (key == "user"_L1) {
        profile.user = value;
    } else if (key == "password"_L1) {
        found.password = Secret(value);
    } else if (std::ranges::contains(keptOptions, key)) {
        profile.options.insert(key, value);
    }
}

FoundConnection serviceFrom(const Section &section, const QString &origin)
{
    FoundConnection found{.profile = ConnectionProfile::make(), .password = {}, .origin = origin};
    found.profile.name = section.name;
    found.profile.environment = environmentGuessed(section.name);
    for (const SectionEntry &entry : section.entries) {
        if (!entry.isFlag)
            take(found, entry.key, entry.value);
    }
    return found;
}

bool has(const Findings &findings, const QString &service)
{
    return std::ranges::any_of(findings.connections,
                               [&](const FoundConnection &found) { return found.profile.name == service; });
}

void addServiceFile(const QString &path, Findings &findings)
{
    const auto text = readSmallFile(path);
    if (!text) {
        findings.problems.append(text.error());
        return;
    }
    const QList<Section> sections = readSections(text->value_or(QString()), u"#");
    for (const Section &section : sections) {
        // libpq takes the first of two services with one name.
        if (!section.name.isEmpty() && !section.entries.isEmpty() && !has(findings, section.name))
            findings.connections.append(serviceFrom(section, path));
    }
}

} // namespace

void addPostgresServices(const Surroundings &surroundings, Findings &findings)
{
    const QProcessEnvironment &environment = surroundings.environment;
    addServiceFile(environment.value(u"PGSERVICEFILE"_s, surroundings.home + "/.pg_service.conf"_L1),
                   findings);
    // The folder that Debian's libpq was built with.
    const QString folder = environment.value(u"PGSYSCONFDIR"_s, u"/etc/postgresql-common"_s);
    addServiceFile(folder + "/pg_service.conf"_L1, findings);
}

void addPostgresVariables(const Surroundings &surroundings, Findings &findings)
{
    const QProcessEnvironment &environment = surroundings.environment;
    FoundConnection found{.profile = ConnectionProfile::make(), .password = {}, .origin = u"PG*"_s};
    const QString service = environment.value(u"PGSERVICE"_s);
    const auto known =
        std::ranges::find_if(std::as_const(findings.connections), [&](const FoundConnection &candidate) {
            return candidate.profile.name == service;
        });
    bool isAnything = !service.isEmpty() && known != findings.connections.cend();
    if (isAnything) {
        const QString id = found.profile.id;
        found.profile = known->profile;
        found.profile.id = id;
        found.password = known->password;
    }
    for (const Variable &variable : variables) {
        if (const QString value = environment.value(variable.name); !value.isEmpty()) {
            // A variable alone that says how isn't a place to connect to.
            isAnything |= variable.option == "host"_L1 || variable.option == "hostaddr"_L1
                          || variable.option == "dbname"_L1 || variable.option == "user"_L1;
            take(found, variable.option, value);
        }
    }
    if (!isAnything)
        return;
    const ConnectionProfile &profile = found.profile;
    found.profile.name =
        QStringList{profile.database, profile.host, u"PG*"_s}.filter(QRegularExpression(u"."_s)).join(u" "_s);
    found.profile.environment = environmentGuessed(found.profile.name);
    findings.connections.append(found);
}

} // namespace lockkeeper
