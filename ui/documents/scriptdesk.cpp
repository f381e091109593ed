// SPDX-FileCopyrightText: 2026 Lockkeeper contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/documents/scriptdesk.h"

#include "ui/editor/scintilla.h"

#include <QFileInfo>
#include <QUuid>

#include <algorithm>
#include <iterator>
#include <utility>

namespace lockkeeper {

namespace {

using namespace Qt::StringLiterals;

constexpr std::size_t mostClosed = 20;
constexpr qsizetype largestAtStart = 8LL * 1024 * 1024; // what is larger waits until somebody wants to see it

QString newId() { return QUuid::createUuid().toString(QUuid::WithoutBraces); }

QByteArray textOf(const SqlEditor &editor)
{
    return bytesOf(editor, {.begin = 0, .end = static_cast<std::int32_t>(editor.length())}).toByteArray();
}

} // namespace

QString OpenScript::title() const
{
    return saved.path.isEmpty() ? saved.name : QFileInfo(saved.path).fileName();
}

ScriptDesk::ScriptDesk(SqlEditor &editor, QObject *parent)
    : QObject(parent), m_editor(editor), m_files(u"lk-scripts"_s)
{
    // The editor has a text already, and it is the first script's.
    OpenScript first = made({});
    first.document = editor.document();
    first.isLoaded = true;
    m_scripts.push_back(std::move(first));
    connect(&editor, &SqlEditor::bytesChanged, this, &ScriptDesk::noteChange);
    connect(&editor, &QsciScintilla::modificationChanged, this, [this] {
        if (!m_isSwitching)
            Q_EMIT changed();
    });
}

ScriptDesk::~ScriptDesk()
{
    m_files.post([] {}).waitForFinished();
}

OpenScript ScriptDesk::made(const QString &name)
{
    OpenScript script;
    script.saved.id = newId();
    script.saved.name = name.isEmpty() ? tr("Script %1").arg(++m_made) : name;
    return script;
}

int ScriptDesk::indexOf(const QString &id) const
{
    const auto found = std::ranges::find(m_scripts, id, &OpenScript::id);
    return found == m_scripts.end() ? -1 : static_cast<int>(found - m_scripts.begin());
}

int ScriptDesk::indexOfPath(const QString &path) const
{
    const auto isThere = [&](const OpenScript &script) {
        return !path.isEmpty() && script.saved.path == path;
    };
    const auto found = std::ranges::find_if(m_scripts, isThere);
    return found == m_scripts.end() ? -1 : static_cast<int>(found - m_scripts.begin());
}

QString ScriptDesk::title(int index) const { return at(index).title(); }

bool ScriptDesk::isModified(int index) const
{
    const OpenScript &script = at(index);
    return script.isDetached || (index == m_current ? m_editor.isModified() : script.saved.isModified);
}

bool ScriptDesk::isUntouched(int index) const
{
    const OpenScript &script = at(index);
    const bool isEmpty =
        index == m_current ? m_editor.length() == 0 : script.saved.text.value_or(QByteArray()).isEmpty();
    return script.saved.path.isEmpty() && isEmpty;
}

int ScriptDesk::countFilled() const
{
    int filled = 0;
    for (int i = 0; i < count(); ++i)
        filled += isUntouched(i) ? 0 : 1;
    return filled;
}

QList<SavedScript> ScriptDesk::saved() const
{
    QList<SavedScript> all;
    for (int i = 0; i < count(); ++i) {
        if (isUntouched(i))
            continue;
        SavedScript script = at(i).saved;
        script.isModified = isModified(i);
        script.isCurrent = i == m_current;
        if (script.isCurrent)
            script.view = m_editor.view();
        if (!script.isModified && !script.path.isEmpty())
            script.text.reset();
        else if (script.isCurrent)
            script.text = textOf(m_editor);
        all.append(script);
    }
    for (const OpenScript &closed : m_closed) {
        all.append(closed.saved);
        all.last().isClosed = true;
        if (!closed.saved.isModified && !closed.saved.path.isEmpty())
            all.last().text.reset();
    }
    return all;
}

void ScriptDesk::noteChange()
{
    if (m_isSwitching)
        return;
    at(m_current).saved.revision = ++m_revision;
    Q_EMIT edited();
}

/// Remembers of the shown script what can't be asked once another one is shown.
void ScriptDesk::leave()
{
    OpenScript &script = at(m_current);
    SavedScript &saved = script.saved;
    saved.isModified = isModified(m_current);
    saved.view = m_editor.view();
    saved.text.reset();
    if (saved.isModified || saved.path.isEmpty())
        saved.text = textOf(m_editor);
}

void ScriptDesk::enter(int index)
{
    m_isSwitching = true;
    m_current = index;
    OpenScript &script = at(index);
    m_editor.show(script.document);
    if (!std::exchange(script.isLoaded, true)) {
        m_editor.loadUtf8(script.saved.text.value_or(QByteArray()));
        script.isDetached = script.saved.isModified;
    }
    if (std::exchange(script.isClean, false))
        m_editor.setModified(false);
    m_editor.setView(script.saved.view);
    m_isSwitching = false;
    Q_EMIT currentChanged();
    Q_EMIT changed();
    Q_EMIT edited();
}

void ScriptDesk::setCurrent(int index)
{
    if (index == m_current || index < 0 || index >= count())
        return;
    leave();
    enter(index);
}

void ScriptDesk::add(OpenScript script)
{
    const bool isInPlace = isUntouched(m_current) && count() == 1;
    if (isInPlace) {
        m_scripts.front() = std::move(script);
    } else {
        leave();
        m_scripts.push_back(std::move(script));
    }
    enter(count() - 1);
}

void ScriptDesk::addNew(const QString &text, const QString &name)
{
    OpenScript script = made(name);
    script.saved.text = text.toUtf8();
    script.saved.revision = ++m_revision;
    add(std::move(script));
    Q_EMIT opened();
}

void ScriptDesk::open(const QString &path)
{
    const QString whole = QFileInfo(path).absoluteFilePath();
    if (const int same = indexOfPath(whole); same >= 0) {
        setCurrent(same);
        Q_EMIT opened();
        return;
    }
    m_files.post([whole] { return readScript(whole); })
        .then(this, [this, whole](const Result<ScriptFile> &file) {
            if (!file) {
                Q_EMIT failed(file.error());
                return;
            }
            OpenScript script = made(QFileInfo(whole).fileName());
            script.saved.path = whole;
            script.saved.text = file->text;
            script.saved.encoding = file->encoding;
            script.saved.fingerprint = file->fingerprint;
            add(std::move(script));
            Q_EMIT opened();
        });
}

void ScriptDesk::save()
{
    const SavedScript &script = at(m_current).saved;
    if (script.path.isEmpty())
        Q_EMIT pathNeeded();
    else
        write(script.path, script.encoding, script.fingerprint);
}

void ScriptDesk::saveAs(const QString &path)
{
    const SavedScript &script = at(m_current).saved;
    const TextEncoding encoding =
        script.encoding == TextEncoding::Latin1 ? TextEncoding::Utf8 : script.encoding;
    write(QFileInfo(path).absoluteFilePath(), encoding, {});
}

void ScriptDesk::write(const QString &path, TextEncoding encoding, const std::optional<QByteArray> &expected)
{
    const OpenScript &script = at(m_current);
    m_files
        .post([path, text = textOf(m_editor), encoding, expected] {
            return writeScript(path, text, encoding, expected);
        })
        .then(this, [this, id = script.id(), path, encoding,
                     revision = script.saved.revision](const Result<QByteArray> &fingerprint) {
            written(id, path, encoding, revision, fingerprint);
        });
}

void ScriptDesk::written(const QString &id, const QString &path, TextEncoding encoding, quint64 revision,
                         const Result<QByteArray> &fingerprint)
{
    const int index = indexOf(id);
    if (!fingerprint) {
        if (index < 0 || fingerprint.error().code != Errc::FileChanged) {
            Q_EMIT failed(fingerprint.error());
            return;
        }
        // The answer to it is the same as to a change that was seen before.
        at(index).isRefused = true;
        at(index).disk = DiskState::Changed;
        Q_EMIT changed();
        askForFiles();
        return;
    }
    if (index < 0)
        return; // closed meanwhile
    OpenScript &script = at(index);
    script.saved.path = path;
    script.saved.encoding = encoding;
    script.saved.fingerprint = *fingerprint;
    script.disk = DiskState::Same;
    script.isRefused = false;
    script.isDetached = script.saved.revision != revision; // somebody went on typing
    if (!script.isDetached && index == m_current) {
        m_editor.setModified(false);
    } else if (!script.isDetached) {
        script.isClean = true;
        script.saved.isModified = false;
        script.saved.text.reset();
    }
    Q_EMIT changed();
    Q_EMIT edited();
}

void ScriptDesk::close(int index)
{
    setCurrent(index); // what is kept of it can only be read while it is shown
    const bool isUnsaved = isModified(m_current) || (path(m_current).isEmpty() && !isUntouched(m_current));
    leave();
    OpenScript closed = std::move(at(m_current));
    m_scripts.erase(m_scripts.begin() + m_current);
    if (m_scripts.empty())
        m_scripts.push_back(made({}));
    enter(std::min(m_current, count() - 1));
    if (closed.saved.path.isEmpty() && closed.saved.text.value_or(QByteArray()).isEmpty())
        return; // nobody wants that back
    m_closed.push_back(std::move(closed));
    while (m_closed.size() > mostClosed)
        m_closed.erase(m_closed.begin());
    Q_EMIT changed();
    if (isUnsaved)
        Q_EMIT closedUnsaved(m_closed.back().title());
}

void ScriptDesk::undoClose()
{
    if (m_closed.empty())
        return;
    OpenScript script = std::move(m_closed.back());
    m_closed.pop_back();
    add(std::move(script));
    askForFiles();
    Q_EMIT opened();
}

void ScriptDesk::restore(const QList<SavedScript> &scripts)
{
    if (scripts.isEmpty())
        return;
    leave();
    const bool isEmpty = count() == 1 && isUntouched(0);
    std::vector<OpenScript> open;
    int current = -1;
    for (const SavedScript &saved : scripts) {
        if (!saved.isModified && !saved.isClosed && indexOfPath(saved.path) >= 0)
            continue; // it was opened meanwhile
        OpenScript script;
        script.saved = saved;
        if (indexOf(saved.id) >= 0)
            script.saved.id = newId(); // the same one, as it was at another moment
        script.saved.revision = ++m_revision;
        m_made += saved.path.isEmpty() ? 1 : 0; // its name is taken
        script.saved.isClosed = false;
        script.saved.isCurrent = false;
        const bool isSmall = saved.text.value_or(QByteArray()).size() <= largestAtStart;
        if (!saved.isClosed && isSmall && (saved.isCurrent || current < 0))
            current = static_cast<int>(open.size());
        (saved.isClosed ? m_closed : open).push_back(std::move(script));
    }
    // Who has typed something already stays where he is.
    if (isEmpty && current >= 0)
        m_scripts.clear();
    const int shown = isEmpty && current >= 0 ? current : m_current;
    std::ranges::move(open, std::back_inserter(m_scripts));
    enter(shown);
    askForFiles();
}

// As one step of undo: what somebody typed comes back with Ctrl+Z.
void ScriptDesk::reload()
{
    m_files.post([path = path(m_current)] { return readScript(path); })
        .then(this, [this, id = at(m_current).id()](const Result<ScriptFile> &file) {
            if (!file)
                Q_EMIT failed(file.error());
            else if (indexOf(id) == m_current)
                showAsOnDisk(*file);
        });
}

void ScriptDesk::showAsOnDisk(const ScriptFile &file)
{
    OpenScript &script = at(m_current);
    const EditorView view = m_editor.view();
    m_editor.apply(
        {{.span = {0, static_cast<std::int32_t>(m_editor.length())}, .text = file.text.toStdString()}});
    m_editor.setView(view);
    m_editor.setModified(false);
    script.saved.encoding = file.encoding;
    script.saved.fingerprint = file.fingerprint;
    script.isDetached = false;
    script.disk = DiskState::Same;
    script.isRefused = false;
    Q_EMIT changed();
    Q_EMIT edited();
}

// The next save replaces what is there now, and no other version.
void ScriptDesk::keepMine()
{
    m_files.post([path = path(m_current)] { return fingerprintOf(path); })
        .then(this, [this, id = at(m_current).id()](const QByteArray &fingerprint) {
            const int index = indexOf(id);
            if (index < 0)
                return;
            OpenScript &script = at(index);
            script.saved.fingerprint = fingerprint;
            script.isDetached = true;
            script.disk = DiskState::Same;
            script.isRefused = false;
            Q_EMIT changed();
            Q_EMIT edited();
        });
}

void ScriptDesk::openTheirs()
{
    m_files.post([path = path(m_current)] { return readScript(path); })
        .then(this, [this, title = title(m_current)](const Result<ScriptFile> &file) {
            if (file)
                addNew(QString::fromUtf8(file->text), tr("%1 as it is on disk").arg(title));
            else
                Q_EMIT failed(file.error());
        });
}

void ScriptDesk::askForFiles()
{
    QStringList paths;
    for (const OpenScript &script : m_scripts) {
        if (!script.saved.path.isEmpty())
            paths << script.saved.path;
    }
    if (paths.isEmpty())
        return;
    m_files
        .post([paths] {
            QHash<QString, QByteArray> fingerprints;
            for (const QString &path : paths)
                fingerprints.insert(path, fingerprintOf(path));
            return fingerprints;
        })
        .then(this, [this](const QHash<QString, QByteArray> &fingerprints) { compare(fingerprints); });
}

void ScriptDesk::compare(const QHash<QString, QByteArray> &fingerprints)
{
    bool isOther = false;
    for (OpenScript &script : m_scripts) {
        const auto found = fingerprints.constFind(script.saved.path);
        if (found == fingerprints.cend())
            continue;
        DiskState disk = found->isEmpty() ? DiskState::Missing : DiskState::Changed;
        if (*found == script.saved.fingerprint)
            disk = DiskState::Same;
        script.isRefused = script.isRefused && disk != DiskState::Same;
        isOther |= std::exchange(script.disk, disk) != disk;
    }
    if (isOther)
        Q_EMIT changed();
}

} // namespace lockkeeper
