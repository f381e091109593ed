// SPDX-FileCopyrightText: 2026 Lockkeeper contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/sql/postgres/plpgsqltree.h"
#include "core/sql/postgres/routinebody.h"

#include <algorithm>
#include <set>

// gcc says it with a macro, clang with a feature.
#ifdef __has_feature
#if __has_feature(address_sanitizer)
#define LOCKKEEPER_LEAKS_ARE_FOUND
#endif
#endif
#if defined(__SANITIZE_ADDRESS__) || defined(LOCKKEEPER_LEAKS_ARE_FOUND)
#include <sanitizer/lsan_interface.h>
#endif

namespace lockkeeper::sql::postgres {

namespace {

constexpr std::string_view performWord = "perform";

bool isSameLetter(char wanted, char found)
{
    const auto small = [](char c) { return c >= 'A' && c <= 'Z' ? static_cast<char>(c + 32) : c; };
    return small(wanted) == small(found);
}

/// Finds queries in the body they came from.
class QueryPlaces
{
public:
    explicit QueryPlaces(std::string_view body) : m_body(body)
    {
        m_lines.push_back(0);
        for (size_t at = 0; at < body.size(); ++at) {
            if (body[at] == '\n')
                m_lines.push_back(at + 1);
        }
    }

    /// The byte where @p query begins; nothing when it can't be found.
    std::optional<size_t> place(const PlpgsqlQuery &query)
    {
        const size_t line = static_cast<size_t>(std::max(query.line, 1)) - 1;
        const size_t size = query.text.size();
        for (size_t at = m_lines[std::min(line, m_lines.size() - 1)]; at + size <= m_body.size(); ++at) {
            if (isAt(query, at) && m_used.insert(at).second)
                return at;
        }
        return std::nullopt;
    }

private:
    bool isAt(const PlpgsqlQuery &query, size_t at) const
    {
        if (!query.isPerform)
            return isTextAt(query.text, at);
        // PERFORM is a byte longer than the SELECT that stands for it.
        constexpr size_t select = performWord.size() - 1;
        return at + query.text.size() < m_body.size() && isTextAt(performWord, at)
               && isTextAt(std::string_view(query.text).substr(std::min(select, query.text.size())),
                           at + performWord.size());
    }

    /// Blanks of the query match anything: there was an INTO.
    bool isTextAt(std::string_view text, size_t at) const
    {
        if (text.empty() || !isSameLetter(text.front(), m_body[at]))
            return false;
        for (size_t i = 0; i < text.size(); ++i) {
            if (text[i] != ' ' && !isSameLetter(text[i], m_body[at + i]))
                return false;
        }
        return true;
    }

    std::string_view m_body;
    std::vector<size_t> m_lines;
    std::set<size_t> m_used;
};

/// libpg_query loses one byte with each body that it refuses.
PgQueryPlpgsqlParseResult parsePlpgsql(const std::string &create)
{
#if defined(__SANITIZE_ADDRESS__) || defined(LOCKKEEPER_LEAKS_ARE_FOUND)
    const __lsan::ScopedDisabler knownLeak;
#endif
    return pg_query_parse_plpgsql(create.c_str());
}

/// Null when PostgreSQL's parser refuses the body.
std::optional<std::vector<PlpgsqlQuery>> queriesOf(const std::string &create)
{
    MemoryContext outer = CurrentMemoryContext; // a pointer: const would be its own
    if (outer)
        MemoryContextSwitchTo(TopMemoryContext);
    const PgQueryPlpgsqlParseResult parsed = parsePlpgsql(create);
    if (outer)
        MemoryContextSwitchTo(outer);
    std::optional<std::vector<PlpgsqlQuery>> queries;
    if (!parsed.error && parsed.plpgsql_funcs)
        queries = plpgsqlQueries(parsed.plpgsql_funcs);
    pg_query_free_plpgsql_parse_result(parsed);
    return queries;
}

/// The statement with its body in dollar quotes, whatever the script wrote.
std::string withBody(std::string_view create, Span bodyInCreate, const std::string &body)
{
    constexpr std::string_view quote = "$lockkeeper_body$";
    std::string text(create.substr(0, static_cast<size_t>(bodyInCreate.begin)));
    text.append(quote).append(body).append(quote);
    return text.append(create.substr(static_cast<size_t>(bodyInCreate.end)));
}

/// Reads the queries of one body.
class BodyReader
{
public:
    BodyReader(const RoutineBody &body, const LexOptions &options, int nesting)
        : m_body(body), m_tokens(body.tokens()), m_options(options), m_nesting(nesting)
    {}

    void read(const PlpgsqlQuery &query, std::optional<size_t> place)
    {
        if (query.isDynamic)
            readDynamic(query, place);
        else if (place)
            readAt(query, *place);
        else
            readLost(query);
    }

    PlpgsqlStatements result;

private:
    TokenRange tokensOf(Span span) const { return {m_tokens.from(span.begin), m_tokens.from(span.end)}; }

    void readAt(const PlpgsqlQuery &query, size_t place)
    {
        const std::int32_t begin = m_body.begin() + static_cast<std::int32_t>(place);
        const std::int32_t moved = query.isPerform ? 1 : 0;
        const Span span{begin, begin + moved + static_cast<std::int32_t>(query.text.size())};
        const TokenRange range = tokensOf(span);
        result.statements.push_back(
            {parseText(query.text, begin + moved, m_tokens.part(range), m_options, m_nesting), span});
    }

    /// A text that isn't in the script has no places of its own.
    void readLost(const PlpgsqlQuery &query)
    {
        const Span whole{m_body.begin(), m_body.begin() + static_cast<std::int32_t>(m_body.text().size())};
        result.statements.push_back({Opaque{query.text.substr(0, query.text.find(' '))}, whole});
    }

    /// EXECUTE 'ALTER TABLE …': a plain string is as good as the statement in it.
    void readDynamic(const PlpgsqlQuery &query, std::optional<size_t> place)
    {
        std::optional<RoutineBody> text;
        if (place) {
            const std::int32_t begin = m_body.begin() + static_cast<std::int32_t>(*place);
            const TokenRange range = tokensOf({begin, begin + static_cast<std::int32_t>(query.text.size())});
            if (range.end - range.begin == 1)
                text = RoutineBody::at(range.begin, m_tokens, m_options);
        }
        if (!text) {
            result.hasDynamicSql = true;
            return;
        }
        for (Statement &statement : readSqlBody(*text, m_options, m_nesting))
            result.statements.push_back(std::move(statement));
    }

    const RoutineBody &m_body;
    PieceTokens m_tokens;
    const LexOptions &m_options;
    int m_nesting;
};

} // namespace

std::optional<PlpgsqlStatements> readPlpgsqlBody(const RoutineBody &body, std::string_view create,
                                                 Span bodyInCreate, const LexOptions &options, int nesting)
{
    const std::string text = body.filled();
    std::optional<std::vector<PlpgsqlQuery>> queries = queriesOf(withBody(create, bodyInCreate, text));
    if (!queries)
        return std::nullopt;
    std::ranges::stable_sort(*queries, {}, &PlpgsqlQuery::line);
    QueryPlaces places(text);
    BodyReader reader(body, options, nesting);
    for (const PlpgsqlQuery &query : *queries)
        reader.read(query, places.place(query));
    std::ranges::stable_sort(reader.result.statements, {},
                             [](const Statement &statement) { return statement.span.begin; });
    return std::move(reader.result);
}

} // namespace lockkeeper::sql::postgres
