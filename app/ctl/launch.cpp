// SPDX-FileCopyrightText: 2026 Lockkeeper contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/ctl/launch.h"

#include "app/ctl/console.h"
#include "core/text/sentences.h"

#include <QCoreApplication>

#include <CLI/CLI.hpp>

#include <optional>

namespace lockkeeper::ctl {

using namespace Qt::StringLiterals;

namespace {

std::string footer(const QString &example)
{
    return "Example:\n  " + QString(example).replace(u'\n', "\n  "_L1).toStdString();
}

/// The command line as a tree; what was chosen is in chosen() once it is parsed.
class CommandTree
{
public:
    explicit CommandTree(Console &console)
        : m_app("Online schema migrations, gate by gate, from the command line.", "lockkeeperctl")
        , m_commands(makeCommands())
    {
        m_app.set_version_flag("--version", "lockkeeperctl " LOCKKEEPER_VERSION, "Print the version and end");
        m_app.add_flag("-v,--verbose", console.verbose,
                       "Errors with the server's own words and the statement");
        m_app.add_flag("-q,--quiet", console.quiet, "No progress on standard error");
        m_app.footer(
            footer(u"lockkeeperctl demo --headless"_s)
            + "\n\nExit codes: 0 done, 1 a gate refused or a blocker found, 2 invalid input, 3 database error, 4 paused or held "
              "(resumable),\n5 the helm is held by someone else. -d is LOCKKEEPER_DATABASE where it is "
              "not given, but for lint,\nwhich needs no database and asks none that is not named.");
        m_app.require_subcommand(1);
        for (const auto &command : m_commands)
            add(*command);
    }

    CLI::App &app() { return m_app; }
    Command *chosen() const { return m_chosen; }
    /// "plan check": what the command line got to before it failed.
    QString deepest() const
    {
        QStringList names;
        for (const CLI::App *app = &m_app; !app->get_subcommands().empty();) {
            app = app->get_subcommands().front();
            names << QString::fromStdString(app->get_name());
        }
        return names.join(u' ');
    }

private:
    void add(Command &command)
    {
        const CommandInfo info = command.info();
        const QStringList words = info.name.split(u' ');
        CLI::App *parent = words.size() > 1 ? group(words.front()) : &m_app;
        CLI::App *app = parent->add_subcommand(words.back().toStdString(), info.summary.toStdString());
        app->fallthrough();
        app->footer(footer(info.example));
        app->callback([this, &command] { m_chosen = &command; });
        Options options(*app);
        command.declare(options);
    }

    CLI::App *group(const QString &name)
    {
        CLI::App *&made = m_groups[name];
        if (made)
            return made;
        made = m_app.add_subcommand(name.toStdString(), "Checks and prints plan files");
        made->fallthrough();
        made->require_subcommand(1);
        made->footer(footer(u"lockkeeperctl plan check merge-names.lockkeeper.yaml"_s));
        return made;
    }

    CLI::App m_app;
    std::vector<std::unique_ptr<Command>> m_commands;
    QMap<QString, CLI::App *> m_groups;
    Command *m_chosen = nullptr;
};

int failed(const Error &error, Console &console)
{
    console.tell(error);
    return sentences::exitCode(error.code);
}

/// CLI11's words for it, as one of our sentences.
Error usageError(const CLI::ParseError &error, const QString &command)
{
    QString reason = QString::fromUtf8(error.what()).trimmed();
    while (reason.endsWith(u'.'))
        reason.chop(1);
    reason = reason.left(1).toLower() + reason.sliced(1);
    return {.code = Errc::Usage, .facts = {{u"reason"_s, reason}, {u"command"_s, command}}};
}

} // namespace

int launch(int argc, char **argv, Console &console, Signals &watcher)
{
    std::optional<QCoreApplication> application; // outlives what commands hold
    CommandTree tree(console);
    try {
        tree.app().parse(argc, argv);
    } catch (const CLI::Success &wish) {
        return tree.app().exit(wish); // --help and --version
    } catch (const CLI::ParseError &error) {
        return failed(usageError(error, tree.deepest()), console);
    }
    if (tree.chosen()->needsApplication())
        application.emplace(argc, argv);
    QCoreApplication::setApplicationName(u"lockkeeperctl"_s);
    const auto result = tree.chosen()->run({.console = console, .signals_ = watcher});
    return result ? *result : failed(result.error(), console);
}

} // namespace lockkeeper::ctl
