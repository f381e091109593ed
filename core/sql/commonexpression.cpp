// SPDX-FileCopyrightText: 2026 Lockkeeper contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/sql/common.h"

#include <algorithm>
#include <array>
#include <unordered_set>

namespace lockkeeper::sql {

namespace {

// Values that are written like names, without parentheses.
constexpr auto wordValues =
    std::to_array<std::string_view>({"current_date", "current_time", "current_timestamp", "current_user",
                                     "localtime", "localtimestamp", "utc_date", "utc_time", "utc_timestamp"});

// Words inside of expressions and queries that are no columns, and no functions when a parenthesis follows.
constexpr auto grammarWords =
    std::to_array<std::string_view>({"all",       "and",       "any",       "as",
                                     "asc",       "between",   "binary",    "by",
                                     "case",      "cast",      "collate",   "cross",
                                     "current",   "delete",    "desc",      "distinct",
                                     "div",       "do",        "else",      "end",
                                     "escape",    "except",    "exists",    "false",
                                     "filter",    "following", "for",       "from",
                                     "full",      "glob",      "group",     "having",
                                     "in",        "inner",     "insert",    "intersect",
                                     "interval",  "into",      "is",        "isnull",
                                     "join",      "lateral",   "left",      "like",
                                     "limit",     "match",     "member",    "mod",
                                     "natural",   "not",       "notnull",   "null",
                                     "of",        "offset",    "on",        "or",
                                     "order",     "outer",     "over",      "partition",
                                     "preceding", "raise",     "range",     "recursive",
                                     "regexp",    "returning", "right",     "rlike",
                                     "row",       "rows",      "select",    "separator",
                                     "set",       "some",      "sounds",    "straight_join",
                                     "then",      "true",      "unbounded", "union",
                                     "update",    "using",     "values",    "when",
                                     "where",     "window",    "with",      "xor"});

// Function names that are grammar words too: `left(s, 2)`.
constexpr auto grammarFunctions = std::to_array<std::string_view>(
    {"glob", "insert", "left", "like", "mod", "raise", "regexp", "right", "values"});

static_assert(std::ranges::is_sorted(wordValues));
static_assert(std::ranges::is_sorted(grammarWords));
static_assert(std::ranges::is_sorted(grammarFunctions));

/// One pass over the tokens of an expression, whatever their nesting.
class Walk
{
public:
    Walk(const TokenRun &run, int begin, int end, Expression &into)
        : m_run(run), m_at(begin), m_end(end), m_into(into)
    {}

    void read()
    {
        while (m_at < m_end)
            readToken();
    }

private:
    bool isSign(int ahead, std::string_view sign) const
    {
        return m_at + ahead < m_end && m_run.isSignAt(m_at + ahead, sign);
    }
    bool isKind(int ahead, LexKind kind) const
    {
        return m_at + ahead < m_end && m_run.kindAt(m_at + ahead) == kind;
    }
    void addCall(std::string name)
    {
        if (m_seenCalls.insert(name).second)
            m_into.calls.push_back(std::move(name));
    }
    void addColumn(std::string name)
    {
        if (m_seenColumns.insert(name).second)
            m_into.columns.push_back(std::move(name));
    }

    void readToken()
    {
        const bool isUnit = m_unitFollows && m_at > 0 && isValueEnd(m_at - 1);
        if (isKind(0, LexKind::QuotedName) || isKind(0, LexKind::Placeholder)) {
            readNameLike(valueOf(m_run, m_at));
        } else if (isKind(0, LexKind::Word)) {
            if (isUnit)
                m_unitFollows = false;
            else
                readWord(folded(m_run.textAt(m_at)));
        }
        ++m_at;
    }

    bool isValueEnd(int index) const
    {
        const LexKind kind = m_run.kindAt(index);
        return kind == LexKind::Number || kind == LexKind::String || kind == LexKind::Parameter
               || m_run.isSignAt(index, ")");
    }

    void readWord(const std::string &word)
    {
        if (isOneOf(word, wordValues))
            addCall(word);
        else if (isSign(1, "(") && isOneOf(word, grammarFunctions))
            addCall(word);
        else if (isOneOf(word, grammarWords))
            readGrammarWord(word);
        else
            readNameLike(std::string(m_run.textAt(m_at)));
    }

    void readGrammarWord(std::string_view word)
    {
        m_into.hasSubquery = m_into.hasSubquery || word == "select";
        m_unitFollows = word == "interval";
        if (word == "as")
            readAlias();
        else if (word == "collate" || word == "using" || word == "from" || word == "join" || word == "into")
            skipName();
    }

    // CAST (x AS type), or the name of a result.
    void readAlias()
    {
        if (isKind(1, LexKind::Word) && isCastEnd())
            m_into.casts.push_back(folded(m_run.textAt(m_at + 1)));
        if (isKind(1, LexKind::Word) || isKind(1, LexKind::QuotedName))
            ++m_at;
    }
    bool isCastEnd() const
    {
        int behind = m_at + 2;
        if (behind < m_end && m_run.isSignAt(behind, "("))
            behind = m_run.closingOf(behind) + 1;
        return behind < m_end && m_run.isSignAt(behind, ")");
    }

    void skipName()
    {
        if (!isKind(1, LexKind::Word) && !isKind(1, LexKind::QuotedName))
            return;
        ++m_at;
        if (isSign(1, "."))
            m_at += 2;
    }

    void readNameLike(std::string name)
    {
        const bool isIntroducer = isKind(1, LexKind::String); // _utf8mb4'…', DATE '…'
        if (isSign(1, ".") || isIntroducer)
            return;
        if (isSign(1, "("))
            addCall(folded(name));
        else
            addColumn(std::move(name));
    }

