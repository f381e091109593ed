// SPDX-FileCopyrightText: 2026 Lockkeeper contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/sql/lexer.h"

#include "core/sql/reading/characters.h"
#include "core/sql/reading/clients.h"
#include "core/sql/reading/copywatch.h"
#include "core/sql/reading/ends.h"
#include "core/sql/reading/numbers.h"
#include "core/sql/reading/operators.h"

#include <algorithm>
#include <limits>
#include <optional>
#include <utility>

namespace lockkeeper {

namespace {

using namespace reading;

/// What the next token is, and where it ends.
struct Cut
{
    LexKind kind;
    Reach reach;
};

class Lexer
{
public:
    Lexer(std::string_view text, const LexOptions &options, std::size_t from)
        : m_text(text), m_options(options), m_at(from)
    {}

    std::vector<LexToken> read()
    {
        if (m_at == 0 && m_text.starts_with("\xef\xbb\xbf"))
            push({LexKind::Space, {3}});
        m_isLineStart = m_at == 0 || isLineBreak(m_text[m_at - 1]) || !m_tokens.empty();
        while (m_at < m_text.size())
            take(next());
        return std::move(m_tokens);
    }

private:
    bool isPostgres() const { return m_options.dialect == SqlDialect::PostgreSQL; }
    bool isMySql() const { return isMySqlFamily(m_options.dialect); }
    bool isSqlite() const { return m_options.dialect == SqlDialect::SQLite; }

    char peek(std::size_t ahead = 0) const { return byteAt(m_text, m_at + ahead); }
    Cut one(LexKind kind) const { return {kind, {m_at + 1}}; }
    std::string_view rest() const { return m_text.substr(m_at); }
    std::string_view line() const
    {
        return m_text.substr(m_at, endOfLine(m_text, m_at, isPostgres()) - m_at);
    }

    void push(const Cut &cut);
    void take(const Cut &cut);
    void follow(const Cut &cut, std::string_view text);

    Cut next() const;
    Cut sign() const;
    std::optional<Cut> ofClient() const;
    std::optional<Cut> metaCommand() const;
    bool isDelimiterLine() const;
    bool isDelimiterAt(std::size_t at) const;
    std::optional<Cut> comment() const;
    Cut versionComment() const;
    Cut space() const;
    Cut word() const;
    Cut wordOrPrefix() const;
    Cut number() const;
    Cut string(std::size_t quoteAt, bool backslashes) const;
    Cut doubleQuoted() const;
    Cut dollar() const;
    Cut colon() const;
    Cut at() const;
    Cut dot() const;
    Cut signs() const;
    std::optional<Cut> parameter(std::size_t nameAt) const;
    bool continuesEscapes() const;
    bool isBehindName() const;
    bool isSlice() const;

    std::string_view m_text;
    LexOptions m_options;
    std::size_t m_at;
    std::vector<LexToken> m_tokens;

