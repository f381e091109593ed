// SPDX-FileCopyrightText: 2026 Lockkeeper contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/ctl/command.h"
#include "app/ctl/console.h"
#include "app/ctl/demorun.h"
#include "app/ctl/signals.h"

#include <QCoreApplication>
#include <QFileInfo>
#include <QStandardPaths>

#include <unistd.h>
#include <vector>

namespace lockkeeper::ctl {

using namespace Qt::StringLiterals;

namespace {

/// The cockpit beside this program: installed, or in the same build folder.
QString cockpit()
{
    const QString here = QCoreApplication::applicationDirPath();
    const QString beside =
        QStandardPaths::findExecutable(u"lockkeeper"_s, {here, here + u"/.."_s, here + u"/../cockpit"_s});
    return beside.isEmpty() ? QStandardPaths::findExecutable(u"lockkeeper"_s) : beside;
}

class DemoCommand final : public Command
{
public:
    CommandInfo info() const override
    {
        return {u"demo"_s, u"Shows a migration under live traffic, on throwaway servers"_s,
                u"lockkeeperctl demo --headless --rows 200000"_s};
    }

    void declare(Options &options) override
    {
        options.choice("--engine", m_options.engine, {u"postgresql"_s, u"mariadb"_s, u"mysql"_s, u"sqlite"_s},
                       "Which database to show");
        options.number("--rows", m_options.rows, "Rows of sample data (default: 1000000)");
        options.flag("--headless", m_headless,
                     "In the terminal, through all six stages, instead of in the cockpit");
    }

    Result<int> run(const Surroundings &surroundings) override
    {
        return m_headless ? runDemo(m_options, surroundings) : openCockpit();
    }

private:
    /// Takes this program's place: returns only when that failed.
    Result<int> openCockpit() const
    {
        const QString program = cockpit();
        if (program.isEmpty())
            return failure(Errc::UnreadableFile, {{u"path"_s, u"lockkeeper"_s}},
                           u"the cockpit is not installed; use demo --headless"_s);
        const QStringList words{program,          u"--demo"_s, u"--engine"_s,
                                m_options.engine, u"--rows"_s, QString::number(m_options.rows)};
        std::vector<QByteArray> bytes;
        bytes.reserve(static_cast<size_t>(words.size()));
        for (const QString &word : words)
            bytes.push_back(word.toLocal8Bit());
        std::vector<char *> arguments;
        arguments.reserve(bytes.size() + 1);
        for (QByteArray &word : bytes)
            arguments.push_back(word.data());
        arguments.push_back(nullptr);
        unblockSignals();
        execv(arguments.front(), arguments.data());
        return failure(Errc::UnreadableFile, {{u"path"_s, program}}, qt_error_string(errno));
    }

    demo::WorldOptions m_options;
    bool m_headless = false;
};

const Registered<DemoCommand> registered(Place::Demo);

} // namespace

} // namespace lockkeeper::ctl
