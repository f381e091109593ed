// SPDX-FileCopyrightText: 2026 Lockkeeper contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/ctl/options.h"

#include <CLI/CLI.hpp>

namespace lockkeeper::ctl {

using namespace Qt::StringLiterals;

namespace {

auto into(QString &value)
{
    return [&value](const std::string &text) { value = QString::fromStdString(text); };
}

} // namespace

void Options::positional(const char *name, QString &value, const char *help, Presence presence)
{
    m_app.add_option_function<std::string>(name, into(value), help)
        ->required(presence == Presence::Required)
        ->type_name("");
}

void Options::positionals(const char *name, QStringList &values, const char *help)
{
    const auto add = [&values](const std::vector<std::string> &texts) {
        for (const std::string &text : texts)
            values << QString::fromStdString(text);
    };
    m_app.add_option_function<std::vector<std::string>>(name, add, help)->required()->type_name("");
}

void Options::value(const char *names, QString &value, const char *valueName, const char *help,
                    Presence presence)
{
    m_app.add_option_function<std::string>(names, into(value), help)
        ->required(presence == Presence::Required)
        ->type_name(valueName);
}

void Options::values(const char *names, QStringList &values, const char *valueName, const char *help)
{
    const auto add = [&values](const std::vector<std::string> &texts) {
        for (const std::string &text : texts)
            values << QString::fromStdString(text);
    };
    m_app.add_option_function<std::vector<std::string>>(names, add, help)
        ->allow_extra_args(false)
        ->type_name(valueName);
}

void Options::number(const char *names, qint64 &value, const char *help)
{
    m_app.add_option(names, value, help)->type_name("N")->check(CLI::NonNegativeNumber);
}

void Options::choice(const char *names, QString &value, const QStringList &known, const char *help)
{
    std::vector<std::string> words;
    words.reserve(static_cast<std::size_t>(known.size()));
    for (const QString &word : known)
        words.push_back(word.toStdString());
    m_app.add_option_function<std::string>(names, into(value), help)
        ->check(CLI::IsMember(words))
        ->type_name(known.join(u'|').toStdString());
}

void Options::flag(const char *names, bool &value, const char *help) { m_app.add_flag(names, value, help); }

void Options::format(Format &format)
{
    const auto read = [&format](const std::string &text) {
        format = text == "json" ? Format::Json : Format::Text;
    };
    m_app.add_option_function<std::string>("--format", read, "How to print (default: text)")
        ->check(CLI::IsMember({"text", "json"}))
        ->type_name("text|json");
}

} // namespace lockkeeper::ctl
