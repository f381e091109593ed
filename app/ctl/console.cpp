// SPDX-FileCopyrightText: 2026 Lockkeeper contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/ctl/console.h"

#include "core/base/secret.h"
#include "core/text/sentences.h"
#include "core/text/wording.h"

#include <QJsonDocument>

#include <cstdio>
#include <sys/ioctl.h>
#include <unistd.h>

namespace lockkeeper::ctl {

using namespace Qt::StringLiterals;

namespace {

QLatin1StringView code(Tone tone)
{
    switch (tone) {
    case Tone::Plain:
        return {};
    case Tone::Good:
        return "32"_L1;
    case Tone::Bad:
        return "31"_L1;
    case Tone::Warning:
        return "33"_L1;
    case Tone::Faint:
        return "2"_L1;
    case Tone::Strong:
        return "1"_L1;
    }
    return {};
}

QString coloured(Tone tone, const QString &text)
{
    return tone == Tone::Plain ? text : u"\x1b[%1m%2\x1b[0m"_s.arg(code(tone), text);
}

QString detailsOf(const Error &error)
{
    QStringList lines;
    const auto add = [&lines](QLatin1StringView name, const QString &value) {
        if (!value.isEmpty())
            lines << u"  %1: %2"_s.arg(name, value);
    };
    add("code"_L1, errorName(error.code));
    add("sqlstate"_L1, error.sqlstate);
    add("server"_L1, error.detail);
    add("statement"_L1, error.statement);
    for (auto fact = error.facts.begin(); fact != error.facts.end(); ++fact)
        add(QLatin1StringView(fact.key().toLatin1()), fact.value());
    return lines.join(u'\n');
}

} // namespace

Console::Console()
    : m_outIsTerminal(isatty(STDOUT_FILENO) == 1)
    , m_errorIsTerminal(isatty(STDERR_FILENO) == 1)
    // https://no-color.org: any value that is not empty
    , m_colours(qEnvironmentVariableIsEmpty("NO_COLOR") && qgetenv("TERM") != "dumb")
{}

void Console::write(std::FILE *stream, const QString &text)
{
    const QByteArray bytes = redacted(text).toUtf8();
    std::fwrite(bytes.constData(), 1, static_cast<size_t>(bytes.size()), stream);
    std::fflush(stream);
}

void Console::clearRedrawn()
{
    if (m_redrawn)
        write(stderr, u"\r\x1b[K"_s);
    m_redrawn = false;
}

bool Console::print(const QString &text)
{
    const std::scoped_lock lock(m_guard);
    clearRedrawn();
    write(stdout, text + u'\n');
    return std::ferror(stdout) == 0;
}

bool Console::print(const QJsonObject &document, QLatin1StringView layout)
{
    const auto how = layout == "compact"_L1 ? QJsonDocument::Compact : QJsonDocument::Indented;
    return print(QString::fromUtf8(QJsonDocument(document).toJson(how)).trimmed());
}

void Console::note(const QString &text)
{
    if (!quiet)
        complain(text);
}

void Console::redraw(const QString &text)
{
    if (!redraws())
        return;
    const std::scoped_lock lock(m_guard);
    write(stderr, u"\r\x1b[K"_s + text.left(width() - 1));
    m_redrawn = true;
}

void Console::complain(const QString &text)
{
    const std::scoped_lock lock(m_guard);
    clearRedrawn();
    write(stderr, text + u'\n');
}

void Console::tell(const Error &error)
{
    const std::scoped_lock lock(m_guard);
    clearRedrawn();
    write(stderr, u"lockkeeperctl: "_s + sentences::oneLine(sentences::line(error)) + u'\n');
    if (verbose)
        write(stderr, detailsOf(error) + u'\n');
}

QString Console::painted(Tone tone, const QString &text) const
{
    return m_outIsTerminal && m_colours ? coloured(tone, text) : text;
}

QString Console::paintedNote(Tone tone, const QString &text) const
{
    return m_errorIsTerminal && m_colours ? coloured(tone, text) : text;
}

int Console::width() const
{
    winsize size{};
    return ioctl(STDERR_FILENO, TIOCGWINSZ, &size) == 0 && size.ws_col > 0 ? size.ws_col : 80;
}

QJsonObject errorDocument(const Error &error)
{
    const auto text = sentences::error(error);
    return {{u"code"_s, errorName(error.code)}, {u"what"_s, text.what},
            {u"means"_s, text.means},           {u"to_do"_s, text.toDo},
            {u"detail"_s, error.detail},        {u"sqlstate"_s, error.sqlstate}};
}

} // namespace lockkeeper::ctl
