// SPDX-FileCopyrightText: 2026 Lockkeeper contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/sql/sourcetext.h"
#include "core/sql/sqldialect.h"

#include <vector>

namespace lockkeeper {

enum class LexKind : unsigned char {
    Space,       ///< blanks and line breaks; also a byte order mark at the start
    LineComment, ///< without its line break
    BlockComment,
    CodeComment, ///< `/*!50100`, `/*M!100100` and its closing sign, when the server runs what is between them
    String,      ///< '…' with every prefix and escape, "…" on MySQL, $tag$…$tag$
    QuotedName,  ///< "…", `…`, […], U&"…"
    Word,        ///< keyword or plain name
    Number,
    Parameter,   ///< $1, ?, :name, @name, @@name
    Placeholder, ///< ${name} of Flyway and Liquibase, with the letters that touch it: ${prefix}_users
    Operator,    ///< as much as belongs together
    Punctuation, ///< one of , ; ( ) [ ] . and the delimiter in force
    MetaCommand, ///< of a client, up to the end of the line: \set …, \gexec, DELIMITER //, .mode; MySQL's \G alone
    CopyData, ///< the lines after COPY … FROM stdin; with the last, which is `\.`
    Bad,      ///< a byte that starts nothing, e.g. NUL
};

struct LexToken
{
    LexKind kind;
    bool isUnclosed = false; ///< a string, name or comment that reaches to the end of the text
    Span span;

    bool isTrivia() const { return kind <= LexKind::CodeComment; }
};

/// What decides how text is read.
struct LexOptions
{
    SqlDialect dialect = SqlDialect::PostgreSQL;
    ServerVersion version;           ///< which `/*!` comments are code; usualVersion() when not set
    bool noBackslashEscapes = false; ///< sql_mode NO_BACKSLASH_ESCAPES (PostgreSQL's '…' never have any)
    bool ansiQuotes = false;         ///< sql_mode ANSI_QUOTES: "…" is a name
};

/// Tokens cover @p text from @p from to its end without gap or overlap, whatever the bytes; linear time, never fails.
std::vector<LexToken> lex(std::string_view text, const LexOptions &options, std::int32_t from = 0);

/// The name inside "…", `…` or […], doubled quotes made single, U& escapes resolved.
std::string nameInside(std::string_view quoted);
/// ASCII letters only, as servers fold unquoted names.
std::string folded(std::string_view word);
/// Whether @p word is @p keyword (given in lower case), whatever its case.
bool isKeyword(std::string_view word, std::string_view keyword);

} // namespace lockkeeper
