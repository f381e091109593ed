// SPDX-FileCopyrightText: 2026 Lockkeeper contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/lint/linter.h"

#include "core/sql/parser.h"

#include <algorithm>
#include <map>

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

/// What the user says of a rule: nothing, "off", or a severity.
struct Wish
{
    bool isSaid = false;
    std::optional<Severity> severity;
};

Wish wishFor(const RuleInfo &rule, const LintOptions &options)
{
    Wish wish;
    for (const auto &[id, severity] : options.severities) {
        if (id == rule.id)
            wish = {true, severity};
    }
    return wish;
}

bool isOn(const RuleInfo &rule, const LintOptions &options)
{
    if (!(rule.engines & engineOf(options.dialect)))
        return false;
    const Wish wish = wishFor(rule, options);
    return wish.isSaid ? wish.severity.has_value() : rule.isOnByDefault;
}

/// The live database knows @p relation as one that is done in no time and that nobody writes to.
bool isSmallAndQuiet(const std::string &relation, const Schema &schema, const LintOptions &options)
{
    const TableFacts *table = schema.table(relation);
    if (!table) {
        sql::ObjectName index;
        index.name.text = relation.substr(relation.rfind('.') + 1);
        table = schema.table(schema.tableOfIndex(index));
    }
    return table && table->rows && *table->rows < options.smallTableRows && table->writesPerSecond
           && *table->writesPerSecond < 1.0;
}

/// The blocking lock is held through work, and all of that work is on small tables without writers.
bool isSmallWork(const Effects &effects, const Schema &schema, const LintOptions &options)
{
    if (!options.live || !effects.isLong || effects.fails)
        return false;
    bool any = false;
    for (const auto *relations : {&effects.rewrites, &effects.scans, &effects.indexBuilds}) {
        for (const std::string &relation : *relations) {
            any = true;
            if (!isSmallAndQuiet(relation, schema, options))
                return false;
        }
    }
    return any;
}

sql::Statement transaction(sql::Transaction::Kind kind, Span place)
{
    return {sql::Transaction{kind, {}}, place};
}

/// Lints one script, statement by statement.
class Run
{
public:
    Run(std::string_view text, const LintOptions &options)
        : m_text(text)
        , m_options(options)
        , m_schema(options.dialect, options.live)
        , m_state(options.dialect, options.assumesTransaction)
    {
        for (const RuleInfo *rule : allRules()) {
            if (isOn(*rule, options))
                m_rules.push_back(rule);
        }
    }

    Effects look(const sql::Statement &statement, int index)
    {
        Effects effects = effectsOf(statement, m_schema, m_options.dialect, m_options.version);
        ask(statement, index, effects);
        const auto *routine = statement.as<sql::Routine>();
        if (routine && routine->isBlock)
            runBlock(statement, *routine, index);
        else {
            m_state.apply(statement, index, effects, m_schema);
            m_schema.apply(statement);
        }
        return effects;
    }

    std::vector<Finding> end(std::span<const sql::Statement> statements, std::span<const Effects> effects)
    {
        if (!m_blocks.empty()) {
            layOut(statements, effects);
            statements = m_laidOut;
            effects = m_laidOutEffects;
        }
        const AtEnd at{statements, effects, m_schema, m_state, m_options, m_text};
        for (const RuleInfo *rule : m_rules) {
            m_found.begin(*rule, -1);
            if (rule->checkEnd)
                rule->checkEnd(at, m_found);
        }
        collect();
        return std::move(m_findings);
    }

private:
    void ask(const sql::Statement &statement, int index, const Effects &effects)
    {
        const At at{statement, index, effects, m_schema, m_state, m_options, m_text};
        for (const RuleInfo *rule : m_rules) {
            m_found.begin(*rule, index);
            if (rule->check)
                rule->check(at, m_found);
        }
        const size_t first = m_findings.size();
        collect();
        if (!isSmallWork(effects, m_schema, m_options))
            return;
        for (size_t i = first; i < m_findings.size(); ++i) {
            Finding &finding = m_findings[i];
            if (finding.severity == Severity::Blocker && !finding.rule->lock.empty())
                finding.severity = Severity::Note;
        }
    }

    /// A DO block is one transaction, whoever began it.
    void runBlock(const sql::Statement &block, const sql::Routine &routine, int index)
    {
        using Kind = sql::Transaction::Kind;
        const bool isOwnTransaction = !m_state.inTransaction();
        if (isOwnTransaction)
            m_state.apply(transaction(Kind::Begin, block.span), index, {}, m_schema);
        std::vector<Effects> &effects = m_blocks[index];
        for (const sql::Statement &statement : routine.body) {
            effects.push_back(effectsOf(statement, m_schema, m_options.dialect, m_options.version));
            ask(statement, index, effects.back());
            m_state.apply(statement, index, effects.back(), m_schema);
            m_schema.apply(statement);
        }
        if (isOwnTransaction)
            m_state.apply(transaction(Kind::Commit, block.span), index, {}, m_schema);
    }

