// SPDX-FileCopyrightText: 2026 Lockkeeper contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/sql/lexer.h"

#include <vector>

namespace lockkeeper {

enum class PieceKind : unsigned char {
    Statement,
    MetaCommand, ///< a client's own: \set, DELIMITER, .mode; COPY data
};

/// A statement of a script.
struct Piece
{
    PieceKind kind = PieceKind::Statement;
    Span span;            ///< from the first to the last token that counts, without the delimiter
    int firstToken = 0;   ///< into the script's tokens: the first that counts
    int endToken = 0;     ///< one past the last that counts
    int leadToken = 0;    ///< the first comment or blank that belongs to it
    bool isClosed = true; ///< a delimiter follows
};

/// A script cut into tokens and statements.
struct Script
{
    std::vector<LexToken> tokens;
    std::vector<Piece> pieces;
};

/// Cuts @p text at its delimiters: `;`, what DELIMITER says, none inside of BEGIN ATOMIC … END (PostgreSQL), CREATE
/// TRIGGER … BEGIN … END (SQLite, MySQL, MariaDB) and other compound bodies. Empty statements are left out. Linear time.
Script split(std::string_view text, const LexOptions &options);

} // namespace lockkeeper
