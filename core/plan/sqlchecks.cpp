// SPDX-FileCopyrightText: 2026 Lockkeeper contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/plan/sqlchecks.h"

#include "core/sql/tokens.h"

#include <algorithm>

using namespace Qt::StringLiterals;

namespace lockkeeper {

namespace {

bool usesPercent(const QString &sql)
{
    QVariantList order;
    positional(sql, {{u"percent"_s, 0}}, [](int) { return u"?"_s; }, &order);
    return !order.isEmpty();
}

} // namespace

QString problemOfStatement(const QString &sql, bool needsPercent)
{
    const qsizetype count = splitStatements(sql).size();
    if (count != 1)
        return count == 0 ? u"no-statement"_s : u"several-statements"_s;
    return needsPercent && !usesPercent(sql) ? u"missing-placeholder"_s : QString();
}

QString problemOfExpression(const QString &expression)
{
    bool empty = true;
    int depth = 0;
    for (const Token &token : tokenize(expression)) {
        const QStringView text = QStringView(expression).sliced(token.begin, token.end - token.begin);
        if (token.kind == TokenKind::Semicolon)
            return u"several-statements"_s;
        if (token.kind == TokenKind::Comment && !text.startsWith("/*"_L1))
            return u"line-comment"_s;
        empty = empty && (token.kind == TokenKind::Space || token.kind == TokenKind::Comment);
        if (token.kind == TokenKind::Other)
            depth += static_cast<int>(text.count(u'(') - text.count(u')'));
        if (depth < 0)
            break;
    }
    if (empty)
        return u"no-statement"_s;
    return depth == 0 ? QString() : u"unbalanced-parentheses"_s;
}

} // namespace lockkeeper
