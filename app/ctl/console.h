// SPDX-FileCopyrightText: 2026 Lockkeeper contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/error.h"

#include <QJsonObject>
#include <QString>

#include <mutex>

namespace lockkeeper::ctl {

enum class Tone { Plain, Good, Bad, Warning, Faint, Strong };

/// The terminal, or what stands in its place. Answers go to standard output; progress, warnings and errors to standard
/// error. Every text is redacted on its way out. Thread-safe.
class Console
{
public:
    Console();

    bool verbose = false; ///< errors with the server's own words and statement
    bool quiet = false;   ///< no progress

    /// One answer, with a line break. @returns whether somebody still reads.
    bool print(const QString &text);
    /// The answer as one document; @p compact on one line.
    bool print(const QJsonObject &document, QLatin1StringView layout = QLatin1StringView("indented"));
    /// A line of progress that stays.
    void note(const QString &text);
    /// The line of progress that is drawn over: only a terminal has one.
    void redraw(const QString &text);
    bool redraws() const { return m_errorIsTerminal && !quiet; }
    /// A line that quiet doesn't silence.
    void complain(const QString &text);
    void warn(const QString &text) { complain(QStringLiteral("lockkeeperctl: warning: ") + text); }
    void tell(const Error &error);

    /// @p text in colour, where standard output shows colours.
    QString painted(Tone tone, const QString &text) const;
    /// The same for notes.
    QString paintedNote(Tone tone, const QString &text) const;
    /// Whether standard output shows colours.
    bool showsColours() const { return m_outIsTerminal && m_colours; }
    int width() const; ///< of the terminal that notes go to, in columns

private:
    void write(std::FILE *stream, const QString &text);
    void clearRedrawn();

    std::mutex m_guard;
    bool m_outIsTerminal = false;
    bool m_errorIsTerminal = false;
    bool m_colours = false;
    bool m_redrawn = false;
};

/// The error as a member of JSON answers: code, what, means, to_do, detail, sqlstate.
QJsonObject errorDocument(const Error &error);

} // namespace lockkeeper::ctl
