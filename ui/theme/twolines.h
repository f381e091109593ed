// SPDX-FileCopyrightText: 2026 Lockkeeper contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QRect>
#include <QString>

class QPainter;
class QStyleOptionViewItem;

namespace lockkeeper {

/// A list's row of two lines inside of @p texts: a title, and something quieter below it. Both are cut where they don't fit.
void paintTwoLines(QPainter &painter, const QRect &texts, const QStyleOptionViewItem &row,
                   const QString &title, const QString &below);

} // namespace lockkeeper
