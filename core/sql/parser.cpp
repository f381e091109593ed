// SPDX-FileCopyrightText: 2026 Lockkeeper contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/sql/parser.h"

#include <array>

namespace lockkeeper::sql {

namespace {

using Parser = Statement (*)(std::string_view, const Script &, const Piece &, const LexOptions &);

/// In the order of SqlDialect.
constexpr std::array<Parser, 4> parsers = {parsePostgres, parseMySql, parseMySql, parseSqlite};

/// What only a client understands.
Opaque clientWords(const Script &script, const Piece &piece)
{
    const auto first = static_cast<size_t>(piece.firstToken);
    const bool isData = first < script.tokens.size() && script.tokens[first].kind == LexKind::CopyData;
    return {isData ? "copy data" : "meta-command"};
}

} // namespace

Statement parse(std::string_view text, const Script &script, const Piece &piece, const LexOptions &options)
{
    if (piece.kind == PieceKind::MetaCommand)
        return {clientWords(script, piece), piece.span};
    return parsers[static_cast<size_t>(options.dialect)](text, script, piece, options);
}

} // namespace lockkeeper::sql
