// SPDX-FileCopyrightText: 2026 Lockkeeper contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QString>
#include <QStringList>

#include <random>

namespace lockkeeper::demo {

/// A name as the old version stores it; some people have one word only.
struct Name
{
    QString first;
    QString last;

    QString full() const { return last.isEmpty() ? first : first + QLatin1Char(' ') + last; }
    static Name split(const QString &full);
};

const QStringList &firstNames();
const QStringList &lastNames();
Name randomName(std::mt19937 &random);

} // namespace lockkeeper::demo
