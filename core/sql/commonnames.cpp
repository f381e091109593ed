// SPDX-FileCopyrightText: 2026 Lockkeeper contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/sql/common.h"

#include <algorithm>
#include <array>
#include <charconv>

namespace lockkeeper::sql {

namespace {

// Reserved in MySQL 8.0 to 9 and in MariaDB 10.6 to 11.8; a word that only one of them reserves isn't here.
constexpr auto mySqlReserved = std::to_array<std::string_view>(
    {"add",       "all",      "alter",     "analyze",  "and",           "as",         "asc",
     "before",    "between",  "both",      "by",       "call",          "cascade",    "case",
     "change",    "check",    "collate",   "column",   "condition",     "constraint", "continue",
     "convert",   "create",   "cross",     "database", "databases",     "declare",    "default",
     "delayed",   "delete",   "desc",      "describe", "distinct",      "div",        "drop",
     "dual",      "each",     "else",      "elseif",   "enclosed",      "escaped",    "exists",
     "exit",      "explain",  "false",     "fetch",    "for",           "force",      "foreign",
     "from",      "fulltext", "grant",     "group",    "having",        "if",         "ignore",
     "in",        "index",    "infile",    "inner",    "inout",         "insert",     "interval",
     "into",      "is",       "iterate",   "join",     "key",           "keys",       "kill",
     "leading",   "leave",    "left",      "like",     "limit",         "lines",      "load",
     "lock",      "loop",     "match",     "mod",      "natural",       "not",        "null",
     "on",        "optimize", "option",    "or",       "order",         "outer",      "outfile",
     "precision", "primary",  "procedure", "range",    "read",          "references", "regexp",
     "rename",    "repeat",   "replace",   "require",  "restrict",      "return",     "revoke",
     "right",     "rlike",    "schema",    "schemas",  "select",        "separator",  "set",
     "show",      "spatial",  "sql",       "starting", "straight_join", "table",      "terminated",
     "then",      "to",       "trailing",  "trigger",  "true",          "undo",       "union",
     "unique",    "unlock",   "unsigned",  "update",   "usage",         "use",        "using",
     "values",    "varying",  "when",      "where",    "while",         "with",       "write",
     "xor",       "zerofill"});

// The keywords that SQLite's grammar doesn't take as names too.
constexpr auto sqliteReserved = std::to_array<std::string_view>(
    {"add",        "all",         "alter",      "and",     "as",       "autoincrement",
     "between",    "case",        "check",      "collate", "commit",   "constraint",
     "create",     "default",     "deferrable", "delete",  "distinct", "drop",
     "else",       "escape",      "except",     "exists",  "foreign",  "from",
     "group",      "having",      "in",         "index",   "insert",   "intersect",
     "into",       "is",          "isnull",     "join",    "limit",    "not",
     "notnull",    "null",        "on",         "or",      "order",    "primary",
     "references", "returning",   "select",     "set",     "table",    "then",
     "to",         "transaction", "union",      "unique",  "update",   "using",
     "values",     "when",        "where"});

static_assert(std::ranges::is_sorted(mySqlReserved));
static_assert(std::ranges::is_sorted(sqliteReserved));

bool isReserved(const Cursor &in, int ahead)
{
    if (isMySqlFamily(in.dialect()))
        return isOneOf(in.text(ahead), mySqlReserved);
    return isOneOf(in.text(ahead), sqliteReserved);
}

/// A token that is a name by its kind.
bool isNameLike(const Cursor &in, int ahead)
{
    if (in.isKind(LexKind::String, ahead)) // SQLite takes 'name' too
        return in.dialect() == SqlDialect::SQLite;
    return in.isKind(LexKind::Word, ahead) || in.isKind(LexKind::QuotedName, ahead)
           || in.isKind(LexKind::Placeholder, ahead);
}

Name nameHere(Cursor &in)
{
    const int first = in.at();
    const std::string_view text = in.text();
    const bool isQuoted = in.isKind(LexKind::QuotedName) || in.isKind(LexKind::String);
    in.step();
    return {isQuoted ? nameInside(text) : std::string(text), in.spanFrom(first)};
}

char unescaped(char letter)
{
    switch (letter) {
    case 'n':
        return '\n';
    case 't':
        return '\t';
    case 'r':
        return '\r';
    case '0':
        return '\0';
    default:
        return letter;
    }
}

/// Without quotes and prefix; doubled quotes are made single.
std::string stringInside(std::string_view token, bool hasBackslashes)
{
    const auto open = token.find_first_of("'\"");
    if (open == std::string_view::npos)
        return std::string(token);
    const char quote = token[open];
    std::string inside;
    for (std::size_t at = open + 1; at < token.size(); ++at) {
        if (token[at] == '\\' && hasBackslashes && at + 1 < token.size()) {
            inside += unescaped(token[++at]);
        } else if (token[at] == quote) {
            if (at + 1 >= token.size() || token[at + 1] != quote)
                break;
            inside += token[++at];
        } else {
            inside += token[at];
        }
    }
    return inside;
}

} // namespace

bool isName(const Cursor &in, int ahead)
{
    return isNameLike(in, ahead) && !(in.isKind(LexKind::Word, ahead) && isReserved(in, ahead));
}

Name readName(Cursor &in)
{
    if (isName(in))
        return nameHere(in);
    in.refuse();
    return {};
}

Name readAnyName(Cursor &in)
{
    if (isNameLike(in, 0))
        return nameHere(in);
    in.refuse();
    return {};
}

ObjectName readObjectName(Cursor &in)
{
    const int first = in.at();
    ObjectName name;
    name.name = readName(in);
    if (in.acceptSign(".")) {
        name.schema = std::move(name.name);
        name.name = readAnyName(in);
    }
    name.span = in.spanFrom(first);
    return name;
}

std::vector<ObjectName> readObjectNames(Cursor &in)
{
    std::vector<ObjectName> names;
    do
        names.push_back(readObjectName(in));
    while (in.acceptSign(","));
    return names;
}

std::vector<Name> readNameList(Cursor &in)
{
    std::vector<Name> names;
    in.expectSign("(");
    do
        names.push_back(readName(in));
    while (in.acceptSign(","));
    in.expectSign(")");
    return names;
}

bool acceptIfExists(Cursor &in) { return in.accept("if", "exists"); }
bool acceptIfNotExists(Cursor &in) { return in.accept("if", "not", "exists"); }

std::string valueOf(const TokenRun &run, int index)
{
    const std::string_view text = run.textAt(index);
    if (run.kindAt(index) == LexKind::QuotedName)
        return nameInside(text);
    if (run.kindAt(index) != LexKind::String)
        return std::string(text);
    return stringInside(text, isMySqlFamily(run.options.dialect) && !run.options.noBackslashEscapes);
}

int readInteger(Cursor &in)
{
    if (!in.isKind(LexKind::Number)) {
        in.refuse();
        return 0;
    }
    const std::string_view digits = in.text();
    int value = 0;
    std::from_chars(digits.data(), digits.data() + digits.size(), value);
    in.step();
    return value;
}

std::vector<int> readModifiers(Cursor &in)
{
    std::vector<int> modifiers;
    if (!in.isSign("("))
        return modifiers;
    const int close = in.run().closingOf(in.at());
    for (in.step(); in.at() < close; in.step()) {
        if (in.isKind(LexKind::Number)) {
            modifiers.push_back(readInteger(in));
            in.moveTo(in.at() - 1);
        }
    }
    in.expectSign(")");
    return modifiers;
}

} // namespace lockkeeper::sql
