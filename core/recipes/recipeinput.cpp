// SPDX-FileCopyrightText: 2026 Lockkeeper contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/recipes/recipeinput.h"

#include "core/sql/tokens.h"

#include <algorithm>

namespace lockkeeper {

using namespace Qt::StringLiterals;

namespace {

bool isKeptWord(QStringView word)
{
    return word.compare("null"_L1, Qt::CaseInsensitive) == 0
           || word.compare("true"_L1, Qt::CaseInsensitive) == 0
           || word.compare("false"_L1, Qt::CaseInsensitive) == 0;
}

bool namesOneOf(const std::vector<std::string> &names, const QStringList &columns)
{
    return std::ranges::any_of(names, [&columns](const std::string &name) {
        return columns.contains(QString::fromStdString(name), Qt::CaseInsensitive);
    });
}

} // namespace

QStringList RecipeInput::listOf(const QString &text)
{
    QStringList names;
    for (const QString &part : text.split(u',', Qt::SkipEmptyParts)) {
        if (!part.trimmed().isEmpty())
            names << part.trimmed();
    }
    return names;
}

QStringList RecipeInput::keysOf(const RecipeValues &values, const QString &key, const QString &forEach)
{
    if (forEach.isEmpty())
        return {key};
    QStringList keys;
    for (const QString &name : listOf(values.value(forEach)))
        keys << key + u'.' + name;
    return keys;
}

ColumnUsers RecipeInput::usersOf(const QStringList &columns) const
{
    ColumnUsers users;
    for (const lint::ConstraintFacts &constraint : facts.constraints) {
        // NOT NULL goes and comes with its column.
        if (constraint.kind != sql::ConstraintKind::NotNull && namesOneOf(constraint.columns, columns))
            users.constraints << QString::fromStdString(constraint.name);
    }
    for (const lint::IndexFacts &index : facts.indexes) {
        const QString name = QString::fromStdString(index.name);
        if (!namesOneOf(index.columns, columns) || users.constraints.contains(name))
            continue;
        (index.isUnique || index.isPrimary ? users.constraints : users.indexes) << name;
    }
    return users;
}

bool isConstant(const QString &expression)
{
    int values = 0;
    bool isCast = false;
    for (const Token &token : tokenize(expression)) {
        const QStringView piece = QStringView(expression).sliced(token.begin, token.end - token.begin);
        switch (token.kind) {
        case TokenKind::Space:
            break;
        case TokenKind::String:
        case TokenKind::Number:
            ++values;
            break;
        case TokenKind::Word:
            if (!isCast && !isKeptWord(piece))
                return false;
            values += isCast ? 0 : 1;
            break;
        case TokenKind::Other:
            isCast = isCast || piece.startsWith(u':');
            if (piece != "-"_L1 && piece != "+"_L1 && !isCast)
                return false;
            break;
        default:
            return false;
        }
    }
    return values == 1;
}

} // namespace lockkeeper
