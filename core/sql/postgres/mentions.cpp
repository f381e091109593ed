// SPDX-FileCopyrightText: 2026 Lockkeeper contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/sql/postgres/reading.h"

// Statements that are of no interest by what they do, but lock the tables they mention.
namespace lockkeeper::sql::postgres {

namespace {

bool isRelation(ObjectType type)
{
    switch (type) {
    case OBJECT_TABLE:
    case OBJECT_INDEX:
    case OBJECT_VIEW:
    case OBJECT_MATVIEW:
    case OBJECT_SEQUENCE:
    case OBJECT_FOREIGN_TABLE:
        return true;
    default:
        return false;
    }
}

/// Without its place: a column's stands in between.
ObjectName named(const std::vector<std::string> &parts)
{
    ObjectName object;
    if (!parts.empty())
        object.name.text = parts.back();
    if (parts.size() > 1)
        object.schema.text = parts[parts.size() - 2];
    return object;
}

std::vector<ObjectName> publishedTables(const List *objects, const Reading &reading)
{
    std::vector<ObjectName> tables;
    for (const PublicationObjSpec &object : each<PublicationObjSpec>(objects)) {
        if (object.pubtable)
            tables.push_back(objectName(object.pubtable->relation, reading));
    }
    return tables;
}

} // namespace

StatementNode readComment(const CommentStmt &statement, const Reading &)
{
    Harmless comment{"comment", {}};
    std::vector<std::string> parts = partsOf(statement.object);
    if (statement.objtype == OBJECT_COLUMN && !parts.empty())
        parts.pop_back();
    else if (!isRelation(statement.objtype))
        return comment;
    comment.locked.push_back(named(parts));
    return comment;
}

StatementNode readStatistics(const CreateStatsStmt &statement, const Reading &reading)
{
    Create create;
    create.name = reading.tokens.findObject({2, reading.tokens.count()}, partsOf(statement.defnames));
    create.uses = objectNames(statement.relations, reading);
    create.ifNotExists = statement.if_not_exists;
    return create;
}

StatementNode readPublication(const CreatePublicationStmt &statement, const Reading &reading)
{
    Create create;
    create.object = ObjectKind::Publication;
    create.name = reading.tokens.objectName(2);
    create.uses = publishedTables(statement.pubobjects, reading);
    return create;
}

StatementNode readAlterPublication(const AlterPublicationStmt &statement, const Reading &reading)
{
    Alter alter;
    alter.object = ObjectKind::Publication;
    alter.name = reading.tokens.objectName(2);
    alter.what = "options";
    std::vector<ObjectName> tables = publishedTables(statement.pubobjects, reading);
    if (!tables.empty())
        alter.onTable = std::move(tables.front());
    return alter;
}

} // namespace lockkeeper::sql::postgres
