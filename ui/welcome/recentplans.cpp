// SPDX-FileCopyrightText: 2026 Lockkeeper contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/welcome/recentplans.h"

#include "core/base/privatefile.h"
#include "core/engine/engine.h"

#include <QDir>
#include <QFileInfo>
#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>
#include <QLockFile>
#include <QUrl>
#include <QUrlQuery>

#include <algorithm>

namespace lockkeeper {

namespace {

using namespace Qt::StringLiterals;

constexpr int version = 1;
constexpr qsizetype most = 20;
constexpr int patience = 2000; // milliseconds, for another window that writes

using Plans = QList<RecentPlan>;

RecentPlan fromJson(const QJsonObject &object)
{
    return {.title = object["title"_L1].toString(),
            .path = object["path"_L1].toString(),
            .url = object["url"_L1].toString(),
            .environment = object["environment"_L1].toString(),
            .stage = stageNamed(object["stage"_L1].toString()),
            .openedAt = object["opened_at"_L1].toInteger(),
            .needsPassword = object["needs_password"_L1].toBool()};
}

QJsonObject toJson(const RecentPlan &plan)
{
    return {{u"title"_s, plan.title},
            {u"path"_s, plan.path},
            {u"url"_s, plan.url},
            {u"environment"_s, plan.environment},
            {u"stage"_s, plan.stage ? stageName(*plan.stage) : QString()},
            {u"opened_at"_s, plan.openedAt},
            {u"needs_password"_s, plan.needsPassword}};
}

struct Stored
{
    Plans plans;
    bool isNewer = false; ///< written by a later program, which wants it back as it was
};

Stored read(const QString &path)
{
    QFile file(path);
    if (!file.open(QIODevice::ReadOnly))
        return {};
    const QJsonObject root = QJsonDocument::fromJson(file.readAll()).object();
    Stored stored{.plans = {}, .isNewer = root["version"_L1].toInt() > version};
    if (stored.isNewer)
        return stored;
    const QJsonArray plans = root["plans"_L1].toArray();
    stored.plans.reserve(plans.size());
    for (const auto &plan : plans)
        stored.plans.append(fromJson(plan.toObject()));
    return stored;
}

void write(const QString &path, const Plans &plans)
{
    QJsonArray array;
    for (const RecentPlan &plan : plans)
        array.append(toJson(plan));
    // What can't be written is asked for anew: nobody is stopped for a list of what was open.
    std::ignore = replacePrivately(
        path, QJsonDocument(QJsonObject{{u"version"_s, version}, {u"plans"_s, array}}).toJson());
}

void askForFiles(Plans &plans)
{
    for (RecentPlan &plan : plans)
        plan.isMissing = !QFileInfo::exists(plan.path);
}

Plans changed(const QString &path, const std::function<void(Plans &)> &what)
{
    QDir().mkpath(QFileInfo(path).path());
    QLockFile lock(path + ".lock"_L1);
    const bool mayWrite = lock.tryLock(patience);
    Stored stored = read(path);
    what(stored.plans);
    if (stored.plans.size() > most)
        stored.plans.resize(most);
    if (mayWrite && !stored.isNewer)
        write(path, stored.plans);
    askForFiles(stored.plans);
    return stored.plans;
}

bool mayBeSecret(const QString &option)
{
    return option.contains("pass"_L1, Qt::CaseInsensitive)
           || option.contains("secret"_L1, Qt::CaseInsensitive)
           || option.contains("token"_L1, Qt::CaseInsensitive);
}

QUrlQuery harmlessOptions(const Target &target)
{
    QUrlQuery query;
    for (const auto &[name, value] : target.options.asKeyValueRange()) {
        if (!mayBeSecret(name))
            query.addQueryItem(name, QString::fromLatin1(QUrl::toPercentEncoding(value)));
    }
    return query;
}

} // namespace

QString urlWithoutPassword(const Target &target)
{
    const QUrlQuery query = harmlessOptions(target);
    const Engine *engine = engineForScheme(target.scheme);
    if (engine && engine->isFile()) {
        const QString options = query.isEmpty() ? QString() : u'?' + query.query(QUrl::FullyEncoded);
        return target.scheme + "://"_L1 + target.database + options;
    }
    QUrl url;
    url.setScheme(target.scheme);
    url.setUserName(target.user, QUrl::DecodedMode);
    url.setHost(target.host, QUrl::DecodedMode);
    url.setPort(target.port > 0 ? target.port : -1);
    url.setPath(u'/' + target.database, QUrl::DecodedMode);
    if (!query.isEmpty())
        url.setQuery(query);
    return url.toString(QUrl::FullyEncoded);
}

RecentPlans::RecentPlans(const QString &folder, QObject *parent)
    : QObject(parent), m_file(folder + "/recent-plans.json"_L1), m_worker(u"lk-recent"_s)
{}

RecentPlans::~RecentPlans()
{
    m_worker.post([] {}).waitForFinished();
}

void RecentPlans::load()
{
    m_worker
        .post([file = m_file] {
            Stored stored = read(file);
            askForFiles(stored.plans);
            return stored.plans;
        })
        .then(this, [this](const Plans &plans) {
            m_plans = plans;
            Q_EMIT changed();
        });
}

void RecentPlans::change(std::function<void(Plans &)> what)
{
    m_worker.post([file = m_file, what = std::move(what)] { return lockkeeper::changed(file, what); })
        .then(this, [this](const Plans &plans) {
            m_plans = plans;
            Q_EMIT changed();
        });
}

void RecentPlans::open(const RecentPlan &plan)
{
    change([plan](Plans &plans) {
        plans.removeIf([&](const RecentPlan &other) { return other.isSameAs(plan); });
        plans.prepend(plan);
    });
}

void RecentPlans::update(const RecentPlan &plan)
{
    change([plan](Plans &plans) {
        const auto same =
            std::ranges::find_if(plans, [&](const auto &other) { return other.isSameAs(plan); });
        if (same != plans.end())
            *same = plan;
    });
}

void RecentPlans::remove(const RecentPlan &plan)
{
    change([plan](Plans &plans) {
        plans.removeIf([&](const RecentPlan &other) { return other.isSameAs(plan); });
    });
}

} // namespace lockkeeper