    const TokenRun &m_run;
    int m_at;
    int m_end;
    Expression &m_into;
    bool m_unitFollows = false; ///< INTERVAL 1 DAY
    std::unordered_set<std::string> m_seenCalls;
    std::unordered_set<std::string> m_seenColumns;
};

bool isSigned(const TokenRun &run, int begin, int end)
{
    return end - begin == 2 && (run.isSignAt(begin, "-") || run.isSignAt(begin, "+"))
           && run.kindAt(begin + 1) == LexKind::Number;
}

bool areStrings(const TokenRun &run, int begin, int end)
{
    for (int index = begin; index < end; ++index) {
        if (run.kindAt(index) != LexKind::String)
            return false;
    }
    return begin < end;
}

void setWordForm(const TokenRun &run, int index, Expression &into)
{
    using Form = Expression::Form;
    const std::string word = folded(run.textAt(index));
    if (word == "null") {
        into.form = Form::Null;
    } else if (word == "true" || word == "false") {
        into.form = Form::Literal;
        into.literal = word;
    } else if (isOneOf(word, wordValues)) {
        into.form = Form::Keyword;
        into.literal = word;
    } else {
        into.form = Form::Column;
    }
}

void setSingleForm(const TokenRun &run, int index, Expression &into)
{
    switch (run.kindAt(index)) {
    case LexKind::Word:
        setWordForm(run, index, into);
        break;
    case LexKind::QuotedName:
        into.form = Expression::Form::Column;
        break;
    case LexKind::String:
    case LexKind::Number:
    case LexKind::Placeholder:
        into.form = Expression::Form::Literal;
        into.literal = valueOf(run, index);
        break;
    default:
        into.form = Expression::Form::Other;
    }
}

// The server's own other spellings of CURRENT_TIMESTAMP, with a precision or without.
bool isTimeKeyword(const TokenRun &run, int index)
{
    return isOneOf(run.textAt(index), wordValues)
           || (isMySqlFamily(run.options.dialect) && run.isWordAt(index, "now"));
}

void setForm(const TokenRun &run, int begin, int end, Expression &into)
{
    using Form = Expression::Form;
    const int count = end - begin;
    const bool endsWithCall = count >= 3 && run.isSignAt(end - 1, ")");
    if (count == 1) {
        setSingleForm(run, begin, into);
    } else if (isSigned(run, begin, end)) {
        into.form = Form::Literal;
        into.literal = (run.isSignAt(begin, "-") ? "-" : "") + std::string(run.textAt(begin + 1));
    } else if (run.kindAt(begin) == LexKind::Word && areStrings(run, begin + 1, end)) {
        into.form = Form::Literal;
        into.literal = valueOf(run, end - 1);
    } else if (areStrings(run, begin, end)) {
        into.form = Form::Literal;
        for (int index = begin; index < end; ++index)
            into.literal += valueOf(run, index);
    } else if (run.isWordAt(begin, "select") || run.isWordAt(begin, "with")) {
        into.form = Form::Subquery;
    } else if (count == 3 && run.isSignAt(begin + 1, ".")) {
        into.form = Form::Column;
    } else if (endsWithCall && run.closingOf(begin + 1) == end - 1 && isTimeKeyword(run, begin)) {
        into.form = Form::Keyword;
        into.literal = folded(run.textAt(begin));
    } else if (endsWithCall && run.kindAt(begin) != LexKind::Operator
               && (run.closingOf(begin + 1) == end - 1
                   || (run.isSignAt(begin + 1, ".") && count >= 5 && run.closingOf(begin + 3) == end - 1))) {
        into.form = Form::Call;
    } else {
        into.form = Form::Other;
    }
}

} // namespace

Expression describe(const TokenRun &run, int begin, int end)
{
    Expression result;
    if (begin >= end)
        return result;
    result.span = run.spanOf(begin, end);
    while (end - begin > 2 && run.isSignAt(begin, "(") && run.closingOf(begin) == end - 1) {
        result.isParenthesised = true;
        ++begin;
        --end;
    }
    Walk(run, begin, end, result).read();
    setForm(run, begin, end, result);
    describeCondition(run, begin, end, result);
    return result;
}

Expression readParenthesised(Cursor &in)
{
    if (!in.isSign("(")) {
        in.refuse();
        return {};
    }
    const int first = in.at();
    in.skip();
    return describe(in.run(), first + 1, in.at() - 1);
}

Expression readValue(Cursor &in, std::initializer_list<std::string_view> stops)
{
    const int first = in.at();
    while (!in.atEnd() && !in.isSign(",") && !in.isAnyOf(stops))
        in.skip();
    return describe(in.run(), first, in.at());
}

Expression readDefault(Cursor &in)
{
    const int first = in.at();
    if (in.isSign("(")) {
        in.skip();
        return describe(in.run(), first, in.at());
    }
    if (!in.acceptSign("-"))
        in.acceptSign("+");
    const bool isWord = in.isKind(LexKind::Word);
    const bool isWordValue = in.isAnyOf({"null", "true", "false"});
    if (in.isKind(LexKind::Punctuation) || in.isKind(LexKind::Operator) || in.atEnd()
        || (isWord && !isWordValue && !isName(in) && !in.isSign("(", 1))) {
        in.refuse();
        return {};
    }
    in.step();
    while (in.isKind(LexKind::String)) // _utf8mb4'…', DATE '…', 'a' 'b'
        in.step();
    while (isWord && in.isSign(".") && in.has(1))
        in.moveTo(in.at() + 2);
    if (isWord && in.isSign("("))
        in.skip();
    return describe(in.run(), first, in.at());
}

} // namespace lockkeeper::sql
