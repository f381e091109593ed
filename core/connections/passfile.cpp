// SPDX-FileCopyrightText: 2026 Lockkeeper contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/connections/passfile.h"

#include "core/connections/importing.h"
#include "core/connections/sections.h"

#include <QFileInfo>

namespace lockkeeper {

using namespace Qt::StringLiterals;

namespace {

constexpr qsizetype fields = 5;

/// host:port:database:user:password, a backslash ahead of what is meant as it stands.
QStringList fieldsOf(QStringView line)
{
    QStringList found(1);
    for (qsizetype i = 0; i < line.size(); ++i) {
        if (line[i] == u'\\' && i + 1 < line.size())
            found.last() += line[++i];
        else if (line[i] == u':' && found.size() < fields)
            found.append(QString());
        else
            found.last() += line[i];
    }
    return found;
}

bool isPrivate(const QString &path)
{
    constexpr QFile::Permissions others = QFile::ReadGroup | QFile::WriteGroup | QFile::ExeGroup
                                          | QFile::ReadOther | QFile::WriteOther | QFile::ExeOther;
    return !(QFileInfo(path).permissions() & others);
}

} // namespace

Secret passwordFromPassfile(const ConnectionProfile &profile, int port, const Surroundings &surroundings)
{
    const QString usual = surroundings.environment.value(u"PGPASSFILE"_s, surroundings.home + "/.pgpass"_L1);
    const QString path = profile.options.value(u"passfile"_s, usual);
    const auto text = readSmallFile(path);
    if (!text || !*text || !isPrivate(path))
        return {};
    const QString host = profile.host.isEmpty() ? u"localhost"_s : profile.host;
    const QStringList wanted{host, QString::number(port),
                             profile.database.isEmpty() ? profile.user : profile.database, profile.user};
    for (const QStringView line : QStringView(**text).tokenize(u'\n')) {
        const QStringList found = fieldsOf(line.endsWith(u'\r') ? line.chopped(1) : line);
        if (line.startsWith(u'#') || found.size() != fields)
            continue;
        bool matches = true;
        for (qsizetype i = 0; i < wanted.size(); ++i)
            matches = matches && (found[i] == "*"_L1 || found[i] == wanted[i]);
        if (matches)
            return Secret(found.last());
    }
    return {};
}

} // namespace lockkeeper