    std::string_view m_delimiter = ";";
    CopyWatch m_copy;
    bool m_awaitsCopyData = false;
    bool m_isInStatement = false;
    bool m_isInCode = false;    ///< between `/*!` and its closing sign
    bool m_isLineStart = false; ///< only blanks since the line began
    int m_brackets = 0;
    std::size_t m_escapesEnd = 0; ///< of the last E'…'
    std::size_t m_signsEnd = 0;   ///< up to here every `+` and `-` is an operator of its own
};

void Lexer::push(const Cut &cut)
{
    m_tokens.push_back({cut.kind,
                        !cut.reach.isClosed,
                        {static_cast<std::int32_t>(m_at), static_cast<std::int32_t>(cut.reach.end)}});
    m_at = cut.reach.end;
}

void Lexer::take(const Cut &cut)
{
    const std::string_view text = m_text.substr(m_at, cut.reach.end - m_at);
    if (cut.kind == LexKind::Space)
        m_isLineStart = m_isLineStart || text.find_first_of("\r\n") != std::string_view::npos;
    else
        m_isLineStart = false;
    follow(cut, text);
    push(cut);
}

/// What later tokens depend on.
void Lexer::follow(const Cut &cut, std::string_view text)
{
    switch (cut.kind) {
    case LexKind::Space:
    case LexKind::LineComment:
    case LexKind::BlockComment:
        return;
    case LexKind::CodeComment:
        m_isInCode = text != "*/";
        return;
    case LexKind::CopyData:
        m_awaitsCopyData = false;
        m_isInStatement = false;
        return;
    case LexKind::MetaCommand:
        if (isMySql() && isDelimiterCommand(text))
            m_delimiter = delimiterOf(text);
        m_awaitsCopyData = isPostgres() && readsCopyData(text);
        m_isInStatement = false;
        return;
    case LexKind::Punctuation:
        if (text == m_delimiter) {
            m_awaitsCopyData = m_awaitsCopyData || (m_isInStatement && m_copy.readsData());
            m_isInStatement = false;
            m_brackets = 0;
            return;
        }
        m_brackets += text == "[" ? 1 : text == "]" ? -1 : 0;
        break;
    default:
        break;
    }
    if (isPostgres())
        m_copy.read(text, !m_isInStatement);
    m_isInStatement = true;
    if (cut.kind == LexKind::String && (lowered(text.front()) == 'e' || continuesEscapes()))
        m_escapesEnd = cut.reach.end;
    if (cut.kind == LexKind::Operator && cut.reach.end > m_signsEnd)
        m_signsEnd = isPostgres() ? endOf(m_text, cut.reach.end, isSign) : 0;
}

Cut Lexer::next() const
{
    if (const auto cut = ofClient())
        return *cut;
    const char c = peek();
    if (isBlank(c))
        return space();
    if (isLetter(c))
        return wordOrPrefix();
    if (isDigit(c))
        return number();
    if (const auto cut = comment())
        return *cut;
    return sign();
}

Cut Lexer::sign() const
{
    switch (peek()) {
    case '\'':
        return string(m_at, isMySql() ? !m_options.noBackslashEscapes : continuesEscapes());
    case '"':
        return doubleQuoted();
    case '`':
        return isPostgres() ? signs() : Cut{LexKind::QuotedName, endOfQuoted(m_text, m_at, '`', false)};
    case '[':
        return isSqlite() ? Cut{LexKind::QuotedName, endOfBrackets(m_text, m_at)} : one(LexKind::Punctuation);
    case '$':
        return dollar();
    case ':':
        return colon();
    case '@':
        return at();
    case '?':
        if (isPostgres())
            return signs();
        return {LexKind::Parameter, {isSqlite() ? endOf(m_text, m_at + 1, isDigit) : m_at + 1}};
    case '.':
        return dot();
    case ',':
    case ';':
    case '(':
    case ')':
    case ']':
        return one(LexKind::Punctuation);
    default:
        return signs();
    }
}

std::optional<Cut> Lexer::ofClient() const
{
    if (m_awaitsCopyData && m_text[m_at - 1] == '\n')
        return Cut{LexKind::CopyData, endOfCopyData(m_text, m_at)};
    if (const auto cut = metaCommand())
        return cut;
    if (m_delimiter != ";" && isDelimiterAt(m_at))
        return Cut{LexKind::Punctuation, {m_at + m_delimiter.size()}};
    return std::nullopt;
}

std::optional<Cut> Lexer::metaCommand() const
{
    const char c = peek(1);
    const auto wholeLine = [this] { return Cut{LexKind::MetaCommand, {m_at + line().size()}}; };
    switch (peek()) {
    case '\\':
        // psql sends the next statement together with this one; they are two all the same.
        if (isPostgres() && c == ';')
            return one(LexKind::Space);
        if (isMySql() && lowered(c) == 'g')
            return Cut{LexKind::MetaCommand, {m_at + 2}};
        if ((isPostgres() && (isLetter(c) || c == '!' || c == '?'))
            || (isMySql() && c == '.' && !m_isInStatement))
            return wholeLine();
        return std::nullopt;
    case 'd':
    case 'D':
        if (isMySql() && m_isLineStart && isDelimiterLine())
            return wholeLine();
        return std::nullopt;
    case '.':
        if (isSqlite() && !m_isInStatement && (m_at == 0 || isLineBreak(m_text[m_at - 1])) && isLetter(c))
            return wholeLine();
        return std::nullopt;
    default:
        return std::nullopt;
    }
}

bool Lexer::isDelimiterLine() const
{
    // A line is only looked for where the word is: many short ones of a long line would cost too much.
    return isKeyword(m_text.substr(m_at, 9), "delimiter") && isDelimiterCommand(line())
           && (!m_isInStatement || isSignOnly(delimiterOf(line())));
}

bool Lexer::isDelimiterAt(std::size_t at) const
{
    if (!m_text.substr(at).starts_with(m_delimiter))
        return false;
    return !isLetterOrDigit(m_delimiter.front()) || !isLetterOrDigit(byteAt(m_text, at + m_delimiter.size()));
}

std::optional<Cut> Lexer::comment() const
{
    const char c = peek();
    const char second = peek(1);
    if (c == '-' && second == '-') {
        const std::size_t behind = m_at + 2;
        // For MySQL 5--1 is 6.
        if (!isMySql() || behind == m_text.size() || isBlank(m_text[behind]) || isControl(m_text[behind]))
            return Cut{LexKind::LineComment, {endOfLine(m_text, m_at, isPostgres())}};
    } else if (c == '#' && isMySql()) {
        return Cut{LexKind::LineComment, {endOfLine(m_text, m_at, false)}};
    } else if (c == '/' && second == '*') {
        const bool isVersioned = peek(2) == '!' || (peek(2) == 'M' && peek(3) == '!');
        if (isMySql() && isVersioned)
            return versionComment();
        return Cut{LexKind::BlockComment,
                   endOfBlockComment(m_text, m_at, isPostgres() ? std::numeric_limits<int>::max() : 0)};
    } else if (c == '*' && second == '/' && m_isInCode) {
        return Cut{LexKind::CodeComment, {m_at + 2}};
    }
    return std::nullopt;
}

Cut Lexer::versionComment() const
{
    const bool isMariaDbSign = peek(2) == 'M';
    const std::size_t digits = m_at + (isMariaDbSign ? 4 : 3);
    const std::size_t count =
        endOf(m_text.substr(0, std::min(m_text.size(), digits + 6)), digits, isDigit) - digits;
    const std::size_t used = count < 5 ? 0 : count;
    if (runsComment(m_options.dialect, m_options.version, isMariaDbSign, m_text.substr(digits, used)))
        return {LexKind::CodeComment, {digits + used}};
    // What a server skips for its version may have comments inside.
    const bool isPlain = isMariaDbSign && m_options.dialect == SqlDialect::MySQL;
    return {LexKind::BlockComment, endOfBlockComment(m_text, m_at, isPlain ? 0 : 1)};
}

Cut Lexer::space() const
{
    if (!m_awaitsCopyData)
        return {LexKind::Space, {endOf(m_text, m_at, isBlank)}};
    // The data begin on the next line, blank or not.
    const std::size_t end = endOf(m_text, m_at, [](char c) { return isBlank(c) && c != '\n'; });
    return {LexKind::Space, {byteAt(m_text, end) == '\n' ? end + 1 : end}};
}

Cut Lexer::word() const
{
    // MySQL's client sees its delimiter in END$$ too.
    const bool mayEndInside = m_delimiter != ";" && !isLetterOrDigit(m_delimiter.front());
    bool hasPlaceholder = false;
    std::size_t end = m_at;
    while (end < m_text.size()) {
        if (const std::size_t behind = endOfPlaceholder(m_text, end); behind > end) {
            hasPlaceholder = true;
            end = behind;
        } else if (isNamePart(m_text[end]) && !(mayEndInside && isDelimiterAt(end))) {
            ++end;
        } else {
            break;
        }
    }
    return {hasPlaceholder ? LexKind::Placeholder : LexKind::Word, {end}};
}

Cut Lexer::wordOrPrefix() const
{
    const char c = lowered(peek());
    const char second = peek(1);
    if (isPostgres() && c == 'u' && second == '&') {
        if (peek(2) == '\'')
            return string(m_at + 2, false);
        if (peek(2) == '"')
            return {LexKind::QuotedName, endOfQuoted(m_text, m_at + 2, '"', false)};
    }
    if (second == '\'') {
        const std::string_view prefixes = isPostgres() ? "ebxn" : isMySql() ? "bxn" : "x";
        if (prefixes.contains(c))
            return string(m_at + 1, isMySql() ? !m_options.noBackslashEscapes : c == 'e');
    }
    const Cut cut = word();
    // A character set's introducer.
    const char behind = byteAt(m_text, cut.reach.end);
    if (isMySql() && c == '_' && (behind == '\'' || (behind == '"' && !m_options.ansiQuotes)))
        return string(cut.reach.end, !m_options.noBackslashEscapes);
    return cut;
}

Cut Lexer::number() const
{
    const NumberEnd end = endOfNumber(m_text, m_at, m_options.dialect);
    // MySQL's names may begin with digits.
    if (isMySql() && (end.mayBeName || isBehindName())) {
        const Cut asWord = word();
        if (asWord.reach.end > end.end || isBehindName())
            return asWord;
    }
    return {LexKind::Number, {end.end}};
}

Cut Lexer::string(std::size_t quoteAt, bool backslashes) const
{
    return {LexKind::String, endOfQuoted(m_text, quoteAt, m_text[quoteAt], backslashes)};
}

Cut Lexer::doubleQuoted() const
{
    if (isMySql() && !m_options.ansiQuotes)
        return string(m_at, !m_options.noBackslashEscapes);
    return {LexKind::QuotedName, endOfQuoted(m_text, m_at, '"', false)};
}

Cut Lexer::dollar() const
{
    if (endOfPlaceholder(m_text, m_at) > m_at || isMySql())
        return word();
    if (isPostgres()) {
        if (isDigit(peek(1)))
            return {LexKind::Parameter, {endOf(m_text, m_at + 1, isDigit)}};
        const Reach reach = endOfDollarQuoted(m_text, m_at);
        return reach.end > m_at ? Cut{LexKind::String, reach} : one(LexKind::Bad);
    }
    return parameter(m_at + 1).value_or(one(LexKind::Bad));
}

/// Of `:name` and the like; the sign is at m_at.
std::optional<Cut> Lexer::parameter(std::size_t nameAt) const
{
    const std::size_t end = endOf(m_text, nameAt, isPostgres() ? isLetterOrDigit : isNamePart);
    return end > nameAt ? std::optional(Cut{LexKind::Parameter, {end}}) : std::nullopt;
}

Cut Lexer::colon() const
{
    const char second = peek(1);
    if (second == '=' || (second == ':' && isPostgres()))
        return {LexKind::Operator, {m_at + 2}};
    if (isPostgres() && (second == '\'' || second == '"')) {
        const std::size_t end = endOf(m_text, m_at + 2, isLetterOrDigit);
        if (end > m_at + 2 && byteAt(m_text, end) == second)
            return {LexKind::Parameter, {end + 1}};
    }
    const bool isNamed =
        isSqlite() ? isLetterOrDigit(second) : isPostgres() && isLetter(second) && !isSlice();
    return isNamed ? parameter(m_at + 1).value_or(one(LexKind::Operator)) : one(LexKind::Operator);
}

Cut Lexer::at() const
{
    if (isPostgres())
        return signs();
    if (isSqlite())
        return parameter(m_at + 1).value_or(one(LexKind::Bad));
    const char second = peek(1);
    if (second == '\'' || second == '"' || second == '`')
        return {LexKind::Parameter,
                endOfQuoted(m_text, m_at + 1, second, second != '`' && !m_options.noBackslashEscapes)};
    const std::size_t name = m_at + (second == '@' ? 2 : 1);
    std::size_t end = name;
    while (end < m_text.size() && (isNamePart(m_text[end]) || m_text[end] == '.')
           && !(m_delimiter != ";" && isDelimiterAt(end)))
        ++end;
    return {end > name ? LexKind::Parameter : LexKind::Operator, {end}};
}

Cut Lexer::dot() const
{
    if (isDigit(peek(1)) && !(isMySql() && isBehindName()))
        return {LexKind::Number, {endOfNumber(m_text, m_at, m_options.dialect).end}};
    // A range of PL/pgSQL's FOR and MariaDB's.
    if (peek(1) == '.' && !isSqlite())
        return {LexKind::Operator, {m_at + 2}};
    return one(LexKind::Punctuation);
}

Cut Lexer::signs() const
{
    if (m_at < m_signsEnd)
        return one(LexKind::Operator);
    const std::size_t end = endOfOperator(m_text, m_at, m_options.dialect);
    return end > m_at ? Cut{LexKind::Operator, {end}} : one(LexKind::Bad);
}

/// Whether a string goes on that began as E'…' on a line above, and so keeps its escapes.
bool Lexer::continuesEscapes() const
{
    if (!isPostgres() || m_escapesEnd == 0 || m_tokens.size() < 2 || m_tokens.back().kind != LexKind::Space)
        return false;
    const auto begin = static_cast<std::size_t>(m_tokens.back().span.begin);
    return begin == m_escapesEnd
           && m_text.substr(begin, m_at - begin).find_first_of("\r\n") != std::string_view::npos;
}

/// Whether a name touches this place, or a name and a dot.
bool Lexer::isBehindName() const
{
    const auto isName = [](const LexToken &token) {
        return token.kind == LexKind::Word || token.kind == LexKind::QuotedName
               || token.kind == LexKind::Placeholder;
    };
    if (m_tokens.empty())
        return false;
    const LexToken &last = m_tokens.back();
    const bool isDot = last.kind == LexKind::Punctuation && m_text[m_at - 1] == '.';
    return isName(last) || (isDot && m_tokens.size() > 1 && isName(m_tokens[m_tokens.size() - 2]));
}

/// Whether the colon at this place is that of `array[low:high]`, rather than psql's.
bool Lexer::isSlice() const
{
    if (m_brackets <= 0 || m_tokens.empty())
        return false;
    const LexToken &last = m_tokens.back();
    return !last.isTrivia() && last.kind != LexKind::Operator && m_text[m_at - 1] != '['
           && m_text[m_at - 1] != ',' && m_text[m_at - 1] != '(';
}

} // namespace

std::vector<LexToken> lex(std::string_view text, const LexOptions &options, std::int32_t from)
{
    text = text.substr(0, std::numeric_limits<std::int32_t>::max());
    const auto begin = static_cast<std::size_t>(std::max(from, 0));
    return Lexer(text, options, std::min(begin, text.size())).read();
}

} // namespace lockkeeper
