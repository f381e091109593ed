// SPDX-FileCopyrightText: 2026 Lockkeeper contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/connections/mysqloptions.h"

#include "core/connections/sections.h"
#include "core/connections/tlsmode.h"

namespace lockkeeper {

using namespace Qt::StringLiterals;

namespace {

QChar escaped(QChar letter)
{
    switch (letter.unicode()) {
    case u'n':
        return u'\n';
    case u't':
        return u'\t';
    case u'r':
        return u'\r';
    case u'b':
        return u'\b';
    case u's':
        return u' ';
    default:
        return letter;
    }
}

/// Quotes around it, a comment behind it, and `\n` and its like inside of it.
QString valueOf(const QString &raw)
{
    const QChar first = raw.isEmpty() ? QChar() : raw.front();
    const bool quoted = first == u'"' || first == u'\'';
    QString value;
    for (qsizetype i = quoted ? 1 : 0; i < raw.size(); ++i) {
        const QChar letter = raw[i];
        if (quoted && letter == first)
            return value;
        if (!quoted && letter == u'#' && i > 0 && raw[i - 1].isSpace())
            break;
        const bool escapes = letter == u'\\' && i + 1 < raw.size();
        value += escapes ? escaped(raw[++i]) : letter;
    }
    return quoted ? value : value.trimmed();
}

QString keyOf(const QString &written)
{
    QString key = written.toLower().replace(u'_', u'-');
    if (key.startsWith("loose-"_L1))
        key.remove(0, 6);
    return key;
}

bool isOff(const QString &value)
{
    return value == "0"_L1 || value.compare("off"_L1, Qt::CaseInsensitive) == 0
           || value.compare("false"_L1, Qt::CaseInsensitive) == 0;
}

void take(FoundConnection &found, const QString &key, const QString &value)
{
    ConnectionProfile &profile = found.profile;
    if (key == "host"_L1)
        profile.host = value;
    else if (key == "port"_L1)
        profile.port = value.toInt();
    else if (key == "user"_L1)
        profile.user = value;
    else if (key == "password"_L1)
        found.password = Secret(value);
    else if (key == "database"_L1)
        profile.database = value;
    else if (key == "socket"_L1)
        profile.options.insert(key, value);
    else if (key == "ssl-ca"_L1)
        profile.options.insert(tlsRootOption, value);
    else if (const auto mode = tlsModeNamed(value); key == "ssl-mode"_L1 && mode)
        profile.options.insert(tlsModeOption, tlsModeName(*mode));
    else if (key == "ssl-verify-server-cert"_L1 && !isOff(value)) // MariaDB's
        profile.options.insert(tlsModeOption, tlsModeName(TlsMode::VerifyFull));
}

void takeAll(FoundConnection &found, const Section &section)
{
    for (const SectionEntry &entry : section.entries)
        take(found, keyOf(entry.key), valueOf(entry.value));
}

bool saysAnything(const FoundConnection &found)
{
    const ConnectionProfile &profile = found.profile;
    return !profile.host.isEmpty() || !profile.user.isEmpty() || !profile.database.isEmpty()
           || profile.options.contains(u"socket"_s);
}

FoundConnection emptyConnection(const QString &origin)
{
    FoundConnection found{.profile = ConnectionProfile::make(), .password = {}, .origin = origin};
    found.profile.scheme = u"mysql"_s;
    return found;
}

} // namespace

void addMySqlOptions(const Surroundings &surroundings, Findings &findings)
{
    const QString path = surroundings.home + "/.my.cnf"_L1;
    const auto text = readSmallFile(path);
    if (!text) {
        findings.problems.append(text.error());
        return;
    }
    const QList<Section> sections = readSections(text->value_or(QString()), u"#;");
    FoundConnection common = emptyConnection(path);
    QStringList groups;
    for (const Section &section : sections) {
        if (section.name == "client"_L1)
            takeAll(common, section);
        else if (section.name.startsWith("client"_L1) && !groups.contains(section.name))
            groups.append(section.name);
    }
    if (saysAnything(common))
        groups.prepend(u"client"_s);
    for (const QString &group : std::as_const(groups)) {
        FoundConnection found = common;
        found.profile.id = ConnectionProfile::make().id;
        found.profile.name = group == "client"_L1 ? u".my.cnf"_s : group;
        for (const Section &section : sections) {
            if (section.name == group && group != "client"_L1)
                takeAll(found, section);
        }
        found.profile.environment = environmentGuessed(found.profile.name);
        if (saysAnything(found))
            findings.connections.append(std::move(found));
    }
}

} // namespace lockkeeper