    /// What DO blocks run, put where they run, each in a transaction.
    void layOut(std::span<const sql::Statement> statements, std::span<const Effects> effects)
    {
        bool isOpen = m_options.assumesTransaction;
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

    void putBlock(const sql::Statement &block, const std::vector<Effects> &effects, bool isOwnTransaction)
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

    void put(const sql::Statement &statement, const Effects &effects)
    {
        m_laidOut.push_back(statement);
        m_laidOutEffects.push_back(effects);
    }

    void collect()
    {
        for (Finding &finding : m_found.take())
            m_findings.push_back(std::move(finding));
    }

    std::string_view m_text;
    const LintOptions &m_options;
    Schema m_schema;
    ScriptState m_state;
    std::vector<const RuleInfo *> m_rules;
    Findings m_found;
    std::vector<Finding> m_findings;
    std::map<int, std::vector<Effects>> m_blocks; ///< statement → of its body
    std::vector<sql::Statement> m_laidOut;
    std::vector<Effects> m_laidOutEffects;
};

/// A client's own command that runs no SQL and hides none.
bool isHarmlessCommand(std::string_view text)
{
    static constexpr std::string_view commands[] = {
        "\\set",  "\\unset",   "\\echo",     "\\qecho",  "\\warn",     "\\timing",    "\\pset",
        "\\x",    "\\o",       "\\encoding", "\\c",      "\\connect",  "\\conninfo",  "\\d",
        "\\q",    "delimiter", ".mode",      ".headers", ".echo",      ".bail",       ".timeout",
        ".print", ".width",    ".output",    "\\prompt", "\\restrict", "\\unrestrict"};
    const std::string word = folded(text.substr(0, text.find_first_of(" \t\r\n")));
    return std::ranges::find(commands, word) != std::end(commands);
}

sql::Statement read(std::string_view text, const Script &script, const Piece &piece,
                    const LexOptions &options)
{
    const auto own = text.substr(size_t(piece.span.begin), size_t(piece.span.size()));
    if (piece.kind == PieceKind::MetaCommand && isHarmlessCommand(own))
        return {sql::Harmless{"client command"}, piece.span};
    return sql::parse(text, script, piece, options);
}

bool isAnalysed(const sql::Statement &statement)
{
    const auto *routine = statement.as<sql::Routine>();
    return routine ? !routine->hasDynamicSql : statement.isAnalysed();
}

/// Rules that look at the whole script know a place, but not which statement is there.
int statementAt(Span span, const std::vector<Span> &statements)
{
    const auto after = std::ranges::upper_bound(statements, span.begin, {}, &Span::begin);
    return span.isValid() ? int(after - statements.begin()) - 1 : -1;
}

void finish(LintResult &result, const LintOptions &options)
{
    for (Finding &finding : result.findings) {
        if (finding.statement < 0)
            finding.statement = statementAt(finding.span, result.statements);
        if (const Wish wish = wishFor(*finding.rule, options); wish.severity)
            finding.severity = *wish.severity;
    }
    std::ranges::stable_sort(result.findings, {}, [](const Finding &finding) { return finding.span.begin; });
}

} // namespace

LintResult lint(std::string bytes, const LintOptions &asked, bool withEffects)
{
    LintResult result;
    result.source = std::make_shared<const SourceText>(std::move(bytes));
    const std::string_view text = result.source->bytes();
    LintOptions options = asked;
    if (options.version == ServerVersion{})
        options.version = usualVersion(options.dialect);

    const LexOptions lexing{options.dialect, options.version};
    const Script script = split(text, lexing);
    std::vector<sql::Statement> statements;
    statements.reserve(script.pieces.size());
    for (const Piece &piece : script.pieces)
        statements.push_back(read(text, script, piece, lexing));

    Run run(text, options);
    std::vector<Effects> effects;
    effects.reserve(statements.size());
    for (const sql::Statement &statement : statements) {
        effects.push_back(run.look(statement, int(effects.size())));
        result.statements.push_back(statement.span);
        result.analysed.push_back(isAnalysed(statement));
        result.notAnalysed += result.analysed.back() ? 0 : 1;
        if (withEffects)
            result.kinds.emplace_back(kindOf(statement));
    }
    result.findings = run.end(statements, effects);
    finish(result, options);
    if (withEffects)
        result.effects = std::move(effects);
    return result;
}

int LintResult::count(Severity severity) const
{
    return int(std::ranges::count_if(findings, [severity](const Finding &finding) {
        return finding.severity == severity && !finding.isSuppressed;
    }));
}

int LintResult::suppressed() const { return int(std::ranges::count_if(findings, &Finding::isSuppressed)); }

} // namespace lockkeeper::lint
