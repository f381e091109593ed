// SPDX-FileCopyrightText: 2026 Lockkeeper contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/sql/reading/clients.h"

#include "core/sql/lexer.h"
#include "core/sql/reading/characters.h"

#include <algorithm>
#include <array>
#include <charconv>

namespace lockkeeper::reading {

namespace {

constexpr std::string_view delimiterWord = "delimiter";

/// The next word of @p line, taken off it.
std::string_view takeWord(std::string_view &line)
{
    const std::size_t begin = endOf(line, 0, isBlank);
    const std::size_t end = endOf(line, begin, [](char c) { return !isBlank(c); });
    const std::string_view word = line.substr(begin, end - begin);
    line.remove_prefix(end);
    return word;
}

} // namespace

bool isDelimiterCommand(std::string_view line)
{
    return isKeyword(line.substr(0, delimiterWord.size()), delimiterWord)
           && isBlank(byteAt(line, delimiterWord.size())) && !delimiterOf(line).empty();
}

std::string_view delimiterOf(std::string_view line)
{
    line.remove_prefix(delimiterWord.size());
    const std::string_view word = takeWord(line);
    const bool isQuoted = word.size() > 2 && word.front() == word.back()
                          && (word.front() == '\'' || word.front() == '"' || word.front() == '`');
    // As long as mysql takes it.
    return (isQuoted ? word.substr(1, word.size() - 2) : word).substr(0, 15);
}

bool isSignOnly(std::string_view delimiter)
{
    return std::ranges::all_of(delimiter,
                               [](char c) { return std::string_view(";/$|&\\@#!~%^*?").contains(c); });
}

bool runsComment(SqlDialect dialect, const ServerVersion &version, bool isMariaDbSign,
                 std::string_view digits)
{
    if (isMariaDbSign && dialect != SqlDialect::MariaDB)
        return false;
    if (digits.empty())
        return true;
    int wanted = 0;
    std::from_chars(digits.data(), digits.data() + digits.size(), wanted);
    // MariaDB leaves out what MySQL 5.7 and newer introduced, because it went its own way from there.
    if (dialect == SqlDialect::MariaDB && !isMariaDbSign && wanted >= 50700 && wanted <= 99999)
        return false;
    const ServerVersion server = version == ServerVersion{} ? usualVersion(dialect) : version;
    return wanted <= server.major * 10000 + server.minor * 100 + server.patch;
}

bool sendsStatement(std::string_view metaCommand)
{
    static constexpr std::array senders{
        "\\g",    "\\gx",    "\\gexec",        "\\gset",       "\\gdesc", "\\watch",
        "\\bind", "\\parse", "\\crosstabview", "\\bind_named", "\\G",     "\\sendpipeline"};
    const std::string_view word = takeWord(metaCommand);
    return std::ranges::find(senders, word) != senders.end();
}

bool readsCopyData(std::string_view metaCommand)
{
    if (takeWord(metaCommand) != "\\copy")
        return false;
    bool isFrom = false;
    for (std::string_view word = takeWord(metaCommand); !word.empty(); word = takeWord(metaCommand)) {
        if (isFrom && isKeyword(word, "stdin"))
            return true;
        isFrom = isKeyword(word, "from");
    }
    return false;
}

} // namespace lockkeeper::reading
