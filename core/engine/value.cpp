// SPDX-FileCopyrightText: 2026 Lockkeeper contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/engine/value.h"

#include "core/sql/tokens.h"

namespace lockkeeper {

QVariant Rows::at(qsizetype row, QStringView name) const
{
    const auto column = columns.indexOf(name);
    return column < 0 || row >= rows.size() ? QVariant() : rows[row].value(column);
}

TableName TableName::parse(QStringView text)
{
    QStringList parts;
    // SQLite has every kind of quotes that names have.
    for (const Token &token : tokenize(text, SqlDialect::SQLite)) {
        const QStringView piece = text.sliced(token.begin, token.end - token.begin);
        if (token.kind == TokenKind::QuotedName)
            parts << unquoted(piece);
        else if (token.kind == TokenKind::Word)
            parts << piece.toString();
    }
    if (parts.isEmpty())
        return {};
    return {.schema = parts.size() > 1 ? parts.first() : QString(), .name = parts.last()};
}

} // namespace lockkeeper
