// SPDX-FileCopyrightText: 2026 Lockkeeper contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QDir>
#include <QFile>
#include <QString>

namespace lockkeeper {

/// The files of tests/golden/@p folder that match @p pattern, by name.
inline QStringList goldenFiles(const QString &folder, const QString &pattern)
{
    const QDir directory(QStringLiteral(LOCKKEEPER_GOLDEN_DIR "/") + folder);
    QStringList paths;
    for (const QString &name : directory.entryList({pattern}, QDir::Files, QDir::Name))
        paths.append(directory.filePath(name));
    return paths;
}

inline QByteArray goldenText(const QString &path)
{
    QFile file(path);
    return file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray();
}

/// What differs between @p actual and the file, or nothing; LOCKKEEPER_UPDATE_GOLDEN=1 writes the file instead.
inline QByteArray goldenDifference(const QString &path, const QByteArray &actual)
{
    if (qEnvironmentVariableIntValue("LOCKKEEPER_UPDATE_GOLDEN") == 1) {
        QFile file(path);
        return file.open(QIODevice::WriteOnly) && file.write(actual) == actual.size() ? QByteArray()
                                                                                      : "not written";
    }
    const QByteArray expected = goldenText(path);
    return expected == actual ? QByteArray()
                              : path.toUtf8() + "\nexpected:\n" + expected + "\nactual:\n" + actual;
}

} // namespace lockkeeper
