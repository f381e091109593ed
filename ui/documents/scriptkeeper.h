// SPDX-FileCopyrightText: 2026 Lockkeeper contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/worker.h"
#include "ui/documents/scriptjournal.h"

#include <QObject>
#include <QTimer>

namespace lockkeeper {

class NoticeBar;
class ScriptDesk;

/// Keeps what a desk holds, within two seconds of each change, and brings back what earlier windows held: at once what
/// was open when one was closed, and when somebody says so what was open when one ended unexpectedly. It restores
/// text and places, and never runs anything.
///
/// Lives on the UI thread; files are read and written on a thread of its own.
class ScriptKeeper final : public QObject
{
    Q_OBJECT

public:
    /// @param notice where it asks; @param folder see ScriptJournal. All three outlive it.
    ScriptKeeper(ScriptDesk &desk, NoticeBar &notice, const QString &folder, QObject *parent = nullptr);
    /// The window is closed: waits until all is written.
    ~ScriptKeeper() override;

    void start();

Q_SIGNALS:
    /// What earlier windows left has been read; what is restored at once is restored.
    void started();
    /// All that was there when it was asked for is written.
    void written();
    void failed(const lockkeeper::Error &error);

private:
    void found(const LeftScripts &left);
    void askAboutCrashed();
    void askAfterFailedStarts();
    void restoreSession();
    void restoreCrashed();
    void write();
    void wrote(const Status &status);

    ScriptDesk &m_desk;
    NoticeBar &m_notice;
    LeftScripts m_left;
    QTimer m_soon;
    QTimer m_settled;
    bool m_isWriting = false;
    bool m_isBroken = false;                  ///< the last write failed, and somebody was told
    std::shared_ptr<ScriptJournal> m_journal; ///< touched by the worker only
    Worker m_worker;
};

} // namespace lockkeeper
