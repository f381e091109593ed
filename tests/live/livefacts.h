// SPDX-FileCopyrightText: 2026 Lockkeeper contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/engine/catalog.h"
#include "core/engine/session.h"
#include "core/lint/linter.h"

#include <QTest>

#include <algorithm>

namespace lockkeeper {

/// A script, and what the database says of the tables that it names.
class LiveLint
{
public:
    LiveLint(Session &session, SqlDialect dialect, std::string script, std::chrono::milliseconds watched = {})
        : m_script(std::move(script))
    {
        m_options.dialect = dialect;
        m_options.version = serverVersionFromText(session.identity()->version.toStdString()).value();
        auto read =
            session.catalog().liveFacts(lint::objectsNamedIn(m_script, dialect, m_options.version), watched);
        if (!read)
            QTest::qFail((read.error().detail + read.error().statement).toUtf8().constData(), __FILE__,
                         __LINE__);
        else
            m_facts = std::move(*read);
        m_options.live = &m_facts;
        m_result = lint::lint(m_script, m_options);
    }
    LiveLint(const LiveLint &) = delete;
    LiveLint &operator=(const LiveLint &) = delete;

    const lint::LiveFacts &facts() const { return m_facts; }
    lint::LiveFacts &facts() { return m_facts; }
    /// A table without any facts when the database doesn't have it.
    lint::TableFacts table(std::string_view name) const
    {
        const auto found = std::ranges::find(m_facts.tables, name, &lint::TableFacts::name);
        return found == m_facts.tables.end() ? lint::TableFacts() : *found;
    }
    /// "blocker title" of each finding of @p rule, in the order of the script.
    QStringList findings(std::string_view rule) const
    {
        QStringList all;
        for (const lint::Finding &finding : m_result.findings) {
            if (finding.rule->id == rule)
                all.append(
                    QString::fromStdString(std::string(nameOf(finding.severity)) + ' ' + finding.title()));
        }
        return all;
    }
    /// The severities alone: "blocker note".
    QString severities(std::string_view rule) const
    {
        QStringList all;
        for (const QString &finding : findings(rule))
            all.append(finding.section(QLatin1Char(' '), 0, 0));
        return all.join(QLatin1Char(' '));
    }

private:
    std::string m_script;
    lint::LintOptions m_options;
    lint::LiveFacts m_facts;
    lint::LintResult m_result;
};

} // namespace lockkeeper
