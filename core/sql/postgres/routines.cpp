// SPDX-FileCopyrightText: 2026 Lockkeeper contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/sql/postgres/routinebody.h"

#include <algorithm>

namespace lockkeeper::sql::postgres {

namespace {

// A DO in a function in a DO …: nobody writes more.
constexpr int deepestNesting = 4;

const DefElem *option(const List *options, std::string_view name)
{
    for (const DefElem &element : each<DefElem>(options)) {
        if (textOf(element.defname) == name)
            return &element;
    }
    return nullptr;
}

std::string languageOf(const List *options, std::string_view unsaid)
{
    const DefElem *language = option(options, "language");
    const auto *name = language ? as<String>(language->arg, T_String) : nullptr;
    return name ? lower(textOf(name->sval)) : std::string(unsaid);
}

char volatilityOf(const List *options)
{
    const DefElem *volatility = option(options, "volatility");
    const auto *word = volatility ? as<String>(volatility->arg, T_String) : nullptr;
    return word ? textOf(word->sval).front() : 'v';
}

int stringFrom(int token, const PieceTokens &tokens)
{
    while (token < tokens.count() && tokens[token].kind != LexKind::String)
        ++token;
    return token;
}

void readPlpgsql(const RoutineBody &body, int token, const Reading &reading, Routine *routine)
{
    Span inCreate = reading.tokens[token].span;
    inCreate.begin -= reading.base;
    inCreate.end -= reading.base;
    std::optional<PlpgsqlStatements> read =
        readPlpgsqlBody(body, reading.sql, inCreate, reading.options, reading.nesting + 1);
    routine->hasDynamicSql = !read || read->hasDynamicSql;
    if (read)
        routine->body = std::move(read->statements);
}

/// The body in the string at @p token. What we can't read is as unknown as dynamic SQL.
void readBody(int token, const Reading &reading, Routine *routine)
{
    routine->hasDynamicSql = true;
    const bool isKnown = routine->language == "sql" || routine->language == "plpgsql";
    if (!isKnown || reading.nesting >= deepestNesting)
        return;
    const std::optional<RoutineBody> body = RoutineBody::at(token, reading.tokens, reading.options);
    if (!body)
        return;
    if (routine->language == "plpgsql") {
        readPlpgsql(*body, token, reading, routine);
        return;
    }
    routine->hasDynamicSql = false;
    routine->body = readSqlBody(*body, reading.options, reading.nesting + 1);
}

std::vector<TokenRange> atomicRanges(const Reading &reading)
{
    const PieceTokens &tokens = reading.tokens;
    const int atomic = tokens.find(tokens.all(), "atomic");
    std::vector<TokenRange> ranges = tokens.split({atomic + 1, tokens.count() - 1}, ';');
    std::erase_if(ranges, [](const TokenRange &range) { return range.isEmpty(); });
    return ranges;
}

/// BEGIN ATOMIC … END: its statements are in the tree.
void readAtomic(const List *lists, const Reading &reading, Routine *routine)
{
    const std::vector<TokenRange> ranges = atomicRanges(reading);
    size_t next = 0;
    for (const List &statements : each<List>(lists)) {
        for (const Node &node : each<Node>(&statements)) {
            if (next >= ranges.size())
                return;
            const TokenRange range = ranges[next++];
            const PieceTokens part = reading.tokens.part(range);
            const Reading inner{part, reading.sql, reading.base, reading.options, reading.nesting + 1};
            routine->body.push_back({readStatement(&node, inner), reading.tokens.span(range)});
        }
    }
}

void readNewBody(const Node *body, const Reading &reading, Routine *routine)
{
    if (const auto *lists = as<List>(body, T_List)) {
        readAtomic(lists, reading, routine);
        return;
    }
    const int begin = reading.tokens.find(reading.tokens.all(), "return");
    const TokenRange range{begin, reading.tokens.count()};
    routine->body.push_back({readStatement(body, reading), reading.tokens.span(range)});
}

} // namespace

StatementNode readFunction(const CreateFunctionStmt &statement, const Reading &reading)
{
    const PieceTokens &tokens = reading.tokens;
    Routine routine;
    const int word = tokens.find(tokens.all(), statement.is_procedure ? "procedure" : "function");
    routine.name = tokens.findObject({word + 1, tokens.count()}, partsOf(statement.funcname));
    routine.language = languageOf(statement.options, "sql");
    routine.volatility = volatilityOf(statement.options);
    routine.orReplace = statement.replace;
    if (statement.sql_body) {
        readNewBody(statement.sql_body, reading, &routine);
    } else if (const DefElem *body = option(statement.options, "as")) {
        readBody(stringFrom(reading.tokenAt(body->location), tokens), reading, &routine);
    }
    return routine;
}

StatementNode readDo(const DoStmt &statement, const Reading &reading)
{
    Routine routine;
    routine.isBlock = true;
    routine.language = languageOf(statement.args, "plpgsql");
    if (const DefElem *body = option(statement.args, "as"))
        readBody(stringFrom(reading.tokenAt(body->location), reading.tokens), reading, &routine);
    return routine;
}

} // namespace lockkeeper::sql::postgres
