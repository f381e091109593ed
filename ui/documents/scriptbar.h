// SPDX-FileCopyrightText: 2026 Lockkeeper contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/documents/filewatch.h"
#include "ui/documents/scriptdesk.h"

#include <QWidget>

class QAction;
class QTabBar;

namespace lockkeeper {

class NoticeBar;

/// A desk's scripts as tabs, with what people do with them, and what other programs did to their files.
class ScriptBar final : public QWidget
{
    Q_OBJECT

public:
    explicit ScriptBar(SqlEditor &editor, QWidget *parent = nullptr);

    ScriptDesk &desk() { return m_desk; }
    /// For a menu: new, open, save, save as, close, undo close.
    QList<QAction *> actions() const;
    void askForFile();

Q_SIGNALS:
    /// Something was opened that somebody wants to see.
    void shown();
    void failed(const lockkeeper::Error &error);

protected:
    void showEvent(QShowEvent *event) override;
    void hideEvent(QHideEvent *event) override;
    void changeEvent(QEvent *event) override;

private:
    void build();
    void buildActions();
    QAction *addCommand(const QString &text, const QKeySequence &keys, const std::function<void()> &run);
    void askForPath();
    void showScripts();
    void showTab(int index);
    void showDisk();
    QString diskText(int index) const;
    void offerUndo(const QString &title);
    void showWhatCanBeDone();

    ScriptDesk m_desk;
    FileWatch m_watch;
    QTabBar *m_tabs = nullptr;
    NoticeBar *m_disk = nullptr;
    NoticeBar *m_closed = nullptr;
    QString m_asked; ///< what the disk's notice says
    QList<QAction *> m_actions;
    QList<QAction *> m_onShown; ///< act on the script that is shown
    QAction *m_undoClose = nullptr;
};

} // namespace lockkeeper
