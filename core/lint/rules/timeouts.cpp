// SPDX-FileCopyrightText: 2026 Lockkeeper contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/lint/rules/families.h"
#include "core/lint/rules/myask.h"

#include <algorithm>
#include <array>

// How long a statement may wait, and keep others waiting.
namespace lockkeeper::lint {

namespace {

using namespace std::chrono_literals;
using sql::AlterKind;
using std::chrono::milliseconds;

constexpr milliseconds longestWait = 10s;
constexpr milliseconds longestLocked = 1min;
constexpr milliseconds shortestBuild = 1h;

std::string shown(milliseconds time)
{
    const auto count = time.count();
    if (count >= 60'000 && count % 60'000 == 0)
        return std::to_string(count / 60'000) + " min";
    return count % 1000 == 0 ? std::to_string(count / 1000) + " s" : std::to_string(count) + " ms";
}

std::string_view lockTimeoutOf(SqlDialect dialect)
{
    return isMySqlFamily(dialect) ? "lock_wait_timeout" : "lock_timeout";
}

/// Work that takes its time without being in the way.
bool isLongByDesign(const sql::Statement &statement)
{
    if (const auto *index = statement.as<sql::CreateIndex>())
        return index->concurrently;
    if (const auto *drop = statement.as<sql::Drop>())
        return drop->concurrently;
    if (const auto *maintain = statement.as<sql::Maintain>())
        return maintain->concurrently;
    const auto *alter = statement.as<sql::AlterTable>();
    return alter && !alter->actions.empty()
           && std::ranges::all_of(alter->actions, [](const sql::AlterAction &action) {
                  return action.concurrently || action.kind == AlterKind::ValidateConstraint;
              });
}

/// Whether the statement would wait for others and make others wait.
bool isDangerous(const sql::Statement &statement, const Effects &effects, const Schema &schema)
{
    if (isMySqlFamily(schema.dialect()))
        return std::ranges::any_of(metadataLocked(statement),
                                   [&](const auto &table) { return !schema.createdHere(table); });
    return !isLongByDesign(statement) && locksOthers(effects, schema, LockMode::Share);
}

bool isProtected(const ScriptState &state, const LintOptions &options)
{
    const auto &value = state.timeout(lockTimeoutOf(options.dialect)).value;
    return value && *value > 0ms;
}

/// The script's first statement that could wait for ever; -1: none.
struct Unprotected
{
    int statement = -1;
    bool wasSet = false; ///< and counts no longer, or never did
    bool wasReset = false;
    bool isZero = false;
    bool isSetLater = false;
};

bool setsTimeout(const sql::Statement &statement, std::string_view name)
{
    const auto *set = statement.as<sql::Set>();
    return set && set->name == name && !set->isReset && !set->value.empty() && set->value != "0";
}

Unprotected firstUnprotected(const AtEnd &end)
{
    const std::string_view name = lockTimeoutOf(end.options.dialect);
    ScriptState state(end.options.dialect, end.options.assumesTransaction);
    Schema schema(end.options.dialect, end.options.live);
    Unprotected first;
    for (size_t i = 0; i < end.statements.size(); ++i) {
        const sql::Statement &statement = end.statements[i];
        if (first.statement >= 0) {
            first.isSetLater = first.isSetLater || setsTimeout(statement, name);
            continue;
        }
        if (isDangerous(statement, end.effects[i], schema) && !isProtected(state, end.options)) {
            first.statement = int(i);
            first.wasSet = state.timeout(name).setAt >= 0;
            first.wasReset = state.timeout(name).wasReset;
            first.isZero = state.timeout(name).value == 0ms;
        }
        state.apply(statement, int(i), end.effects[i], schema);
        schema.apply(statement);
    }
    return first;
}

Findings::Draft addTimeout(const AtEnd &end, Findings &findings, const Unprotected &first)
{
    const std::string set = isMySqlFamily(end.options.dialect) ? "SET SESSION lock_wait_timeout = 2;"
                                                               : "SET lock_timeout = '2s';";
    const Span at = end.statements[size_t(first.statement)].span;
    const auto &locks = end.effects[size_t(first.statement)].locks;
    const auto strongest = std::ranges::max_element(locks, {}, &Effects::Lock::mode);
    Findings::Draft draft = findings.add(at);
    draft.fact("set", set)
        .fact("setting", std::string(lockTimeoutOf(end.options.dialect)))
        .fact("table", locks.empty() ? "its table" : strongest->relation)
        .fix(safeEdit("Wait no longer than two seconds",
                      before(first.wasSet ? at : end.statements.front().span), set + '\n'));
    return draft;
}

void requireLockTimeout(const AtEnd &end, Findings &findings)
{
    const Unprotected first = firstUnprotected(end);
    // lock-timeout-after-ddl and lock-timeout-zero know why.
    const bool isOtherRule =
        end.options.dialect == SqlDialect::PostgreSQL && (first.wasReset || first.isSetLater || first.isZero);
    if (first.statement >= 0 && !isOtherRule)
        addTimeout(end, findings, first);
}

void timeoutAfterDdl(const AtEnd &end, Findings &findings)
{
    const Unprotected first = firstUnprotected(end);
    if (first.statement < 0 || !(first.wasReset || first.isSetLater))
        return;
    addTimeout(end, findings, first).fact("when", first.wasReset ? "no longer in force" : "set too late");
}

/// SET or RESET of @p name, or of everything.
bool changesSetting(const sql::Statement &statement, std::string_view name)
{
    const auto *set = statement.as<sql::Set>();
    return set && (set->name == name || set->name == "all");
}

bool setsLockTimeoutZero(const sql::Statement &statement)
{
    const auto *set = statement.as<sql::Set>();
    return set && set->name == "lock_timeout" && !set->isReset && postgresTimeout(set->value) == 0ms;
}

/// What a concurrent build waits for is let through; a limit would only leave an INVALID index behind. So no limit is
/// right where nothing but such work runs under it.
bool isForConcurrentWork(const AtEnd &end, size_t set)
{
    bool any = false;
    for (size_t i = set + 1; i < end.statements.size(); ++i) {
        const sql::Statement &statement = end.statements[i];
        if (changesSetting(statement, "lock_timeout"))
            break;
        any = any || isLongByDesign(statement);
        if (isDangerous(statement, end.effects[i], end.schema))
            return false;
    }
    return any;
}

void lockTimeoutZero(const AtEnd &end, Findings &findings)
{
    for (size_t i = 0; i < end.statements.size(); ++i) {
        if (setsLockTimeoutZero(end.statements[i]) && !isForConcurrentWork(end, i))
            findings.add(end.statements[i].span);
    }
}

void lockTimeoutTooLong(const At &at, Findings &findings)
{
    const auto *set = at.as<sql::Set>();
    if (!set || set->isReset || set->name != lockTimeoutOf(at.options.dialect))
        return;
    auto value = postgresTimeout(set->value);
    if (value && at.isMySql())
        *value *= 1000; // in seconds there
    if (value && *value > longestWait)
        findings.add(at.statement.span).fact("time", shown(*value));
}

/// The first DDL of a script that never sets @p name.
void requireSetting(const AtEnd &end, Findings &findings, std::initializer_list<std::string_view> names)
{
    const auto isSet = [&](const sql::Statement &statement) {
        const auto *set = statement.as<sql::Set>();
        return set && !set->isReset && std::ranges::find(names, set->name) != names.end();
    };
    const auto ddl = std::ranges::find_if(end.statements, isDdl);
    if (ddl != end.statements.end() && std::ranges::none_of(end.statements, isSet))
        findings.add(ddl->span);
}

void requireStatementTimeout(const AtEnd &end, Findings &findings)
{
    requireSetting(end, findings, {"statement_timeout", "max_execution_time", "max_statement_time"});
}

void requireIdleTimeout(const AtEnd &end, Findings &findings)
{
    requireSetting(end, findings, {"idle_in_transaction_session_timeout"});
}

void requireApplicationName(const AtEnd &end, Findings &findings)
{
    requireSetting(end, findings, {"application_name"});
}

void statementTimeoutTooLong(const At &at, Findings &findings)
{
    const auto &timeout = at.state.timeout("statement_timeout").value;
    if (timeout && *timeout > longestLocked && at.effects.isLong
        && locksOthers(at.effects, at.schema, LockMode::Share))
        findings.add(at.statement.span).fact("time", shown(*timeout));
}

void timeoutOnConcurrent(const At &at, Findings &findings)
{
    const auto &timeout = at.state.timeout("statement_timeout").value;
    if (timeout && *timeout > 0ms && *timeout < shortestBuild && isLongByDesign(at.statement))
        findings.add(at.statement.span)
            .fact("time", shown(*timeout))
            .fix(safeEdit("Let it take its time", before(at.statement.span), "SET statement_timeout = 0;\n"));
}

constexpr auto rules = std::to_array<RuleInfo>({
    {.id = "require-lock-timeout",
     .engines = engines(Pg | MyFamily),
     .severity = Severity::Risk,
     .title = "Nothing limits how long this waits for {table}",
     .why =
         "Behind one long query it waits for ever, and everything that comes later on the table waits behind it. "
         "That is how a change of a millisecond takes an application down.",
     .lock = "the lock that it waits for, and a queue behind it",
     .help = "{set}\n-- and try again when it runs out",
     .checkEnd = requireLockTimeout},
    {.id = "lock-timeout-zero",
     .engines = Pg,
     .severity = Severity::Risk,
     .title = "lock_timeout = 0 means: wait for ever",
     .why =
         "Zero turns the limit off: behind one long query the statement waits, and everything that comes later "
         "on the table waits behind it.",
     .help = "SET lock_timeout = '2s';\n-- and 0 for CONCURRENTLY and VALIDATE only, which hold nobody up",
     .checkEnd = lockTimeoutZero,
     .versions = "all; silent where only CONCURRENTLY and VALIDATE run under it"},
    {.id = "lock-timeout-too-long",
     .engines = engines(Pg | MyFamily),
     .severity = Severity::Risk,
     .title = "Up to {time} of waiting is up to {time} of standstill",
     .why = "While the statement waits for its lock, everything that comes later waits behind it.",
     .help = "Two seconds, at most ten; and try again when it runs out.",
     .check = lockTimeoutTooLong},
    {.id = "lock-timeout-after-ddl",
     .engines = Pg,
     .severity = Severity::Risk,
     .title = "lock_timeout is {when} for this statement",
     .why =
         "A limit counts only for statements that come after it, until it is reset or its transaction ends.",
     .lock = "the lock that it waits for, and a queue behind it",
     .help = "{set} -- before the first statement that takes a lock",
     .checkEnd = timeoutAfterDdl},
    {.id = "require-statement-timeout",
     .engines = engines(Pg | MyFamily),
     .severity = Severity::Note,
     .title = "Nothing limits how long a statement runs",
     .why = "A scan that was not expected keeps its locks until somebody notices.",
     .help = "PostgreSQL: SET statement_timeout = '30s'; and 0 for CONCURRENTLY and VALIDATE.",
     .isOnByDefault = false,
     .checkEnd = requireStatementTimeout,
     .versions = "all. Off unless asked for: the tool that runs the script usually sets it"},
    {.id = "statement-timeout-too-long",
     .engines = Pg,
     .severity = Severity::Note,
     .title = "The lock may be held for {time}",
     .why = "This statement works under a lock that others wait for, and statement_timeout lets it.",
     .lock = "what the statement takes, up to the timeout",
     .help = "SET statement_timeout = '30s';",
     .check = statementTimeoutTooLong},
    {.id = "statement-timeout-on-concurrent",
     .engines = Pg,
     .severity = Severity::Risk,
     .title = "statement_timeout of {time} may cut it off",
     .why =
         "Work that goes on beside others takes its time. A concurrent build that is cut off leaves an INVALID "
         "index behind.",
     .help = "SET statement_timeout = 0;\n-- for this statement only",
     .check = timeoutOnConcurrent},
    {.id = "require-idle-timeout",
     .engines = Pg,
     .severity = Severity::Note,
     .title = "An idle transaction would keep its locks",
     .why = "If the connection hangs between two statements, the locks stay.",
     .help = "SET idle_in_transaction_session_timeout = '30s';",
     .isOnByDefault = false,
     .checkEnd = requireIdleTimeout,
     .versions = "all. Off unless asked for: the tool that runs the script usually sets it"},
    {.id = "require-application-name",
     .engines = Pg,
     .severity = Severity::Note,
     .title = "Nobody can tell this script's session from others",
     .why = "pg_stat_activity shows whom to ask, if the session has a name.",
     .help = "SET application_name = 'migration';",
     .isOnByDefault = false,
     .checkEnd = requireApplicationName,
     .versions = "all. Off unless asked for: the tool that runs the script usually sets it"},
});

} // namespace

std::span<const RuleInfo> timeoutRules() { return rules; }

} // namespace lockkeeper::lint
