// SPDX-FileCopyrightText: 2026 Lockkeeper contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/recipes/namescompleter.h"

#include <QLineEdit>

namespace lockkeeper {

using namespace Qt::StringLiterals;

QString NamesCompleter::pathFromIndex(const QModelIndex &index) const
{
    const QString name = QCompleter::pathFromIndex(index);
    const auto *line = qobject_cast<const QLineEdit *>(widget());
    const QString written = line ? line->text() : QString();
    const auto comma = written.lastIndexOf(u',');
    return comma < 0 ? name : written.first(comma + 1) + u' ' + name;
}

QStringList NamesCompleter::splitPath(const QString &path) const
{
    return {path.sliced(path.lastIndexOf(u',') + 1).trimmed()};
}

} // namespace lockkeeper
