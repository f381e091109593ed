// SPDX-FileCopyrightText: 2026 Lockkeeper contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/documents/openscript.h"

#include <QHash>
#include <QLockFile>

#include <memory>
#include <vector>

namespace lockkeeper {

/// What windows that are gone have left.
struct LeftScripts
{
    QList<SavedScript> session; ///< of windows that were closed
    QList<SavedScript> crashed; ///< of windows that ended otherwise
    QStringList unreadable;     ///< files that were open and can't be read now
    bool isSafeStart = false;   ///< two starts in a row came to nothing
};

/// Keeps a window's scripts in a folder of its own, which nobody else touches while the window lives; takes over the
/// folders of windows that are gone, and loses none of them before it is told to.
///
/// Reads and writes files, so it lives on a thread for that. A folder holds state.json and a file for each text that
/// isn't in the script's own file. Only its owner can read it.
class ScriptJournal
{
public:
    /// @param folder made when it is needed; several windows share it.
    explicit ScriptJournal(QString folder);
    ~ScriptJournal();
    ScriptJournal(const ScriptJournal &) = delete;
    ScriptJournal &operator=(const ScriptJournal &) = delete;

    /// Once, first of all. Texts of scripts that differ from no file are read from their files.
    LeftScripts begin();
    /// This start came to something.
    void succeed();
    /// The scripts as they are now; texts whose revision is written already are not written again.
    /// @returns Errc::UnwritableFile.
    Status write(const QList<SavedScript> &scripts);
    /// They are in a later write(), or nobody wants them.
    void forgetSession() { forget(true); }
    void forgetCrashed() { forget(false); }
    /// The last write of a window that is closed, instead of write().
    Status end(const QList<SavedScript> &scripts);

private:
    /// The folder of a window that is gone; nobody else can take it while it is ours.
    struct Claim
    {
        QString folder;
        std::unique_ptr<QLockFile> lock;
        bool isSession = false;
    };

    bool countStart();
    void claim(const QString &folder, LeftScripts &left);
    static void readTexts(const QString &folder, QList<SavedScript> &scripts, QStringList &unreadable);
    void forget(bool isSession);
    Status writeState(const QList<SavedScript> &scripts, bool hasEnded);

    QString m_root;
    QString m_own;
    std::unique_ptr<QLockFile> m_lock;
    std::vector<Claim> m_claims;
    QHash<QString, quint64> m_written; ///< which revision of a script's text is in our folder
};

} // namespace lockkeeper
