// SPDX-FileCopyrightText: 2026 Lockkeeper contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/connections/connectionprofile.h"

#include "core/engine/engine.h"

#include <QFileInfo>
#include <QUuid>

#include <algorithm>
#include <utility>

namespace lockkeeper {

using namespace Qt::StringLiterals;

namespace {

constexpr int largestPort = 65'535;

constexpr std::array sources{std::pair{PasswordSource::NotNeeded, "not-needed"_L1},
                             std::pair{PasswordSource::Ask, "ask"_L1},
                             std::pair{PasswordSource::Keyring, "keyring"_L1}};

QString sourceName(PasswordSource source)
{
    return std::ranges::find(sources, source, &std::pair<PasswordSource, QLatin1StringView>::first)->second;
}

PasswordSource sourceNamed(const QString &name)
{
    for (const auto &[source, known] : sources) {
        if (known == name)
            return source;
    }
    return PasswordSource::Ask;
}

int portFrom(const QJsonValue &value)
{
    const int port = value.toInt();
    return port > 0 && port <= largestPort ? port : 0;
}

/// A driver reads more into other names: they end where a blank or a sign begins another option.
bool isPlainOption(const QString &name)
{
    return !name.isEmpty() && std::ranges::all_of(name, [](QChar letter) {
        return letter == u'_' || letter == u'-' || (letter.unicode() < 128 && letter.isLetterOrNumber());
    });
}

bool isKept(const QString &name) { return isPlainOption(name) && !isSecretOption(name); }

QJsonObject optionsToJson(const QMap<QString, QString> &options)
{
    QJsonObject json;
    for (auto option = options.cbegin(); option != options.cend(); ++option) {
        if (isKept(option.key()))
            json.insert(option.key(), option.value());
    }
    return json;
}

QMap<QString, QString> optionsFrom(const QJsonObject &json)
{
    QMap<QString, QString> options;
    for (auto option = json.begin(); option != json.end(); ++option) {
        if (option.value().isString() && isKept(option.key()))
            options.insert(option.key(), option.value().toString());
    }
    return options;
}

QString nameFor(const ConnectionProfile &profile)
{
    const Engine *engine = engineForScheme(profile.scheme);
    const bool isFile = engine && engine->isFile();
    QString database = isFile ? QFileInfo(profile.database).fileName() : profile.database;
    if (profile.host.isEmpty() || isFile)
        return database;
    return database.isEmpty() ? profile.host : u"%1 – %2"_s.arg(database, profile.host);
}

} // namespace

bool isSecretOption(QStringView name)
{
    static const std::array words{"password"_L1, "passwd"_L1, "pwd"_L1, "secret"_L1, "token"_L1};
    return std::ranges::any_of(
        words, [&](QLatin1StringView word) { return name.contains(word, Qt::CaseInsensitive); });
}

ConnectionProfile ConnectionProfile::make()
{
    ConnectionProfile profile;
    profile.id = QUuid::createUuid().toString(QUuid::WithoutBraces);
    return profile;
}

ConnectionProfile ConnectionProfile::from(const Target &target)
{
    ConnectionProfile profile = make();
    profile.scheme = target.scheme;
    profile.host = target.host;
    profile.port = target.port;
    profile.user = target.user;
    profile.database = target.database;
    profile.options = optionsFrom(optionsToJson(target.options));
    // A socket's folder can't be a URL's host; libpq takes it from there.
    if (profile.host.isEmpty())
        profile.host = profile.options.take(u"host"_s);
    profile.name = nameFor(profile);
    const Engine *engine = engineForScheme(target.scheme);
    if (engine && engine->isFile())
        profile.password = PasswordSource::NotNeeded;
    return profile;
}

Target ConnectionProfile::toTarget(const Secret &secret) const
{
    return {.scheme = scheme,
            .host = host,
            .port = port,
            .user = user,
            .password = secret,
            .database = database,
            .options = options};
}

QJsonObject toJson(const ConnectionProfile &profile)
{
    return {{u"id"_s, profile.id},
            {u"name"_s, profile.name},
            {u"environment"_s, environmentName(profile.environment)},
            {u"scheme"_s, profile.scheme},
            {u"host"_s, profile.host},
            {u"port"_s, profile.port},
            {u"user"_s, profile.user},
            {u"database"_s, profile.database},
            {u"options"_s, optionsToJson(profile.options)},
            {u"ssh"_s, QJsonObject{{u"host"_s, profile.ssh.host},
                                   {u"port"_s, profile.ssh.port},
                                   {u"user"_s, profile.ssh.user}}},
            {u"password_from"_s, sourceName(profile.password)}};
}

ConnectionProfile profileFromJson(const QJsonObject &json)
{
    const QJsonObject ssh = json[u"ssh"].toObject();
    return {.id = json[u"id"].toString(),
            .name = json[u"name"].toString(),
            .environment =
                environmentNamed(json[u"environment"].toString()).value_or(Environment::Production),
            .scheme = json[u"scheme"].toString(),
            .host = json[u"host"].toString(),
            .port = portFrom(json[u"port"]),
            .user = json[u"user"].toString(),
            .database = json[u"database"].toString(),
            .options = optionsFrom(json[u"options"].toObject()),
            .ssh = {.host = ssh[u"host"].toString(),
                    .port = portFrom(ssh[u"port"]),
                    .user = ssh[u"user"].toString()},
            .password = sourceNamed(json[u"password_from"].toString())};
}

} // namespace lockkeeper
