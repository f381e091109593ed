// SPDX-FileCopyrightText: 2026 Lockkeeper contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/ctl/command.h"
#include "app/ctl/console.h"
#include "app/ctl/database.h"
#include "app/ctl/lintrun.h"
#include "core/engine/catalog.h"
#include "core/engine/engine.h"
#include "core/lint/fixes.h"
#include "core/lint/namedobjects.h"
#include "core/lint/reports/report.h"

#include <QSaveFile>

#include <cstdio>

namespace lockkeeper::ctl {

using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

namespace {

/// Nobody waits for a linter, least of all the database's other users.
constexpr auto longestQuestion = 10s;
/// With fewer seconds than these no table could be called quiet: see Catalog::liveFacts().
constexpr auto watchedWrites = 3s;

std::unexpected<Error> usage(const QString &reason)
{
    return failure(Errc::Usage, {{u"reason"_s, reason}, {u"command"_s, u"lint"_s}});
}

QStringList formatNames()
{
    QStringList names;
    for (const std::string_view name : lint::reportFormats())
        names << QString::fromUtf8(name.data(), static_cast<qsizetype>(name.size()));
    return names;
}

std::optional<SqlDialect> dialectOf(const Target &target)
{
    const Engine *engine = engineForScheme(target.scheme);
    return engine ? sqlDialectFromName(engine->name().toStdString()) : std::nullopt;
}

Status rewriteFile(const std::string &path, const std::string &bytes)
{
    QSaveFile file(QString::fromStdString(path));
    if (file.open(QIODevice::WriteOnly) && file.write(bytes.data(), static_cast<qint64>(bytes.size())) >= 0
        && file.commit())
        return {};
    return failure(Errc::UnreadableFile,
                   {{u"path"_s, QString::fromStdString(path)}, {u"detail"_s, file.errorString()}});
}

class LintCommand final : public Command
{
public:
    CommandInfo info() const override
    {
        return {u"lint"_s, u"Says which statements lock, rewrite or break, and what to do instead"_s,
                u"lockkeeperctl lint migrations/ --engine postgresql --server-version 15"_s};
    }

    void declare(Options &options) override;
    bool needsApplication() const override { return m_database.isGiven(); }
    Result<int> run(const Surroundings &surroundings) override;

private:
    /// What the options say; nothing where they don't.
    struct Wishes
    {
        std::optional<SqlDialect> dialect;
        std::optional<ServerVersion> version;
        std::optional<Stage> stage;
    };
    Result<Wishes> wishes() const;
    Status askDatabase(Wishes &wishes, Console &console);
    lint::LintOptions optionsFor(const LintScript &script, const Wishes &wishes, Console &console);
    Status readFacts(const LintInput &input, std::vector<lint::LintOptions> &options);
    Status fix(LintInput &input, const std::vector<lint::LintOptions> &options, Console &console) const;
    int report(LintInput &input, const std::vector<lint::LintOptions> &options, const Console &console) const;
    QString format() const;

    QStringList m_files;
    QString m_engine;
    QString m_version;
    QString m_stage;
    Database m_database;
    QString m_format;
    bool m_effects = false;
    bool m_fix = false;
    bool m_assumeTransaction = false;
    bool m_noConfig = false;

