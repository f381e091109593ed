// SPDX-FileCopyrightText: 2026 Lockkeeper contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/sql/postgres/plpgsqltree.h"

#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>

namespace lockkeeper::sql::postgres {

namespace {

constexpr int deepestTree = 500;
constexpr int defaultMode = 0; // RAW_PARSE_DEFAULT

/// Collects the queries of the tree, which comes without an order among the parts of a statement.
class QueryCollector
{
public:
    void visit(const QJsonValue &value, const QString &statement, int line, int depth = 0)
    {
        if (depth > deepestTree)
            return;
        for (const auto &element : value.toArray())
            visit(element, statement, line, depth + 1);
        const QJsonObject object = value.toObject();
        line = object.value(QLatin1StringView("lineno")).toInt(line);
        for (auto part = object.begin(); part != object.end(); ++part)
            visitPart(part.key(), part.value(), statement, line, depth);
    }

    std::vector<PlpgsqlQuery> queries;

private:
    void visitPart(const QString &key, const QJsonValue &value, const QString &statement, int line, int depth)
    {
        const QString inner = key.startsWith(QLatin1StringView("PLpgSQL_stmt_")) ? key : statement;
        const QJsonValue expression = value.toObject().value(QLatin1StringView("PLpgSQL_expr"));
        if (expression.isObject())
            add(key, expression.toObject(), statement, line);
        else
            visit(value, inner, line, depth + 1);
        const int ownLine = value.toObject().value(QLatin1StringView("lineno")).toInt(line);
        if (key == QLatin1StringView("PLpgSQL_stmt_commit"))
            queries.push_back({"commit", ownLine, false, false});
        if (key == QLatin1StringView("PLpgSQL_stmt_rollback"))
            queries.push_back({"rollback", ownLine, false, false});
    }

    void add(const QString &key, const QJsonObject &expression, const QString &statement, int line)
    {
        const bool isOfDynamic = statement == QLatin1StringView("PLpgSQL_stmt_dynexecute")
                                 || statement == QLatin1StringView("PLpgSQL_stmt_dynfors");
        const bool isDynamic =
            key == QLatin1StringView("dynquery") || (isOfDynamic && key == QLatin1StringView("query"));
        // Other modes are those of expressions and assignments.
        const bool isStatement = expression.value(QLatin1StringView("parseMode")).toInt() == defaultMode;
        if (!isDynamic && !isStatement)
            return;
        queries.push_back({expression.value(QLatin1StringView("query")).toString().toStdString(), line,
                           statement == QLatin1StringView("PLpgSQL_stmt_perform"), isDynamic});
    }
};

} // namespace

std::optional<std::vector<PlpgsqlQuery>> plpgsqlQueries(const char *json)
{
    const QJsonArray routines = QJsonDocument::fromJson(json).array();
    if (routines.isEmpty())
        return std::nullopt;
    QueryCollector collector;
    collector.visit(routines, {}, 1);
    return std::move(collector.queries);
}

} // namespace lockkeeper::sql::postgres
