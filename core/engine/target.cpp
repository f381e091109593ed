// SPDX-FileCopyrightText: 2026 Lockkeeper contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/engine/target.h"

#include "core/engine/engine.h"

#include <QUrl>
#include <QUrlQuery>

namespace lockkeeper {

namespace {

using namespace Qt::StringLiterals;

std::unexpected<Error> invalid(const QString &reason)
{
    return failure(Errc::InvalidUrl, {{u"reason"_s, reason}});
}

QString decodedPath(const QUrl &url)
{
    return url.path(QUrl::FullyDecoded).sliced(url.path().startsWith(u'/') ? 1 : 0);
}

void readOptions(const QUrlQuery &query, Target &target)
{
    const auto items = query.queryItems(QUrl::FullyDecoded);
    for (const auto &[key, value] : items) {
        if (key == "password"_L1)
            target.password = Secret(value);
        else
            target.options.insert(key, value);
    }
}

} // namespace

Result<Target> Target::parse(const QString &url)
{
    const auto end = url.indexOf("://"_L1);
    if (end <= 0)
        return invalid(u"no-scheme"_s);
    Target target;
    target.scheme = url.left(end).toLower();
    const Engine *engine = engineForScheme(target.scheme);
    if (!engine)
        return failure(Errc::UnknownEngine, {{u"engine"_s, target.scheme}});
    if (engine->isFile()) {
        // A path is taken as written: '#' and '%' are letters of file names. What follows a '?' are options.
        target.database = url.sliced(end + 3).section(u'?', 0, 0);
        readOptions(QUrlQuery(url.section(u'?', 1)), target);
        return target.database.isEmpty() ? Result<Target>(invalid(u"no-database"_s)) : target;
    }
    const QUrl parsed(url, QUrl::StrictMode);
    if (!parsed.isValid())
        return invalid(u"malformed"_s); // QUrl's own message would repeat the URL, password and all
    target.host = parsed.host(QUrl::FullyDecoded);
    target.port = parsed.port(0);
    target.user = parsed.userName(QUrl::FullyDecoded);
    target.password = Secret(parsed.password(QUrl::FullyDecoded));
    target.database = decodedPath(parsed);
    readOptions(QUrlQuery(parsed), target);
    return target;
}

QString Target::display() const
{
    const QString account = user.isEmpty() ? QString() : user + u'@';
    const QString name = host.contains(u':') ? u'[' + host + u']' : host; // IPv6
    const QString where = port > 0 ? u"%1:%2"_s.arg(name).arg(port) : name;
    const Engine *engine = engineForScheme(scheme);
    const QString path = engine && engine->isFile() ? database : u'/' + database;
    return scheme + "://"_L1 + account + where + path;
}

} // namespace lockkeeper
