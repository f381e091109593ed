// SPDX-FileCopyrightText: 2026 Lockkeeper contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/lint/effects.h"
#include "core/lint/finding.h"
#include "core/lint/scriptstate.h"

#include <array>
#include <span>

namespace lockkeeper::lint {

/// What the user decides: the command line, .lockkeeper.yaml, the live database.
struct LintOptions
{
    SqlDialect dialect = SqlDialect::PostgreSQL;
    ServerVersion version;
    std::optional<Stage> stage;      ///< nothing: the script is judged as if it went out in one release
    bool assumesTransaction = false; ///< the tool that runs the script wraps it in one
    const LiveFacts *live = nullptr; ///< borrowed
    std::string migrationVersion;    ///< of the script, as LiveFacts::applied writes it; empty: unknown
    std::string
        migrationChecksum; ///< of the script's bytes, as LiveFacts::applied records it; empty: unknown
    std::vector<std::pair<std::string, std::optional<Severity>>>
        severities;                        ///< rule id → severity, nothing: off
    std::int64_t smallTableRows = 100'000; ///< R14: below it, and without writers, one step will do
};

class Findings;

/// What a rule sees: one statement, and the world before it.
struct At
{
    const sql::Statement &statement;
    int index;
    const Effects &effects;
    const Schema &schema;     ///< before the statement
    const ScriptState &state; ///< before the statement
    const LintOptions &options;
    std::string_view text; ///< of the whole script

    template<typename T>
    const T *as() const
    {
        return statement.as<T>();
    }
    bool createdHere(const sql::ObjectName &table) const { return schema.createdHere(table); }
    bool isMySql() const { return isMySqlFamily(options.dialect); }
    std::string_view source(Span span) const
    {
        return span.isValid() ? text.substr(size_t(span.begin), size_t(span.size())) : std::string_view();
    }
};

/// What a rule sees when the script is at its end.
struct AtEnd
{
    std::span<const sql::Statement> statements; ///< a DO block's own between BEGIN and COMMIT in its place
    std::span<const Effects> effects;           ///< one a statement
    const Schema &schema;
    const ScriptState &state;
    const LintOptions &options;
    std::string_view text;
};

/// Dialects as a set.
enum Engines : unsigned char { Pg = 1, My = 2, Maria = 4, Lite = 8, MyFamily = My | Maria, AllEngines = 15 };

/// A rule: one question, and the words of its answer. Texts may name facts in braces: {table}, {column}.
// NOLINTNEXTLINE(clang-analyzer-optin.performance.Padding): in the order of a reader's questions
struct RuleInfo
{
    std::string_view id; ///< as in rules.md; never changes its meaning
    Engines engines = AllEngines;
    Severity severity = Severity::Risk;
    std::string_view title;
    std::string_view why;
    std::string_view lock = {}; ///< which lock, and whom it blocks; empty when it is no matter of locks
    std::string_view help;      ///< the safe alternative
    bool isOnByDefault = true;
    void (*check)(const At &at, Findings &findings) = nullptr;
    void (*checkEnd)(const AtEnd &end, Findings &findings) = nullptr; ///< null for most
    std::string_view versions = {}; ///< "PostgreSQL 11 and newer"; empty: all
    /// Rules that say the same of a place less exactly: one hazard is one finding, so theirs is left out.
    std::array<std::string_view, 3> replaces = {};
};

/// Collects what the rules say of one statement.
class Findings
{
public:
    /// A finding that can still be given facts and a fix: `findings.add(span).fact("table", name)`.
    class Draft
    {
    public:
        explicit Draft(Finding &finding) : m_finding(&finding) {}
        Draft &fact(std::string name, std::string value);
        Draft &onTable(const sql::ObjectName &table) { return fact("table", table.display()); }
        Draft &severity(Severity severity);
        Draft &fix(Fix fix);

    private:
        Finding *m_finding;
    };

    /// @p rule is the one that is asked now; the linter sets it.
    void begin(const RuleInfo &rule, int statement)
    {
        m_rule = &rule;
        m_statement = statement;
    }
    Draft add(Span span);
    std::vector<Finding> take();

private:
    const RuleInfo *m_rule = nullptr;
    int m_statement = -1;
    std::vector<Finding> m_findings;
};

/// Every rule there is, in the order of rules.md. A family is one file and one line in rulecatalog.cpp.
std::span<const RuleInfo *const> allRules();
const RuleInfo *ruleById(std::string_view id);

/// Whether the columns or tables that go may go: Contract is where they do.
inline bool isContract(const At &at) { return at.options.stage == Stage::Contract; }

} // namespace lockkeeper::lint
