// SPDX-FileCopyrightText: 2026 Lockkeeper contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QFileSystemWatcher>
#include <QObject>
#include <QTimer>

namespace lockkeeper {

/// Tells that one of some files may have been changed, replaced or removed by another program; whether it was is for
/// the listener to find out. Also when somebody comes back to the window, because not every file system tells.
class FileWatch final : public QObject
{
    Q_OBJECT

public:
    explicit FileWatch(QObject *parent = nullptr);

    void setPaths(const QStringList &paths);

Q_SIGNALS:
    void somethingHappened();

private:
    void watchAgain();

    QStringList m_paths;
    QFileSystemWatcher m_watcher;
    QTimer m_calm; ///< a program that saves makes several changes
};

} // namespace lockkeeper
