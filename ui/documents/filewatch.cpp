// SPDX-FileCopyrightText: 2026 Lockkeeper contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/documents/filewatch.h"

#include <QDir>
#include <QFileInfo>
#include <QGuiApplication>

namespace lockkeeper {

namespace {

using namespace std::chrono_literals;

constexpr auto calm = 200ms;

} // namespace

FileWatch::FileWatch(QObject *parent) : QObject(parent)
{
    m_calm.setSingleShot(true);
    m_calm.setInterval(calm);
    connect(&m_calm, &QTimer::timeout, this, [this] {
        watchAgain();
        Q_EMIT somethingHappened();
    });
    const auto wait = [this] { m_calm.start(); };
    connect(&m_watcher, &QFileSystemWatcher::fileChanged, this, wait);
    connect(&m_watcher, &QFileSystemWatcher::directoryChanged, this, wait);
    connect(qGuiApp, &QGuiApplication::applicationStateChanged, this, [this](Qt::ApplicationState state) {
        if (state == Qt::ApplicationActive && !m_paths.isEmpty())
            Q_EMIT somethingHappened();
    });
}

void FileWatch::setPaths(const QStringList &paths)
{
    if (paths == m_paths)
        return;
    m_paths = paths;
    const QStringList watched = m_watcher.files() + m_watcher.directories();
    if (!watched.isEmpty())
        m_watcher.removePaths(watched);
    watchAgain();
}

// Programs that save replace the file, and the watch goes with the old one; the folder's stays.
void FileWatch::watchAgain()
{
    for (const QString &path : m_paths) {
        const QFileInfo file(path);
        if (file.exists() && !m_watcher.files().contains(path))
            m_watcher.addPath(path);
        if (file.dir().exists() && !m_watcher.directories().contains(file.path()))
            m_watcher.addPath(file.path());
    }
}

} // namespace lockkeeper
