// SPDX-FileCopyrightText: 2026 Lockkeeper contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/lint/scriptpass.h"

#include "core/lint/ruleswitch.h"
#include "core/sql/parser.h"

#include <algorithm>
#include <array>
#include <set>

namespace lockkeeper::lint {

namespace {

Engines engineOf(SqlDialect dialect)
{
    switch (dialect) {
    case SqlDialect::PostgreSQL:
        return Pg;
    case SqlDialect::MySQL:
        return My;
    case SqlDialect::MariaDB:
        return Maria;
    case SqlDialect::SQLite:
        return Lite;
    }
    return AllEngines;
}

bool isOn(const RuleInfo &rule, const LintOptions &options)
{
    return (rule.engines & engineOf(options.dialect)) && isWanted(rule, options);
}

/// The table that @p relation is, or that it is an index of; null: not known.
const TableFacts *workedTable(const std::string &relation, const Schema &schema)
{
    if (const TableFacts *table = schema.table(relation))
        return table;
    sql::ObjectName index;
    index.name.text = relation.substr(relation.rfind('.') + 1);
    return schema.table(schema.tableOfIndex(index));
}

/// The blocking lock is held through work that is done in no time, on tables that nobody writes to. Many small
/// partitions are a large table.
bool isSmallWork(const Effects &effects, const Schema &schema, const LintOptions &options)
{
    if (!options.live || !effects.isLong || effects.fails)
        return false;
    std::set<const TableFacts *> tables;
    for (const auto *relations : {&effects.rewrites, &effects.scans, &effects.indexBuilds}) {
        for (const std::string &relation : *relations)
            tables.insert(workedTable(relation, schema));
    }
    std::int64_t rows = 0;
    for (const TableFacts *table : tables) {
        const auto known = table ? (table->rows ? table->rows : table->mostRows) : std::nullopt;
        if (!known || table->writesPerSecond.value_or(1) >= 1)
            return false;
        rows += *known;
    }
    return !tables.empty() && rows < options.smallTableRows;
}

sql::Statement transaction(sql::Transaction::Kind kind, Span place)
{
    return {sql::Transaction{kind, {}}, place};
}

/// A client's own command that runs no SQL and hides none.
bool isHarmlessCommand(std::string_view text)
{
    static constexpr auto commands = std::to_array<std::string_view>(
        {"\\set",  "\\unset",   "\\echo",     "\\qecho",  "\\warn",     "\\timing",    "\\pset",
         "\\x",    "\\o",       "\\encoding", "\\c",      "\\connect",  "\\conninfo",  "\\d",
         "\\q",    "delimiter", ".mode",      ".headers", ".echo",      ".bail",       ".timeout",
         ".print", ".width",    ".output",    "\\prompt", "\\restrict", "\\unrestrict"});
    const std::string word = folded(text.substr(0, text.find_first_of(" \t\r\n")));
    return std::ranges::find(commands, word) != std::end(commands);
}

} // namespace

ScriptPass::ScriptPass(const LintOptions &options)
    : m_options(&options)
    , m_schema(options.dialect, options.live)
    , m_state(options.dialect, options.assumesTransaction)
{
    for (const RuleInfo *rule : allRules()) {
        if (isOn(*rule, options))
            m_rules.push_back(rule);
    }
}

Effects ScriptPass::effects(const sql::Statement &statement) const
{
    return effectsOf(statement, m_schema, m_options->dialect, m_options->version, m_state.session());
}

Effects ScriptPass::look(const sql::Statement &statement, int index, std::string_view text)
{
    Effects effects = this->effects(statement);
    ask({statement, index, effects, m_schema, m_state, *m_options, text}, m_findings);
    walk(statement, index, effects, &text);
    return effects;
}

void ScriptPass::skip(const sql::Statement &statement, int index)
{
    // Only a transaction remembers effects.
    walk(statement, index, m_state.inTransaction() ? effects(statement) : Effects(), nullptr);
}

std::vector<Finding> ScriptPass::peek(const sql::Statement &statement, int index, std::string_view text) const
{
    const auto *routine = statement.as<sql::Routine>();
    if (routine && routine->isBlock) { // what it runs changes the world for what it runs next
        ScriptPass pass = *this;
        pass.m_findings.clear();
        pass.look(statement, index, text);
        return std::move(pass.m_findings);
    }
    std::vector<Finding> findings;
    ask({statement, index, effects(statement), m_schema, m_state, *m_options, text}, findings);
    return findings;
}

std::vector<Finding> ScriptPass::end(std::span<const sql::Statement> statements,
                                     std::span<const Effects> effects, std::string_view text)
{
    if (!m_blocks.empty()) {
        layOut(statements, effects);
        statements = m_laidOut;
        effects = m_laidOutEffects;
    }
    const AtEnd at{statements, effects, m_schema, m_state, *m_options, text};
    Findings found;
    for (const RuleInfo *rule : m_rules) {
        found.begin(*rule, -1);
        if (rule->checkEnd)
            rule->checkEnd(at, found);
    }
    for (Finding &finding : found.take())
        add(std::move(finding), m_findings);
    return std::move(m_findings);
}

void ScriptPass::ask(const At &at, std::vector<Finding> &findings) const
{
    Findings found;
    for (const RuleInfo *rule : m_rules) {
        found.begin(*rule, at.index);
        if (rule->check)
            rule->check(at, found);
    }
    const bool isSmall = isSmallWork(at.effects, m_schema, *m_options);
    for (Finding &finding : found.take()) {
        if (isSmall && finding.severity == Severity::Blocker && !finding.rule->lock.empty())
            finding.severity = Severity::Note;
        add(std::move(finding), findings);
    }
}

/// With the severity that the user wants.
void ScriptPass::add(Finding finding, std::vector<Finding> &findings) const
{
    finding.severity = severityOf(*finding.rule, finding.severity, *m_options);
    findings.push_back(std::move(finding));
}

/// Goes behind @p statement; a DO block's own statements run on the way, and are asked about if there is a text.
void ScriptPass::walk(const sql::Statement &statement, int index, const Effects &effects,
                      const std::string_view *asked)
{
    const auto *routine = statement.as<sql::Routine>();
    if (!routine || !routine->isBlock) {
        m_state.apply(statement, index, effects, m_schema);
        m_schema.apply(statement);
        return;
    }
    walkBlock(statement, *routine, index, asked);
}

/// A DO block is one transaction, whoever began it.
void ScriptPass::walkBlock(const sql::Statement &block, const sql::Routine &routine, int index,
                           const std::string_view *asked)
{
    using Kind = sql::Transaction::Kind;
    const bool isOwnTransaction = !m_state.inTransaction();
    if (isOwnTransaction)
        m_state.apply(transaction(Kind::Begin, block.span), index, {}, m_schema);
    std::vector<Effects> &done = m_blocks[index];
    for (const sql::Statement &statement : routine.body) {
        done.push_back(effects(statement));
        if (asked)
            ask({statement, index, done.back(), m_schema, m_state, *m_options, *asked}, m_findings);
        m_state.apply(statement, index, done.back(), m_schema);
        m_schema.apply(statement);
    }
    if (isOwnTransaction)
        m_state.apply(transaction(Kind::Commit, block.span), index, {}, m_schema);
}

/// What DO blocks run, put where they run, each in a transaction.
void ScriptPass::layOut(std::span<const sql::Statement> statements, std::span<const Effects> effects)
{
    bool isOpen = m_options->assumesTransaction;
    for (size_t i = 0; i < statements.size(); ++i) {
        const auto *change = statements[i].as<sql::Transaction>();
        if (change && change->kind == sql::Transaction::Kind::Begin)
            isOpen = true;
        if (change && change->kind == sql::Transaction::Kind::Commit)
            isOpen = false;
        const auto block = m_blocks.find(int(i));
        if (block == m_blocks.end())
            put(statements[i], effects[i]);
        else
            putBlock(statements[i], block->second, !isOpen);
    }
}

void ScriptPass::putBlock(const sql::Statement &block, const std::vector<Effects> &effects,
                          bool isOwnTransaction)
{
    using Kind = sql::Transaction::Kind;
    const Span start{block.span.begin, block.span.begin};
    const std::vector<sql::Statement> &body = block.as<sql::Routine>()->body;
    if (isOwnTransaction)
        put(transaction(Kind::Begin, start), {});
    for (size_t i = 0; i < body.size(); ++i)
        put(body[i], effects[i]);
    if (isOwnTransaction)
        put(transaction(Kind::Commit, start), {});
}

void ScriptPass::put(const sql::Statement &statement, const Effects &effects)
{
    m_laidOut.push_back(statement);
    m_laidOutEffects.push_back(effects);
}

sql::Statement readPiece(std::string_view text, const Script &script, const Piece &piece,
                         const LexOptions &options)
{
    const auto own = text.substr(size_t(piece.span.begin), size_t(piece.span.size()));
    if (piece.kind == PieceKind::MetaCommand && isHarmlessCommand(own))
        return {sql::Harmless{.verb = "client command", .locked = {}}, piece.span};
    return sql::parse(text, script, piece, options);
}

} // namespace lockkeeper::lint
