// SPDX-FileCopyrightText: 2026 Lockkeeper contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/connections/importing.h"

#include "core/connections/mysqloptions.h"
#include "core/connections/postgresservices.h"

#include <QDir>
#include <QRegularExpression>

#include <algorithm>

namespace lockkeeper {

using namespace Qt::StringLiterals;

namespace {

QString withoutQuotes(QString text)
{
    text = text.trimmed();
    const bool quoted =
        text.size() > 1 && (text.front() == u'"' || text.front() == u'\'') && text.back() == text.front();
    return quoted ? text.sliced(1, text.size() - 2).trimmed() : text;
}

} // namespace

Surroundings Surroundings::here()
{
    return {.environment = QProcessEnvironment::systemEnvironment(), .home = QDir::homePath()};
}

Environment environmentGuessed(const QString &name)
{
    static const QRegularExpression others(u"[^a-z]+"_s);
    const QStringList words = name.toLower().split(others, Qt::SkipEmptyParts);
    const auto says = [&words](const QStringList &signs) {
        return std::ranges::any_of(words, [&](const QString &word) { return signs.contains(word); });
    };
    // The one that asks for most care wins: "prod-test" may be either.
    if (says({u"prod"_s, u"prd"_s, u"production"_s, u"live"_s}))
        return Environment::Production;
    if (says({u"staging"_s, u"stage"_s, u"stg"_s, u"preprod"_s, u"uat"_s, u"qa"_s}))
        return Environment::Staging;
    if (says({u"dev"_s, u"devel"_s, u"development"_s, u"test"_s, u"testing"_s}))
        return Environment::Development;
    return says({u"sandbox"_s, u"scratch"_s, u"playground"_s}) ? Environment::Sandbox
                                                               : Environment::Production;
}

Findings importConnections(const Surroundings &surroundings)
{
    Findings findings;
    addPostgresServices(surroundings, findings);
    addPostgresVariables(surroundings, findings);
    addMySqlOptions(surroundings, findings);
    return findings;
}

Result<FoundConnection> connectionFromUrl(const QString &pasted)
{
    QString url = withoutQuotes(pasted);
    if (url.startsWith("jdbc:"_L1, Qt::CaseInsensitive))
        url.remove(0, 5);
    auto target = Target::parse(url);
    if (!target)
        return failure(std::move(target).error());
    if (target->user.isEmpty()) // JDBC's and libpq's way to say it
        target->user = target->options.take(u"user"_s);
    FoundConnection found{
        .profile = ConnectionProfile::from(*target), .password = target->password, .origin = u"URL"_s};
    found.profile.environment = environmentGuessed(found.profile.name);
    return found;
}

} // namespace lockkeeper
