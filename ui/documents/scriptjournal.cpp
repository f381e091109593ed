// SPDX-FileCopyrightText: 2026 Lockkeeper contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/documents/scriptjournal.h"

#include "core/base/privatefile.h"

#include <QCoreApplication>
#include <QDir>
#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>
#include <QUuid>

#include <algorithm>
#include <utility>

namespace lockkeeper {

namespace {

using namespace Qt::StringLiterals;

constexpr int version = 1;
constexpr int failedStarts = 2;
constexpr int patience = 5000; // milliseconds, for another window that starts

struct Journal
{
    Q_DECLARE_TR_FUNCTIONS(lockkeeper::ScriptJournal)
};

QByteArray contentOf(const QString &path)
{
    QFile file(path);
    return file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray();
}

QString statePath(const QString &folder) { return folder + "/state.json"_L1; }
QString textPath(const QString &folder, const QString &id) { return folder + u'/' + id + ".sql"_L1; }

/// The kernel frees the lock of a process that is gone; whether a process of that number lives says nothing.
std::unique_ptr<QLockFile> lockOf(const QString &folder)
{
    auto lock = std::make_unique<QLockFile>(folder + "/lock"_L1);
    lock->setStaleLockTime(1);
    return lock;
}

QJsonObject toJson(const SavedScript &script)
{
    return {{u"id"_s, script.id},
            {u"name"_s, script.name},
            {u"path"_s, script.path},
            {u"encoding"_s, encodingName(script.encoding)},
            {u"fingerprint"_s, QString::fromLatin1(script.fingerprint.toHex())},
            {u"caret"_s, script.view.caret},
            {u"anchor"_s, script.view.anchor},
            {u"top_line"_s, script.view.topLine},
            {u"modified"_s, script.isModified},
            {u"closed"_s, script.isClosed},
            {u"current"_s, script.isCurrent},
            {u"has_text"_s, script.text.has_value()}};
}

SavedScript fromJson(const QJsonObject &object)
{
    SavedScript script{.id = object["id"_L1].toString(),
                       .name = object["name"_L1].toString(),
                       .path = object["path"_L1].toString(),
                       .encoding = encodingNamed(object["encoding"_L1].toString()),
                       .fingerprint = QByteArray::fromHex(object["fingerprint"_L1].toString().toLatin1()),
                       .view = {.caret = object["caret"_L1].toInt(),
                                .anchor = object["anchor"_L1].toInt(),
                                .topLine = object["top_line"_L1].toInt()},
                       .isModified = object["modified"_L1].toBool(),
                       .isClosed = object["closed"_L1].toBool(),
                       .isCurrent = object["current"_L1].toBool(),
                       .text = {}};
    if (object["has_text"_L1].toBool())
        script.text.emplace();
    return script;
}

/// Adds the texts that the state doesn't speak of: whoever wrote them didn't live to write the state, or it is torn.
void addStrays(const QString &folder, QList<SavedScript> &scripts)
{
    const auto files = QDir(folder).entryInfoList({u"*.sql"_s}, QDir::Files);
    scripts.reserve(scripts.size() + files.size());
    for (const QFileInfo &file : files) {
        if (std::ranges::contains(scripts, file.completeBaseName(), &SavedScript::id))
            continue;
        scripts.append({.id = file.completeBaseName(),
                        .name = Journal::tr("Recovered script"),
                        .path = {},
                        .fingerprint = {},
                        .view = {},
                        .isModified = true,
                        .text = QByteArray()});
    }
}

} // namespace

ScriptJournal::ScriptJournal(QString folder) : m_root(std::move(folder)) {}

ScriptJournal::~ScriptJournal() = default;

LeftScripts ScriptJournal::begin()
{
    const QString scripts = m_root + "/scripts"_L1;
    QDir().mkpath(scripts);
    QFile::setPermissions(scripts, QFile::ReadOwner | QFile::WriteOwner | QFile::ExeOwner);
    // One window after the other: a folder that is being made looks like one whose window is gone.
    QLockFile starting(m_root + "/starting.lock"_L1);
    std::ignore = starting.tryLock(patience);
    LeftScripts left;
    left.isSafeStart = countStart();
    for (const QString &name :
         QDir(scripts).entryList(QDir::Dirs | QDir::NoDotAndDotDot, QDir::Time | QDir::Reversed))
        claim(scripts + u'/' + name, left);
    m_own = scripts + u'/' + QUuid::createUuid().toString(QUuid::WithoutBraces);
    QDir().mkpath(m_own);
    m_lock = lockOf(m_own);
    std::ignore = m_lock->tryLock(0);
    return left;
}

/// @returns whether this start has to be a careful one.
bool ScriptJournal::countStart()
{
    const QString path = m_root + "/starts"_L1;
    const int failed = contentOf(path).trimmed().toInt();
    std::ignore = replacePrivately(path, QByteArray::number(failed + 1));
    return failed >= failedStarts;
}

void ScriptJournal::succeed() { QFile::remove(m_root + "/starts"_L1); }

void ScriptJournal::claim(const QString &folder, LeftScripts &left)
{
    auto lock = lockOf(folder);
    if (!lock->tryLock(0))
        return; // its window lives
    const QJsonObject state = QJsonDocument::fromJson(contentOf(statePath(folder))).object();
    if (state["version"_L1].toInt() > version)
        return; // a later program's
    const bool isSession = state["ended"_L1].toBool();
    QList<SavedScript> scripts;
    for (const auto &script : state["scripts"_L1].toArray())
        scripts.append(fromJson(script.toObject()));
    if (!isSession)
        addStrays(folder, scripts);
    readTexts(folder, scripts, left.unreadable);
    (isSession ? left.session : left.crashed) += scripts;
    m_claims.push_back({.folder = folder, .lock = std::move(lock), .isSession = isSession});
}

void ScriptJournal::readTexts(const QString &folder, QList<SavedScript> &scripts, QStringList &unreadable)
{
    QList<SavedScript> found;
    found.reserve(scripts.size());
    for (SavedScript &script : scripts) {
        if (script.text) {
            script.text = contentOf(textPath(folder, script.id));
        } else if (auto file = readScript(script.path)) {
            script.text = std::move(file->text);
            script.encoding = file->encoding;
            script.fingerprint = file->fingerprint;
        } else {
            unreadable << script.path;
            continue;
        }
        found.append(std::move(script));
    }
    scripts = std::move(found);
}

Status ScriptJournal::write(const QList<SavedScript> &scripts) { return writeState(scripts, false); }

Status ScriptJournal::writeState(const QList<SavedScript> &scripts, bool hasEnded)
{
    QHash<QString, quint64> written;
    QJsonArray array;
    // Texts first: a state never speaks of a text that isn't there.
    for (const SavedScript &script : scripts) {
        array.append(toJson(script));
        if (!script.text)
            continue;
        const auto before = m_written.constFind(script.id);
        if (before == m_written.cend() || *before != script.revision)
            LOCKKEEPER_TRY(replacePrivately(textPath(m_own, script.id), *script.text));
        written.insert(script.id, script.revision);
    }
    const QJsonObject state{{u"version"_s, version}, {u"ended"_s, hasEnded}, {u"scripts"_s, array}};
    LOCKKEEPER_TRY(replacePrivately(statePath(m_own), QJsonDocument(state).toJson(QJsonDocument::Compact)));
    for (const auto &[id, revision] : std::exchange(m_written, written).asKeyValueRange()) {
        if (!written.contains(id))
            QFile::remove(textPath(m_own, id));
    }
    return {};
}

void ScriptJournal::forget(bool isSession)
{
    std::erase_if(m_claims, [isSession](const Claim &claim) {
        if (claim.isSession != isSession)
            return false;
        for (const QFileInfo &file :
             QDir(claim.folder).entryInfoList({u"*.sql"_s, u"state.json"_s}, QDir::Files))
            QFile::remove(file.filePath());
        claim.lock->unlock();
        QDir().rmdir(claim.folder);
        return true;
    });
}

Status ScriptJournal::end(const QList<SavedScript> &scripts)
{
    if (m_own.isEmpty())
        return {}; // never begun
    const Status status = writeState(scripts, true);
    succeed();
    if (status && scripts.isEmpty())
        QFile::remove(statePath(m_own));
    if (m_lock)
        m_lock->unlock();
    if (status && scripts.isEmpty())
        QDir().rmdir(m_own);
    return status;
}

} // namespace lockkeeper
