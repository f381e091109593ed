// SPDX-FileCopyrightText: 2026 Lockkeeper contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/engine/sqlite/sqlitecatalog.h"
#include "core/engine/sqlite/sqlitesession.h"
#include "core/lint/schema.h"
#include "core/sql/lexer.h"
#include "core/sql/parser.h"

#include <algorithm>

namespace lockkeeper {

using namespace Qt::StringLiterals;

namespace {

/// What a script of @p text leaves behind.
void applyTo(lint::Schema &schema, const std::string &text)
{
    const LexOptions options{.dialect = SqlDialect::SQLite};
    const Script script = split(text, options);
    for (const Piece &piece : script.pieces) {
        if (piece.kind == PieceKind::Statement)
            schema.apply(sql::parse(text, script, piece, options));
    }
}

} // namespace

// SQLite keeps every statement that made something, so the schema is read as a script is. All of it: who points at a
// table and which views are made of it is found nowhere else. How often somebody writes SQLite can't tell.
Result<lint::LiveFacts> SqliteCatalog::liveFacts(const lint::ObjectNames &names, std::chrono::milliseconds)
{
    const auto rows = m_session.query(u"SELECT type, name, sql FROM main.sqlite_master WHERE sql IS NOT NULL"
                                      " ORDER BY type <> 'table', type <> 'index', rowid"_s);
    LOCKKEEPER_TRY(rows);
    lint::Schema schema(SqlDialect::SQLite);
    for (const QVariantList &row : rows->rows)
        applyTo(schema, row[2].toString().toStdString());
    lint::LiveFacts facts = schema.asLive();
    for (const QVariantList &row : rows->rows) {
        // Virtual tables, and what our parser doesn't read: it is there, and that is all that is known.
        const std::string name = row[1].toString().toStdString();
        if (row[0] == "table"_L1 && !schema.table(name))
            facts.tables.push_back({.name = name});
    }
    for (lint::TableFacts &table : facts.tables) {
        const auto isNamed = [own = folded(table.name)](const auto &name) {
            return folded(name.second) == own;
        };
        if (std::ranges::any_of(names, isNamed))
            LOCKKEEPER_TRY(countRows(table));
    }
    return facts;
}

Status SqliteCatalog::countRows(lint::TableFacts &table)
{
    const auto known = this->table({.schema = {}, .name = QString::fromStdString(table.name)});
    if (known)
        table.rows = known->estimatedRows;
    const bool isFatal =
        !known && (known.error().isConnectionGone() || known.error().code == Errc::Cancelled);
    return isFatal ? Status(failure(known.error())) : Status();
}

} // namespace lockkeeper
