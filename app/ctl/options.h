// SPDX-FileCopyrightText: 2026 Lockkeeper contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QString>
#include <QStringList>

#include <memory>

namespace CLI {
class App;
} // namespace CLI

namespace lockkeeper::ctl {

enum class Format { Text, Json };
enum class Presence { Required, Optional };

/// What one command takes. A thin layer over CLI11, whose header is slow to compile: only options.cpp and launch.cpp
/// include it. Values are written when the command line is parsed, so they must live until then.
class Options
{
public:
    explicit Options(CLI::App &app) : m_app(app) {}

    void positional(const char *name, QString &value, const char *help,
                    Presence presence = Presence::Required);
    void positionals(const char *name, QStringList &values, const char *help);
    /// @p names as on the command line: "-d,--database".
    void value(const char *names, QString &value, const char *valueName, const char *help,
               Presence presence = Presence::Optional);
    /// May be given several times, one value each.
    void values(const char *names, QStringList &values, const char *valueName, const char *help);
    void number(const char *names, qint64 &value, const char *help);
    /// One of @p known, and nothing else.
    void choice(const char *names, QString &value, const QStringList &known, const char *help);
    void flag(const char *names, bool &value, const char *help);
    void format(Format &format);

private:
    CLI::App &m_app;
};

} // namespace lockkeeper::ctl
