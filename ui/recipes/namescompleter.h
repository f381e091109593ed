// SPDX-FileCopyrightText: 2026 Lockkeeper contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QCompleter>

namespace lockkeeper {

/// Completes the last of several names with commas between them.
class NamesCompleter final : public QCompleter
{
    Q_OBJECT

public:
    using QCompleter::QCompleter;

    QString pathFromIndex(const QModelIndex &index) const override;
    QStringList splitPath(const QString &path) const override;
};

} // namespace lockkeeper
