// SPDX-FileCopyrightText: 2026 Lockkeeper contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/shell/commandmodel.h"

#include <QDialog>

class QLabel;
class QLineEdit;
class QListView;

namespace lockkeeper {

/// A line to type in and what it finds: the command palette and quick open. Enter does it, Esc leaves.
class CommandPalette final : public QDialog
{
    Q_OBJECT

public:
    explicit CommandPalette(QWidget *parent);

    /// Opens above @p parent's middle; returns at once. @p name: "Commands"; @p hint is shown in the empty line.
    void open(const QString &name, const QString &hint, QList<Command> commands);

protected:
    bool eventFilter(QObject *watched, QEvent *event) override;

private:
    void build();
    void filter(const QString &words);
    void runCurrent();
    void place();

    CommandModel m_model;
    QLineEdit *m_line = nullptr;
    QListView *m_list = nullptr;
    QLabel *m_nothing = nullptr;
};

/// Every action of @p actions that says what it does, menus' own name as the detail.
QList<Command> commandsOf(const QList<QAction *> &actions, const QString &detail);

} // namespace lockkeeper
