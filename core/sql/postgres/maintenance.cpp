// SPDX-FileCopyrightText: 2026 Lockkeeper contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/sql/postgres/reading.h"

#include <array>
#include <optional>

namespace lockkeeper::sql::postgres {

namespace {

// LockStmt's mode is a number of lockdefs.h, from 1.
constexpr std::array<std::string_view, 9> lockModes = {
    "",      "access share",        "row share", "row exclusive",   "share update exclusive",
    "share", "share row exclusive", "exclusive", "access exclusive"};

std::string settingText(const List *arguments)
{
    std::string text;
    for (const Node &argument : each<Node>(arguments)) {
        if (!text.empty())
            text += ", ";
        if (const auto *option = as<DefElem>(&argument, T_DefElem))
            text += textOf(option->defname) + ' ' + constantOf(option->arg).value_or(std::string());
        else
            text += constantOf(&argument).value_or(std::string());
    }
    return text;
}

/// The name in a rule's words; SET LOCAL TIME ZONE and SET NAMES have names of their own.
std::string settingName(const VariableSetStmt &statement, const Reading &reading)
{
    if (statement.kind == VAR_RESET_ALL)
        return "all";
    std::string name = lower(textOf(statement.name));
    if (name == "session_authorization")
        return "session authorization";
    const bool saysNames = reading.tokens.isWord(1, "names") || reading.tokens.isWord(2, "names");
    return name == "client_encoding" && saysNames ? "names" : name;
}

std::optional<Transaction::Kind> kindOf(TransactionStmtKind kind)
{
    using Kind = Transaction::Kind;
    switch (kind) {
    case TRANS_STMT_BEGIN:
    case TRANS_STMT_START:
        return Kind::Begin;
    case TRANS_STMT_COMMIT:
        return Kind::Commit;
    case TRANS_STMT_ROLLBACK:
        return Kind::Rollback;
    case TRANS_STMT_SAVEPOINT:
        return Kind::Savepoint;
    case TRANS_STMT_RELEASE:
        return Kind::Release;
    case TRANS_STMT_ROLLBACK_TO:
        return Kind::RollbackTo;
    case TRANS_STMT_PREPARE:
        return Kind::Prepare;
    // These end a transaction that was prepared earlier, not the one that is open.
    case TRANS_STMT_COMMIT_PREPARED:
    case TRANS_STMT_ROLLBACK_PREPARED:
        break;
    }
    return std::nullopt;
}

ObjectKind kindOf(ReindexObjectType kind)
{
    switch (kind) {
    case REINDEX_OBJECT_INDEX:
        return ObjectKind::Index;
    case REINDEX_OBJECT_TABLE:
        return ObjectKind::Table;
    case REINDEX_OBJECT_SCHEMA:
        return ObjectKind::Schema;
    case REINDEX_OBJECT_SYSTEM:
    case REINDEX_OBJECT_DATABASE:
        return ObjectKind::Database;
    }
    return ObjectKind::Other;
}

/// The token behind `VERB (options)`.
int behindOptions(const Reading &reading)
{
    return reading.tokens.isSign(1, '(') ? reading.tokens.closing(1) + 1 : 1;
}

} // namespace

StatementNode readTransaction(const TransactionStmt &statement, const Reading &)
{
    if (const std::optional<Transaction::Kind> kind = kindOf(statement.kind))
        return Transaction{.kind = *kind, .mode = {}};
    return Harmless{"prepared transaction"};
}

StatementNode readSet(const VariableSetStmt &statement, const Reading &reading)
{
    Set set;
    set.name = settingName(statement, reading);
    set.value = settingText(statement.args);
    set.scope = statement.is_local ? Set::Scope::Local : Set::Scope::Session;
    set.isReset =
        statement.kind == VAR_RESET || statement.kind == VAR_RESET_ALL || statement.kind == VAR_SET_DEFAULT;
    return set;
}

StatementNode readVacuum(const VacuumStmt &statement, const Reading &reading)
{
    Maintain maintain;
    maintain.kind = statement.is_vacuumcmd ? Maintain::Kind::Vacuum : Maintain::Kind::Analyze;
    maintain.full = isOn(statement.options, "full");
    maintain.afterVerb = reading.tokens.behind(0);
    for (const VacuumRelation &relation : each<VacuumRelation>(statement.rels))
        maintain.objects.push_back(objectName(relation.relation, reading));
    return maintain;
}

StatementNode readReindex(const ReindexStmt &statement, const Reading &reading)
{
    Maintain maintain;
    maintain.kind = Maintain::Kind::Reindex;
    maintain.object = kindOf(statement.kind);
    maintain.concurrently = isOn(statement.params, "concurrently");
    const int objectWord = behindOptions(reading);
    maintain.afterVerb = reading.tokens.behind(objectWord);
    if (statement.relation)
        maintain.objects.push_back(objectName(statement.relation, reading));
    else if (statement.name)
        maintain.objects.push_back(reading.tokens.findObject({objectWord + 1, reading.tokens.count()},
                                                             std::vector<std::string>{statement.name}));
    return maintain;
}

StatementNode readCluster(const ClusterStmt &statement, const Reading &reading)
{
    Maintain maintain;
    maintain.kind = Maintain::Kind::Cluster;
    maintain.afterVerb = reading.tokens.behind(0);
    if (statement.relation)
        maintain.objects.push_back(objectName(statement.relation, reading));
    return maintain;
}

StatementNode readRefresh(const RefreshMatViewStmt &statement, const Reading &reading)
{
    Maintain maintain;
    maintain.kind = Maintain::Kind::Refresh;
    maintain.object = ObjectKind::MaterializedView;
    maintain.objects.push_back(objectName(statement.relation, reading));
    maintain.concurrently = statement.concurrent;
    maintain.withNoData = statement.skipData;
    maintain.afterVerb = reading.tokens.behind(2);
    return maintain;
}

StatementNode readLock(const LockStmt &statement, const Reading &reading)
{
    Maintain maintain;
    maintain.kind = Maintain::Kind::Lock;
    maintain.objects = objectNames(statement.relations, reading);
    if (statement.mode > 0 && statement.mode < static_cast<int>(lockModes.size()))
        maintain.lockMode = lockModes[static_cast<size_t>(statement.mode)];
    maintain.afterVerb = reading.tokens.behind(reading.tokens.isWord(1, "table") ? 1 : 0);
    return maintain;
}

StatementNode readCheckpoint(const CheckPointStmt &, const Reading &reading)
{
    Maintain maintain;
    maintain.kind = Maintain::Kind::Checkpoint;
    maintain.afterVerb = reading.tokens.behind(0);
    return maintain;
}

StatementNode readExplain(const ExplainStmt &statement, const Reading &reading)
{
    // EXPLAIN ANALYZE does what it explains.
    if (isOn(statement.options, "analyze") && statement.query)
        return readStatement(statement.query, reading);
    return Harmless{"explain"};
}

} // namespace lockkeeper::sql::postgres
