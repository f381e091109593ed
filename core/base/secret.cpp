// SPDX-FileCopyrightText: 2026 Lockkeeper contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/base/secret.h"

#include <QRegularExpression>

#include <array>

namespace lockkeeper {

namespace {

using namespace Qt::StringLiterals;

struct Pattern
{
    QRegularExpression expression; ///< group 1 stays, group 2 is the secret
};

const std::array<Pattern, 3> &patterns()
{
    static const std::array<Pattern, 3> all{{
        // scheme://user:secret@host; the secret may itself hold '@', the last one before the path counts
        {QRegularExpression(uR"(([a-z][a-z0-9+.-]*://[^\s/:@]*:)([^\s/]+)(?=@))"_s,
                            QRegularExpression::CaseInsensitiveOption)},
        // conninfo and query strings: password=secret, password = 'se cret', ?sslpassword=secret
        {QRegularExpression(uR"(((?:\b|ssl)password\s*=\s*)('(?:[^'\\]|\\.|'')*'|[^\s&;]+))"_s,
                            QRegularExpression::CaseInsensitiveOption)},
        // ALTER ROLE … PASSWORD 'secret', IDENTIFIED BY 'secret'
        {QRegularExpression(uR"((\b(?:password|identified\s+by)\s+)((?:E|U&)?'(?:[^']|'')*'|\$(\w*)\$.*?\$\3\$))"_s,
                            QRegularExpression::CaseInsensitiveOption
                                | QRegularExpression::DotMatchesEverythingOption)},
    }};
    return all;
}

} // namespace

QString redacted(QString text)
{
    for (const Pattern &pattern : patterns())
        text.replace(pattern.expression, u"\\1•••"_s);
    return text;
}

} // namespace lockkeeper
