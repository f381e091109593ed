// SPDX-FileCopyrightText: 2026 Lockkeeper contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/shell/commandmodel.h"

#include <algorithm>

namespace lockkeeper {

namespace {

using namespace Qt::StringLiterals;

bool beginsWord(QStringView text, qsizetype at) { return at == 0 || !text.at(at - 1).isLetterOrNumber(); }

/// 0: the best; none: a word is missing.
std::optional<int> rank(const QString &text, const QStringList &words)
{
    int rank = 0;
    for (const QString &word : words) {
        const qsizetype at = text.indexOf(word, 0, Qt::CaseInsensitive);
        if (at < 0)
            return {};
        rank += beginsWord(text, at) ? 0 : 2;
    }
    return words.isEmpty() || text.startsWith(words.first(), Qt::CaseInsensitive) ? rank : rank + 1;
}

} // namespace

void CommandModel::setCommands(QList<Command> commands)
{
    m_commands = std::move(commands);
    setFilter({});
}

void CommandModel::setFilter(const QString &words)
{
    const QStringList wanted = words.split(u' ', Qt::SkipEmptyParts);
    QList<std::pair<int, qsizetype>> ranked;
    for (qsizetype i = 0; i < m_commands.size(); ++i) {
        const Command &command = m_commands.at(i);
        if (const auto found = rank(command.title + u' ' + command.detail, wanted))
            ranked.emplace_back(*found, i);
    }
    std::ranges::stable_sort(ranked, {}, &std::pair<int, qsizetype>::first);
    beginResetModel();
    m_shown.clear();
    std::ranges::transform(ranked, std::back_inserter(m_shown), &std::pair<int, qsizetype>::second);
    endResetModel();
}

int CommandModel::rowCount(const QModelIndex &parent) const
{
    return parent.isValid() ? 0 : static_cast<int>(m_shown.size());
}

QVariant CommandModel::data(const QModelIndex &index, int role) const
{
    const Command &command = at(index.row());
    switch (role) {
    case Qt::DisplayRole:
        return command.title;
    case DetailRole:
        return command.detail;
    case ShortcutRole:
        return command.shortcut;
    case Qt::AccessibleTextRole:
        return QStringList{command.title, command.detail, command.shortcut}.join(u", "_s);
    default:
        return {};
    }
}

Qt::ItemFlags CommandModel::flags(const QModelIndex &index) const
{
    if (!index.isValid())
        return Qt::NoItemFlags;
    return at(index.row()).isEnabled ? QAbstractListModel::flags(index) : Qt::NoItemFlags;
}

} // namespace lockkeeper
