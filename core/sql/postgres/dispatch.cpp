// SPDX-FileCopyrightText: 2026 Lockkeeper contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/sql/postgres/reading.h"

#include <algorithm>
#include <array>

namespace lockkeeper::sql::postgres {

namespace {

template<typename Tree>
Tree treeOf(StatementNode (*)(const Tree &, const Reading &));

template<auto read>
StatementNode call(const Node *node, const Reading &reading)
{
    return read(to<decltype(treeOf(read))>(node), reading);
}

struct Reader
{
    NodeTag tag;
    StatementNode (*read)(const Node *, const Reading &);
};

/// Statements that the tree has a struct of their own for.
constexpr auto readers = std::to_array<Reader>({
    {T_AlterTableStmt, call<readAlterTable>},
    {T_CreateStmt, call<readCreateTable>},
    {T_IndexStmt, call<readCreateIndex>},
    {T_UpdateStmt, call<readUpdate>},
    {T_InsertStmt, call<readInsert>},
    {T_DeleteStmt, call<readDelete>},
    {T_MergeStmt, call<readMerge>},
    {T_SelectStmt, call<readSelect>},
    {T_ReturnStmt, call<readReturn>},
    {T_DropStmt, call<readDrop>},
    {T_RenameStmt, call<readRename>},
    {T_TransactionStmt, call<readTransaction>},
    {T_VariableSetStmt, call<readSet>},
    {T_DoStmt, call<readDo>},
    {T_CreateFunctionStmt, call<readFunction>},
    {T_CreateForeignTableStmt, call<readCreateForeignTable>},
    {T_CreateTableAsStmt, call<readCreateTableAs>},
    {T_ViewStmt, call<readView>},
    {T_CopyStmt, call<readCopy>},
    {T_AlterObjectSchemaStmt, call<readObjectSchema>},
    {T_AlterOwnerStmt, call<readOwner>},
    {T_TruncateStmt, call<readTruncate>},
    {T_DropRoleStmt, call<readDropRoles>},
    {T_CreateEnumStmt, call<readEnum>},
    {T_CompositeTypeStmt, call<readCompositeType>},
    {T_CreateRangeStmt, call<readRangeType>},
    {T_CreateDomainStmt, call<readDomain>},
    {T_AlterEnumStmt, call<readAlterEnum>},
    {T_AlterDomainStmt, call<readAlterDomain>},
    {T_AlterTypeStmt, call<readAlterTypeOptions>},
    {T_DefineStmt, call<readDefine>},
    {T_CreateTrigStmt, call<readTrigger>},
    {T_RuleStmt, call<readRule>},
    {T_CreatePolicyStmt, call<readCreatePolicy>},
    {T_AlterPolicyStmt, call<readAlterPolicy>},
    {T_CreateSeqStmt, call<readCreateSequence>},
    {T_AlterSeqStmt, call<readAlterSequence>},
    {T_CreateSchemaStmt, call<readCreateSchema>},
    {T_VacuumStmt, call<readVacuum>},
    {T_ReindexStmt, call<readReindex>},
    {T_ClusterStmt, call<readCluster>},
    {T_RefreshMatViewStmt, call<readRefresh>},
    {T_LockStmt, call<readLock>},
    {T_CheckPointStmt, call<readCheckpoint>},
    {T_ExplainStmt, call<readExplain>},
    {T_CommentStmt, call<readComment>},
    {T_CreateStatsStmt, call<readStatistics>},
    {T_CreatePublicationStmt, call<readPublication>},
    {T_AlterPublicationStmt, call<readAlterPublication>},
});

/// CREATE, ALTER and DROP of what rules know by its kind alone.
struct Plain
{
    NodeTag tag;
    enum class Verb : unsigned char { Create, Alter, Drop } verb;
    ObjectKind object;
    std::string_view what; ///< of ALTER
};

constexpr auto plain = std::to_array<Plain>({
    {T_CreatedbStmt, Plain::Verb::Create, ObjectKind::Database, {}},
    {T_CreateExtensionStmt, Plain::Verb::Create, ObjectKind::Extension, {}},
    {T_CreateSubscriptionStmt, Plain::Verb::Create, ObjectKind::Subscription, {}},
    {T_CreateTableSpaceStmt, Plain::Verb::Create, ObjectKind::Tablespace, {}},
    {T_CreateRoleStmt, Plain::Verb::Create, ObjectKind::Role, {}},
    {T_CreateEventTrigStmt, Plain::Verb::Create, ObjectKind::Other, {}},
    {T_CreateFdwStmt, Plain::Verb::Create, ObjectKind::Other, {}},
    {T_CreateForeignServerStmt, Plain::Verb::Create, ObjectKind::Other, {}},
    {T_CreateUserMappingStmt, Plain::Verb::Create, ObjectKind::Other, {}},
    {T_CreateCastStmt, Plain::Verb::Create, ObjectKind::Other, {}},
    {T_CreateConversionStmt, Plain::Verb::Create, ObjectKind::Other, {}},
    {T_CreateAmStmt, Plain::Verb::Create, ObjectKind::Other, {}},
    {T_CreatePLangStmt, Plain::Verb::Create, ObjectKind::Other, {}},
    {T_CreateTransformStmt, Plain::Verb::Create, ObjectKind::Other, {}},
    {T_CreateOpClassStmt, Plain::Verb::Create, ObjectKind::Other, {}},
    {T_CreateOpFamilyStmt, Plain::Verb::Create, ObjectKind::Other, {}},
    {T_AlterSystemStmt, Plain::Verb::Alter, ObjectKind::Other, "system"},
    {T_AlterDatabaseStmt, Plain::Verb::Alter, ObjectKind::Database, "options"},
    {T_AlterDatabaseSetStmt, Plain::Verb::Alter, ObjectKind::Database, "set"},
    {T_AlterDatabaseRefreshCollStmt, Plain::Verb::Alter, ObjectKind::Database, "collation version"},
    {T_AlterRoleStmt, Plain::Verb::Alter, ObjectKind::Role, "options"},
    {T_AlterRoleSetStmt, Plain::Verb::Alter, ObjectKind::Role, "set"},
    {T_AlterExtensionStmt, Plain::Verb::Alter, ObjectKind::Extension, "update"},
    {T_AlterExtensionContentsStmt, Plain::Verb::Alter, ObjectKind::Extension, "contents"},
    {T_AlterSubscriptionStmt, Plain::Verb::Alter, ObjectKind::Subscription, "options"},
    {T_AlterTableSpaceOptionsStmt, Plain::Verb::Alter, ObjectKind::Tablespace, "options"},
    {T_AlterTableMoveAllStmt, Plain::Verb::Alter, ObjectKind::Tablespace, "move all"},
    {T_AlterFunctionStmt, Plain::Verb::Alter, ObjectKind::Function, "options"},
    {T_AlterObjectDependsStmt, Plain::Verb::Alter, ObjectKind::Other, "depends"},
    {T_AlterStatsStmt, Plain::Verb::Alter, ObjectKind::Other, "statistics"},
    {T_AlterCollationStmt, Plain::Verb::Alter, ObjectKind::Other, "collation version"},
    {T_AlterEventTrigStmt, Plain::Verb::Alter, ObjectKind::Other, "event trigger"},
    {T_AlterFdwStmt, Plain::Verb::Alter, ObjectKind::Other, "options"},
    {T_AlterForeignServerStmt, Plain::Verb::Alter, ObjectKind::Other, "options"},
    {T_AlterUserMappingStmt, Plain::Verb::Alter, ObjectKind::Other, "options"},
    {T_AlterOperatorStmt, Plain::Verb::Alter, ObjectKind::Other, "options"},
    {T_AlterOpFamilyStmt, Plain::Verb::Alter, ObjectKind::Other, "options"},
    {T_AlterTSConfigurationStmt, Plain::Verb::Alter, ObjectKind::Other, "options"},
    {T_AlterTSDictionaryStmt, Plain::Verb::Alter, ObjectKind::Other, "options"},
    {T_DropdbStmt, Plain::Verb::Drop, ObjectKind::Database, {}},
    {T_DropSubscriptionStmt, Plain::Verb::Drop, ObjectKind::Subscription, {}},
    {T_DropTableSpaceStmt, Plain::Verb::Drop, ObjectKind::Tablespace, {}},
    {T_DropUserMappingStmt, Plain::Verb::Drop, ObjectKind::Other, {}},
});

struct Quiet
{
    NodeTag tag;
    std::string_view verb;
};

/// Of no interest to rules.
constexpr auto harmless = std::to_array<Quiet>({
    {T_SecLabelStmt, "security label"},
    {T_GrantStmt, "grant"},
    {T_GrantRoleStmt, "grant"},
    {T_VariableShowStmt, "show"},
    {T_AlterDefaultPrivilegesStmt, "alter default privileges"},
    {T_PrepareStmt, "prepare"},
    {T_DeallocateStmt, "deallocate"},
    {T_DeclareCursorStmt, "declare"},
    {T_FetchStmt, "fetch"},
    {T_ClosePortalStmt, "close"},
    {T_ListenStmt, "listen"},
    {T_UnlistenStmt, "unlisten"},
    {T_NotifyStmt, "notify"},
    {T_DiscardStmt, "discard"},
    {T_ConstraintsSetStmt, "set constraints"},
    {T_LoadStmt, "load"},
});

template<typename Row, size_t size>
const Row *rowOf(const std::array<Row, size> &rows, NodeTag tag)
{
    const Row *row = std::ranges::find(rows, tag, &Row::tag);
    return row == std::end(rows) ? nullptr : row;
}

/// The name behind the object's words and IF [NOT] EXISTS.
ObjectName plainName(const Reading &reading)
{
    constexpr std::array words = {
        "database", "extension", "publication", "subscription", "tablespace", "role",
        "user",     "group",     "statistics",  "server",       "wrapper",    "collation",
        "function", "procedure", "routine",     "trigger",
    };
    int token = 1;
    while (
        token < 4
        && std::ranges::none_of(words, [&](const char *word) { return reading.tokens.isWord(token, word); }))
        ++token;
    if (token == 4)
        return {};
    ++token;
    if (reading.tokens.isWord(token, "if"))
        token += reading.tokens.isWord(token + 1, "not") ? 3 : 2;
    return reading.tokens.objectName(token);
}

bool saysIfExists(const Reading &reading)
{
    const PieceTokens &tokens = reading.tokens;
    const int word = tokens.find({0, std::min(5, tokens.count())}, "if");
    return tokens.isWord(word + 1, "exists") || tokens.isWord(word + 2, "exists");
}

StatementNode readPlain(const Plain &row, const Reading &reading)
{
    switch (row.verb) {
    case Plain::Verb::Create: {
        Create create;
        create.object = row.object;
        create.name = plainName(reading);
        create.ifNotExists = saysIfExists(reading);
        return create;
    }
    case Plain::Verb::Alter: {
        Alter alter;
        alter.object = row.object;
        alter.name = plainName(reading);
        alter.what = row.what;
        return alter;
    }
    case Plain::Verb::Drop:
        break;
    }
    Drop drop;
    drop.object = row.object;
    drop.names.push_back(plainName(reading));
    drop.ifExists = saysIfExists(reading);
    return drop;
}

} // namespace

StatementNode readStatement(const Node *node, const Reading &reading)
{
    const NodeTag tag = nodeTag(node);
    if (const Reader *reader = rowOf(readers, tag))
        return reader->read(node, reading);
    if (const Plain *row = rowOf(plain, tag))
        return readPlain(*row, reading);
    if (const Quiet *quiet = rowOf(harmless, tag))
        return Harmless{std::string(quiet->verb), {}};
    return Opaque{reading.tokens.count() > 0 ? lower(reading.tokens.source(0)) : std::string()};
}

} // namespace lockkeeper::sql::postgres
