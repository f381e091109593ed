// SPDX-FileCopyrightText: 2026 Lockkeeper contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/base/secret.h"

#include <QRegularExpression>

#include <algorithm>
#include <array>

namespace lockkeeper {

namespace {

using namespace Qt::StringLiterals;

// Texts may be JSON: a quote that ends a value there ends the secret, others may be part of it.
const QString bare = uR"((?!•••)(?:\\.|['"](?![\s,:;)}\]]|\z)|[^'"\\\s&;])+)"_s;
const QString inUrl = uR"((?:"(?![\s,:}\]]|\z)|[^"\s/])+)"_s;
// Where a backslash doesn't escape, the second way ends at the quote behind it.
const QString quoted = uR"('(?:[^'\\]++|''|\\.)*+'|'[^']*')"_s;
const QString doubleQuoted = uR"("(?:[^"\\]++|""|\\.)*+"|"[^"]*")"_s;
const QString jsonText = uR"((?:[^"\\]++|\\.)*+)"_s;
const QString dollarQuoted = uR"(\$([^$\s]*)\$.*?\$\3\$)"_s;

/// Group 1 stays, group 2 is the secret.
QRegularExpression expression(const QString &before, const QStringList &secrets, const QString &after = {})
{
    return QRegularExpression(u"(%1)(%2)%3"_s.arg(before, secrets.join(u'|'), after),
                              QRegularExpression::CaseInsensitiveOption
                                  | QRegularExpression::DotMatchesEverythingOption);
}

const std::array<QRegularExpression, 5> &expressions()
{
    static const std::array<QRegularExpression, 5> all{
        // scheme://user:secret@host; the secret may itself hold '@', the last one before the path counts
        expression(uR"([a-z][a-z0-9+.-]*://[^\s/:@"]*:)"_s, {inUrl}, u"(?=@)"_s),
        // conninfo, query strings, variables: password=secret, sslpassword = 'se cret', PGPASSWORD=secret
        expression(uR"(\b\w*(?:password|passwd|pwd)\s*=\s*)"_s, {quoted, doubleQuoted, bare}),
        // JSON: "password": "secret"
        expression(uR"x("\w*(?:password|passwd|pwd)"\s*:\s*")x"_s, {jsonText}, u"(?=\")"_s),
        // ALTER ROLE … PASSWORD 'secret', PASSWORD('secret'), SET PASSWORD FOR anna = 'secret'
        expression(uR"(\bpassword(?:\s*\(\s*|\s+for\s+\S+\s*=\s*|\s+)(?:E|U&|N)?(?=['$]))"_s,
                   {quoted, dollarQuoted}),
        // CREATE USER … IDENTIFIED BY "secret", IDENTIFIED WITH plugin AS 'hash'
        expression(uR"(\bidentified\s+(?:(?:with|via)\s+\S+\s+)?(?:by|as|using)\s+)"_s,
                   {quoted, doubleQuoted}),
    };
    return all;
}

/// Most scripts hold no secret, and a search is cheaper than five expressions.
bool mayHoldSecret(const QString &text)
{
    return std::ranges::any_of(std::array{"passw"_L1, "pwd"_L1, "identified"_L1, "://"_L1},
                               [&](auto hint) { return text.contains(hint, Qt::CaseInsensitive); });
}

} // namespace

QString redacted(QString text)
{
    for (const QRegularExpression &expression : expressions())
        text.replace(expression, u"\\1•••"_s);
    return text;
}

std::optional<std::string> masked(std::string_view script)
{
    const QString text =
        QString::fromLatin1(script.data(), static_cast<qsizetype>(script.size())); // a byte a character
    if (!mayHoldSecret(text))
        return std::nullopt;
    std::optional<std::string> result;
    for (const QRegularExpression &expression : expressions()) {
        for (const auto &match : expression.globalMatch(text)) {
            if (!result)
                result = script;
            const auto length = static_cast<std::size_t>(match.capturedLength(2));
            result->replace(static_cast<std::size_t>(match.capturedStart(2)), length, length, '*');
        }
    }
    return result;
}

} // namespace lockkeeper
