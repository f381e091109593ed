// SPDX-FileCopyrightText: 2026 Lockkeeper contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/theme/twolines.h"

#include "ui/theme/theme.h"

#include <QPainter>
#include <QStyleOptionViewItem>

namespace lockkeeper {

void paintTwoLines(QPainter &painter, const QRect &texts, const QStyleOptionViewItem &row,
                   const QString &title, const QString &below)
{
    const bool isSelected = row.state & QStyle::State_Selected;
    const auto write = [&](const QFont &font, const QColor &color, int edge, const QString &text) {
        painter.setFont(font);
        painter.setPen(isSelected ? row.palette.color(QPalette::HighlightedText) : color);
        painter.drawText(texts, edge | Qt::AlignLeft,
                         QFontMetrics(font).elidedText(text, Qt::ElideRight, texts.width()));
    };
    painter.save();
    write(scaled(row.font, 1.0, true), row.palette.color(QPalette::Text), Qt::AlignTop, title);
    write(row.font, quietColor(row.palette), Qt::AlignBottom, below);
    painter.restore();
}

} // namespace lockkeeper
