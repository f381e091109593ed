// SPDX-FileCopyrightText: 2026 Lockkeeper contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QAbstractListModel>

#include <functional>

namespace lockkeeper {

/// Something that can be found by its name and done.
struct Command
{
    QString title;
    QString detail; ///< where it belongs: "Migration", "Step 3 of 7"
    QString shortcut;
    bool isEnabled = true;
    std::function<void()> run;
};

/// The commands that hold every typed word, the best first: those that begin with the first word, then those where each
/// word begins one of theirs.
class CommandModel final : public QAbstractListModel
{
    Q_OBJECT

public:
    enum Role { DetailRole = Qt::UserRole, ShortcutRole };

    using QAbstractListModel::QAbstractListModel;

    void setCommands(QList<Command> commands);
    void setFilter(const QString &words);
    const Command &at(int row) const { return m_commands.at(m_shown.at(row)); }

    int rowCount(const QModelIndex &parent = {}) const override;
    QVariant data(const QModelIndex &index, int role) const override;
    Qt::ItemFlags flags(const QModelIndex &index) const override;

private:
    QList<Command> m_commands;
    QList<qsizetype> m_shown;
};

} // namespace lockkeeper
