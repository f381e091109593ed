// SPDX-FileCopyrightText: 2026 Lockkeeper contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/connections/connectionstore.h"

#include "core/base/privatefile.h"

#include <QDir>
#include <QFileInfo>
#include <QJsonArray>
#include <QJsonDocument>
#include <QLockFile>
#include <QStandardPaths>

namespace lockkeeper {

using namespace Qt::StringLiterals;

namespace {

constexpr int format = 1;
constexpr qint64 largestFile = 4'000'000;
constexpr int patience = 2'000; // milliseconds, for another program's change

QJsonObject emptyDocument() { return {{u"format"_s, format}, {u"connections"_s, QJsonArray()}}; }

QJsonObject merged(QJsonObject old, const QJsonObject &profile)
{
    for (auto field = profile.begin(); field != profile.end(); ++field)
        old.insert(field.key(), field.value());
    return old;
}

qsizetype indexOf(const QJsonArray &list, const QString &id)
{
    for (qsizetype i = 0; i < list.size(); ++i) {
        if (list[i].toObject()[u"id"].toString() == id)
            return i;
    }
    return -1;
}

void put(QJsonArray &list, const ConnectionProfile &profile)
{
    const qsizetype index = indexOf(list, profile.id);
    if (index < 0)
        list.append(toJson(profile));
    else
        list[index] = merged(list[index].toObject(), toJson(profile));
}

} // namespace

QString ConnectionStore::defaultPath()
{
    return QStandardPaths::writableLocation(QStandardPaths::AppConfigLocation) + "/connections.json"_L1;
}

Result<QJsonObject> ConnectionStore::readDocument() const
{
    const auto invalid = [this](const QString &why) {
        return failure(Errc::InvalidConnections, {{u"path"_s, m_path}}, why);
    };
    QFile file(m_path);
    if (!file.exists())
        return emptyDocument();
    if (!file.open(QIODevice::ReadOnly))
        return failure(Errc::UnreadableFile, {{u"path"_s, m_path}}, file.errorString());
    if (file.size() > largestFile)
        return invalid(u"it is larger than any list of connections"_s);
    QJsonParseError problem;
    const QJsonDocument document = QJsonDocument::fromJson(file.readAll(), &problem);
    if (problem.error != QJsonParseError::NoError)
        return invalid(problem.errorString());
    QJsonObject object = document.object();
    if (const int found = object[u"format"].toInt(); found != format)
        return invalid(u"its format is %1, and this program knows %2"_s.arg(found).arg(format));
    if (!object[u"connections"].isArray())
        return invalid(u"it has no list \"connections\""_s);
    return object;
}

Status ConnectionStore::writeDocument(const QJsonObject &document) const
{
    return replacePrivately(m_path, QJsonDocument(document).toJson());
}

template<typename Change>
Status ConnectionStore::change(Change change) const
{
    if (!QDir().mkpath(QFileInfo(m_path).absolutePath()))
        return failure(Errc::UnwritableFile, {{u"path"_s, m_path}}, u"its folder can't be made"_s);
    QLockFile lock(m_path + ".lock"_L1);
    if (!lock.tryLock(patience))
        return failure(Errc::UnwritableFile, {{u"path"_s, m_path}}, u"another program is writing it"_s);
    auto document = readDocument();
    if (!document)
        return failure(std::move(document).error());
    QJsonArray list = (*document)[u"connections"].toArray();
    change(list);
    document->insert(u"connections"_s, list);
    return writeDocument(*document);
}

Result<QList<ConnectionProfile>> ConnectionStore::read() const
{
    const auto document = readDocument();
    if (!document)
        return failure(document.error());
    QList<ConnectionProfile> profiles;
    const QJsonArray list = (*document)[u"connections"].toArray();
    for (const auto &value : list) {
        ConnectionProfile profile = profileFromJson(value.toObject());
        if (!profile.id.isEmpty())
            profiles.append(std::move(profile));
    }
    return profiles;
}

Status ConnectionStore::save(const ConnectionProfile &profile) const { return save(QList{profile}); }

Status ConnectionStore::save(const QList<ConnectionProfile> &profiles) const
{
    return change([&](QJsonArray &list) {
        for (const ConnectionProfile &profile : profiles)
            put(list, profile);
    });
}

Status ConnectionStore::remove(const QString &id) const
{
    return change([&](QJsonArray &list) {
        if (const qsizetype index = indexOf(list, id); index >= 0)
            list.removeAt(index);
    });
}

} // namespace lockkeeper
