// SPDX-FileCopyrightText: 2026 Lockkeeper contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/sql/sqldialect.h"

#include <QList>
#include <QString>
#include <QStringList>
#include <QVariantMap>

namespace lockkeeper {

enum class TokenKind { Space, Comment, String, QuotedName, Word, Number, Semicolon, Other };

/// A piece of SQL text in UTF-16; tokens cover the text without gap or overlap.
struct Token
{
    TokenKind kind;
    qsizetype begin;
    qsizetype end; ///< one past the last
};

/// The lexer's tokens (see lexer.h) for whoever has QStrings: signs one by one, a parameter as its sign and its name.
QList<Token> tokenize(QStringView sql, SqlDialect dialect = SqlDialect::PostgreSQL);

/// The name inside "…", `…` or […], doubled quotes made single.
QString unquoted(QStringView quotedName);

/// The statements of @p sql, whatever the engine, without their final semicolons, empty ones dropped. Bodies of CREATE
/// TRIGGER … BEGIN … END stay whole. Strings are PostgreSQL's. For scripts see splitter.h.
QStringList splitStatements(QStringView sql);

/// @p expression with every reference to one of @p columns (bare, or behind @p table and a dot) put behind
/// @p row, e.g. `first_name` → `NEW.first_name`. Strings, comments, functions and other names stay as they are.
QString qualified(QStringView expression, const QStringList &columns, QStringView table, QStringView row,
                  SqlDialect dialect = SqlDialect::PostgreSQL);

/// `:name` placeholders of @p sql that have a value replaced by what @p placeholder makes of their position
/// (1, 2, …; a name used twice gets one each); @p order receives the values. `::` casts and strings stay.
QString positional(const QString &sql, const QVariantMap &values, QString (*placeholder)(int),
                   QVariantList *order, SqlDialect dialect = SqlDialect::PostgreSQL);

} // namespace lockkeeper
