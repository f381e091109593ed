// SPDX-FileCopyrightText: 2026 Lockkeeper contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/text/dropped.h"

#include "core/sql/parser.h"
#include "core/sql/sqldialect.h"

namespace lockkeeper::sentences {

namespace {

using namespace Qt::StringLiterals;

void addColumns(const sql::AlterTable &alter, QStringList &names)
{
    const QString table = QString::fromStdString(alter.table.name.text);
    for (const sql::AlterAction &action : alter.actions) {
        if (action.kind == sql::AlterKind::DropColumn)
            names << u"%1.%2"_s.arg(table, QString::fromStdString(action.name.text));
    }
}

void addNames(const std::string &text, const LexOptions &options, QStringList &names)
{
    const Script script = split(text, options);
    for (const Piece &piece : script.pieces) {
        if (piece.kind != PieceKind::Statement)
            continue;
        const sql::Statement statement = sql::parse(text, script, piece, options);
        if (const auto *alter = statement.as<sql::AlterTable>())
            addColumns(*alter, names);
        const auto *drop = statement.as<sql::Drop>();
        for (const sql::ObjectName &name : drop ? drop->names : std::vector<sql::ObjectName>())
            names << QString::fromStdString(name.name.text);
    }
}

} // namespace

QStringList droppedBy(const Plan &plan, Stage stage)
{
    QStringList names;
    const auto dialect = sqlDialectFromName(plan.engine.toStdString());
    const LexOptions options{.dialect = dialect.value_or(SqlDialect::PostgreSQL)};
    for (const Step &step : plan.stepsOf(stage)) {
        const auto *sql = std::get_if<SqlAction>(&step.action);
        for (const QString &statement : sql ? sql->statements : QStringList())
            addNames(statement.toStdString(), options, names);
    }
    return names;
}

} // namespace lockkeeper::sentences