    std::unique_ptr<Session> m_session; // null: no database is asked
    std::optional<SqlDialect> m_liveDialect;
    lint::LiveFacts m_facts;
    bool m_saidWhichEngine = false;
};

void LintCommand::declare(Options &options)
{
    options.positionals("file", m_files, "Scripts, or folders of *.sql files; - is standard input");
    options.choice("--engine", m_engine, {u"postgresql"_s, u"mysql"_s, u"mariadb"_s, u"sqlite"_s},
                   "Whose SQL it is (default: the project's, the database's, else postgresql)");
    options.value("--server-version", m_version, "V", "The server that it will run on, e.g. 15 or 8.0.29");
    options.choice("--stage", m_stage, {u"expand"_s, u"backfill"_s, u"flip"_s, u"contract"_s},
                   "The stage that the scripts are of: what is dropped may be dropped in contract");
    m_database.declare(options,
                       "Ask this database for sizes, types and views (LOCKKEEPER_DATABASE is not asked)");
    options.choice("--format", m_format, formatNames(),
                   "How to print (default: text; in GitHub Actions github)");
    options.flag("--effects", m_effects, "With JSON: what every statement locks, rewrites and scans");
    options.flag("--fix", m_fix, "Apply the fixes that change nothing but the danger");
    options.flag("--assume-transaction", m_assumeTransaction, "The scripts are run in a transaction");
    options.flag("--no-config", m_noConfig, "Don't look for .lockkeeper.yaml");
}

Result<int> LintCommand::run(const Surroundings &surroundings)
{
    Console &console = surroundings.console;
    auto wished = wishes();
    if (!wished)
        return failure(wished.error());
    LintInput input;
    LOCKKEEPER_TRY(input.read(m_files, !m_noConfig, console));
    if (m_database.isGiven())
        LOCKKEEPER_TRY(askDatabase(*wished, console));
    std::vector<lint::LintOptions> options;
    options.reserve(input.scripts.size());
    for (const LintScript &script : input.scripts) {
        options.push_back(optionsFor(script, *wished, console));
        if (m_session && options.back().dialect != m_liveDialect)
            return usage(
                u"the database is of another engine than %1"_s.arg(QString::fromStdString(script.name)));
    }
    if (m_session)
        LOCKKEEPER_TRY(readFacts(input, options));
    if (m_fix)
        LOCKKEEPER_TRY(fix(input, options, console));
    return report(input, options, console);
}

Result<LintCommand::Wishes> LintCommand::wishes() const
{
    Wishes wishes;
    wishes.dialect = sqlDialectFromName(m_engine.toStdString());
    wishes.version = serverVersionFromText(m_version.toStdString());
    if (!m_version.isEmpty() && !wishes.version)
        return usage(u"\"%1\" is no server version"_s.arg(m_version));
    wishes.stage = stageNamed(m_stage);
    if (m_fix && m_files.contains(u"-"_s))
        return usage(u"--fix rewrites files, and standard input is none"_s);
    if (m_effects && format() != "json"_L1)
        return usage(u"--effects needs --format json"_s);
    return wishes;
}

Status LintCommand::askDatabase(Wishes &wishes, Console &console)
{
    const auto target = m_database.target(console);
    if (!target)
        return failure(target.error());
    auto session = m_database.reader(console);
    if (!session)
        return failure(session.error());
    m_session = std::move(*session);
    LOCKKEEPER_TRY(m_session->setStatementTimeout(longestQuestion));
    m_liveDialect = dialectOf(*target);
    if (!wishes.version) {
        const auto identity = m_session->identity();
        if (!identity)
            return failure(identity.error());
        wishes.version = serverVersionFromText(identity->version.toStdString());
    }
    return {};
}

lint::LintOptions LintCommand::optionsFor(const LintScript &script, const Wishes &wishes, Console &console)
{
    lint::LintOptions options;
    const auto own = script.settings ? script.settings->engine : std::nullopt;
    const auto dialect = wishes.dialect ? wishes.dialect : own ? own : m_liveDialect;
    if (!dialect && !m_saidWhichEngine) {
        console.note(u"lockkeeperctl: no --engine is given, so this is read as PostgreSQL's SQL"_s);
        m_saidWhichEngine = true;
    }
    if (script.settings) {
        script.settings->applyTo(options);
        options.stage = script.settings->stageOf(script.pathInProject);
    }
    options.dialect = dialect.value_or(SqlDialect::PostgreSQL);
    options.version = wishes.version.value_or(options.version);
    if (options.version == ServerVersion())
        options.version = usualVersion(options.dialect);
    if (wishes.stage)
        options.stage = wishes.stage;
    options.assumesTransaction = options.assumesTransaction || m_assumeTransaction;
    options.live = m_session ? &m_facts : nullptr;
    return options;
}

Status LintCommand::readFacts(const LintInput &input, std::vector<lint::LintOptions> &options)
{
    lint::ObjectNames names;
    for (std::size_t i = 0; i < input.scripts.size(); ++i)
        names.merge(lint::objectsNamedIn(input.scripts[i].bytes, options[i].dialect, options[i].version));
    auto facts = m_session->catalog().liveFacts(names, watchedWrites);
    if (!facts)
        return failure(facts.error());
    m_facts = std::move(*facts);
    return {};
}

Status LintCommand::fix(LintInput &input, const std::vector<lint::LintOptions> &options,
                        Console &console) const
{
    for (std::size_t i = 0; i < input.scripts.size(); ++i) {
        LintScript &script = input.scripts[i];
        lint::FixedScript fixed = lint::fixScript(script.bytes, options[i]);
        if (fixed.fixes > 0) {
            LOCKKEEPER_TRY(rewriteFile(script.name, fixed.bytes));
            console.note(
                u"lockkeeperctl: %1: %2 fixed"_s.arg(QString::fromStdString(script.name)).arg(fixed.fixes));
        }
        script.bytes = std::move(fixed.bytes);
    }
    return {};
}

QString LintCommand::format() const
{
    if (!m_format.isEmpty())
        return m_format;
    return qEnvironmentVariableIsEmpty("GITHUB_ACTIONS") ? u"text"_s : u"github"_s;
}

int LintCommand::report(LintInput &input, const std::vector<lint::LintOptions> &options,
                        const Console &console) const
{
    // Not through the console: a report is the user's own SQL, and may be larger than what fits into memory twice.
    lint::Writer out([](std::string_view text) { std::fwrite(text.data(), 1, text.size(), stdout); });
    const QString name = format();
    const auto report = lint::makeReport(name.toStdString(), out,
                                         {.colours = console.showsColours(), .withEffects = m_effects});
    lintAll(input.scripts, options, name == "json"_L1,
            [&report](const LintScript &script, const lint::LintResult &result) {
                report->add(script.name, result);
            });
    report->end();
    out.flush();
    std::fflush(stdout);
    return report->summary().blockers > 0 ? 1 : 0;
}

const Registered<LintCommand> registered(Place::Lint);

} // namespace

} // namespace lockkeeper::ctl
