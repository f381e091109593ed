// SPDX-FileCopyrightText: 2026 Lockkeeper contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/lint/scriptstate.h"

#include "core/lint/linter.h"

#include <algorithm>
#include <array>
#include <charconv>

namespace lockkeeper::lint {

namespace {

using std::chrono::milliseconds;

/// "2.5 s" is 2500 when a plain number is a @p unit of milliseconds; -1 ("no value") and words are nothing.
std::optional<milliseconds> timeoutFrom(std::string_view text, double unit)
{
    const char *end = text.data() + text.size();
    double number = 0;
    const auto [rest, error] = std::from_chars(text.data(), text.data() + text.size(), number);
    if (error != std::errc() || number < 0)
        return std::nullopt;
    std::string_view word(rest, size_t(end - rest));
    while (word.starts_with(' '))
        word.remove_prefix(1);
    while (word.ends_with(' '))
        word.remove_suffix(1);
    static constexpr std::array<std::pair<std::string_view, double>, 6> units{
        {{"us", 0.001}, {"ms", 1}, {"s", 1000}, {"min", 60'000}, {"h", 3'600'000}, {"d", 86'400'000}}};
    if (!word.empty()) {
        const auto known = std::ranges::find(units, word, &std::pair<std::string_view, double>::first);
        if (known == units.end())
            return std::nullopt;
        unit = known->second;
    }
    const double value = number * unit;
    return value > 1e15 ? std::nullopt : std::optional(milliseconds(static_cast<std::int64_t>(value)));
}

/// Milliseconds that a plain number means; nothing: not a timeout.
std::optional<double> unitOf(std::string_view name)
{
    static constexpr std::array<std::pair<std::string_view, double>, 7> names{
        {{"lock_timeout", 1},
         {"statement_timeout", 1},
         {"idle_in_transaction_session_timeout", 1},
         {"max_execution_time", 1},
         {"lock_wait_timeout", 1000},
         {"innodb_lock_wait_timeout", 1000},
         {"max_statement_time", 1000}}};
    const auto known = std::ranges::find(names, name, &std::pair<std::string_view, double>::first);
    return known == names.end() ? std::nullopt : std::optional(known->second);
}

bool isOff(std::string_view value)
{
    return std::ranges::contains(std::array<std::string_view, 4>{"0", "off", "false", "no"}, folded(value));
}

std::string key(std::string_view table, std::string_view name)
{
    return std::string(withoutPublic(table)) + '.' + std::string(name);
}

/// MySQL ends the transaction before such a statement and after it.
bool commitsImplicitly(const sql::Statement &statement)
{
    const auto *table = statement.as<sql::CreateTable>();
    const auto *drop = statement.as<sql::Drop>();
    return isDdl(statement) && !(table && table->isTemporary) && !(drop && drop->isTemporary);
}

} // namespace

std::optional<milliseconds> postgresTimeout(std::string_view text) { return timeoutFrom(text, 1); }

bool goesThroughRows(const Effects &effects)
{
    return effects.isLong || !effects.rewrites.empty() || !effects.indexBuilds.empty();
}

bool isDdl(const sql::Statement &statement)
{
    if (const auto *routine = statement.as<sql::Routine>()) {
        return !routine->isBlock || std::ranges::any_of(routine->body, [](const sql::Statement &inner) {
            return isDdl(inner);
        });
    }
    return statement.as<sql::CreateTable>() || statement.as<sql::AlterTable>()
           || statement.as<sql::CreateIndex>() || statement.as<sql::Drop>() || statement.as<sql::Rename>()
           || statement.as<sql::Truncate>() || statement.as<sql::CreateTrigger>()
           || statement.as<sql::CreateType>() || statement.as<sql::AlterType>() || statement.as<sql::Create>()
           || statement.as<sql::Alter>();
}

bool isDml(const sql::Statement &statement)
{
    if (const auto *routine = statement.as<sql::Routine>()) {
        return routine->isBlock && std::ranges::any_of(routine->body, [](const sql::Statement &inner) {
                   return isDml(inner);
               });
    }
    return statement.as<sql::Insert>() || statement.as<sql::Update>() || statement.as<sql::Delete>();
}

ScriptState::ScriptState(SqlDialect dialect, bool assumesTransaction)
    : m_dialect(dialect), m_assumesTransaction(assumesTransaction)
{}

const ScriptState::Timeout &ScriptState::timeout(std::string_view name) const
{
    static const Timeout unset;
    const auto found = m_timeouts.find(name);
    return found == m_timeouts.end() ? unset : found->second;
}

std::optional<std::string> ScriptState::setting(std::string_view name) const
{
    const auto found = m_settings.find(name);
    return found == m_settings.end() ? std::nullopt : std::optional(found->second);
}

bool ScriptState::addedColumn(std::string_view table, std::string_view column) const
{
    return m_columns.contains(key(table, column));
}

bool ScriptState::filledColumn(std::string_view table, std::string_view column) const
{
    return m_filled.contains(key(table, column));
}

bool ScriptState::copied(std::string_view table) const { return m_copied.contains(withoutPublic(table)); }

bool ScriptState::dropped(std::string_view name) const { return m_dropped.contains(withoutPublic(name)); }

bool ScriptState::created(std::string_view name) const { return m_created.contains(withoutPublic(name)); }

bool ScriptState::addedConstraint(std::string_view table, std::string_view name) const
{
    return m_constraints.contains(key(table, name));
}

void ScriptState::apply(const sql::Statement &statement, int index, const Effects &effects,
                        const Schema &before)
{
    if (m_dialect == SqlDialect::MySQL || m_dialect == SqlDialect::MariaDB) {
        if (commitsImplicitly(statement)) {
            m_isExplicit = false;
            endTransaction();
        }
    }
    applyObjects(statement, before);
    if (const auto *set = statement.as<sql::Set>())
        applySet(*set, index);
    m_ddl += isDdl(statement) ? 1 : 0;
    m_dml += isDml(statement) ? 1 : 0;
    if (const auto *transaction = statement.as<sql::Transaction>()) {
        applyTransaction(*transaction, index);
        return;
    }
    if (inTransaction())
        note(statement, effects, before);
    else
        endTransaction();
}

void ScriptState::note(const sql::Statement &statement, const Effects &effects, const Schema &before)
{
    ++m_work.statements;
    const bool isChange = isDdl(statement);
    const bool isWrite = isChange || isDml(statement);
    m_work.hasWorkBehindWrite = m_work.hasWorkBehindWrite || (m_work.hasWritten && goesThroughRows(effects));
    m_work.hasWritten = m_work.hasWritten || isWrite;
    m_work.hasWrittenBehindExclusive =
        m_work.hasWrittenBehindExclusive || (m_work.hasExclusiveLock && isWrite);
    bool isBlocking = false;
    for (const Effects::Lock &lock : effects.locks) {
        m_work.hasExclusiveLock = m_work.hasExclusiveLock || lock.mode == LockMode::AccessExclusive;
        const TableFacts *table =
            lock.mode >= LockMode::ShareRowExclusive ? before.table(lock.relation) : nullptr;
        if (lock.mode < LockMode::ShareRowExclusive || (table && table->createdHere))
            continue;
        isBlocking = true;
        if (lock.mode != LockMode::AccessExclusive)
            continue;
        const std::string_view name = withoutPublic(lock.relation);
        if (m_work.exclusiveTable.empty())
            m_work.exclusiveTable = name;
        m_work.exclusiveTables.emplace(name);
        m_work.hasOtherExclusive = m_work.hasOtherExclusive || m_work.exclusiveTable != name;
    }
    const auto keep = [&](std::optional<Ddl> &first) {
        if (!first)
            first = {std::string(kindOf(statement)), effects};
    };
    if (isChange)
        keep(m_work.firstDdl);
    if (isChange && isBlocking)
        keep(m_work.firstBlockingDdl);
}

void ScriptState::applySet(const sql::Set &set, int index)
{
    const bool isReset =
        set.isReset || (set.value.empty() && !set.isPragma) || isKeyword(set.value, "default");
    if (isReset && set.name == "all") {
        for (auto &[name, timeout] : m_timeouts)
            timeout = {.value = std::nullopt, .isLocal = false, .setAt = index, .wasReset = true};
        m_settings.clear();
        return;
    }
    if (isReset)
        m_settings.erase(set.name);
    else
        m_settings[set.name] = folded(set.value);
    // SET GLOBAL is for sessions to come.
    if (set.name == "foreign_key_checks" && set.scope != sql::Set::Scope::Global)
        m_checksForeignKeys = isReset || !isOff(set.value);
    const auto unit = unitOf(set.name);
    if (!unit || set.scope == sql::Set::Scope::Global)
        return;
    Timeout &timeout = m_timeouts[set.name];
    const bool wasSet = timeout.value.has_value();
    timeout.value = isReset ? std::nullopt : timeoutFrom(set.value, *unit);
    timeout.isLocal = set.scope == sql::Set::Scope::Local;
    timeout.setAt = index;
    timeout.wasReset = isReset && wasSet;
}

void ScriptState::applyTransaction(const sql::Transaction &transaction, int index)
{
    using Kind = sql::Transaction::Kind;
    switch (transaction.kind) {
    case Kind::Begin:
        if (!m_isExplicit)
            m_beganAt = index;
        m_isExplicit = true;
        return;
    case Kind::Commit:
    case Kind::Rollback:
    case Kind::Prepare:
        // The tool's transaction is the same one: COMMIT ends it, whoever began it.
        m_isExplicit = false;
        m_assumesTransaction = false;
        m_beganAt = -1;
        endTransaction();
        return;
    case Kind::Savepoint:
    case Kind::RollbackTo:
    case Kind::Release:
        return;
    }
}

void ScriptState::endTransaction()
{
    m_work = {};
    m_constraints.clear();
    m_foreignKeyTargets.clear();
    for (auto &[name, timeout] : m_timeouts) {
        if (timeout.isLocal)
            timeout = {.value = std::nullopt, .isLocal = false, .setAt = timeout.setAt, .wasReset = true};
    }
}

void ScriptState::applyObjects(const sql::Statement &statement, const Schema &before)
{
    if (const auto *alter = statement.as<sql::AlterTable>())
        applyAlter(*alter);
    else if (const auto *drop = statement.as<sql::Drop>())
        applyDrop(*drop, before);
    else if (const auto *create = statement.as<sql::Create>())
        m_created.emplace(withoutPublic(create->name.display()));
    else if (const auto *type = statement.as<sql::CreateType>())
        m_created.emplace(withoutPublic(type->name.display()));
    else if (const auto *insert = statement.as<sql::Insert>(); insert && before.createdHere(insert->table)) {
        for (const sql::ObjectName &source : insert->selectsFrom)
            m_copied.emplace(withoutPublic(source.display()));
    } else if (const auto *update = statement.as<sql::Update>()) {
        for (const sql::Name &column : update->columns)
            m_filled.insert(key(update->table.display(), column.text));
    }
}

void ScriptState::applyAlter(const sql::AlterTable &alter)
{
    const std::string table = alter.table.display();
    for (const sql::AlterAction &action : alter.actions) {
        if (action.kind == sql::AlterKind::AddColumn) {
            m_columns.insert(key(table, action.column.name.text));
            for (const sql::Constraint &constraint : action.column.constraints) {
                if (constraint.kind == sql::ConstraintKind::ForeignKey)
                    m_foreignKeyTargets.emplace(withoutPublic(constraint.references.display()));
            }
        }
        if (action.kind == sql::AlterKind::AddConstraint) {
            m_constraints.insert(key(table, action.constraint.name.text));
            if (action.constraint.kind == sql::ConstraintKind::ForeignKey)
                m_foreignKeyTargets.emplace(withoutPublic(action.constraint.references.display()));
        }
    }
}

void ScriptState::applyDrop(const sql::Drop &drop, const Schema &before)
{
    for (const sql::ObjectName &name : drop.names) {
        const std::string display = name.display();
        if (drop.object == sql::ObjectKind::Index) {
            applyDroppedIndex(name, drop, before);
        } else if (!before.createdHere(name)) {
            m_dropped.emplace(withoutPublic(display));
        }
        m_created.erase(std::string(withoutPublic(display)));
    }
}

void ScriptState::applyDroppedIndex(const sql::ObjectName &name, const sql::Drop &drop, const Schema &before)
{
    std::string owner = before.tableOfIndex(name);
    if (owner.empty())
        owner = drop.onTable.display();
    const TableFacts *table = before.table(owner);
    const IndexFacts *index = table ? table->index(name.name.text) : nullptr;
    m_droppedByName.emplace(name.name.text, m_droppedIndexes.size());
    if (index && !index->columns.empty())
        m_droppedByColumn.emplace(key(owner, index->columns.front()), m_droppedIndexes.size());
    m_droppedIndexes.push_back(name.name.text);
}

const std::string *ScriptState::replacedBy(const sql::CreateIndex &index) const
{
    size_t first = m_droppedIndexes.size();
    const auto look = [&first](const auto &dropped, const std::string &wanted) {
        const auto found = dropped.find(wanted);
        if (found != dropped.end())
            first = std::min(first, found->second);
    };
    if (!index.name.isEmpty())
        look(m_droppedByName, index.name.text);
    if (!index.parts.empty())
        look(m_droppedByColumn, key(index.table.display(), index.parts.front().column.text));
    return first < m_droppedIndexes.size() ? &m_droppedIndexes[first] : nullptr;
}

} // namespace lockkeeper::lint
