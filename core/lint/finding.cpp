// SPDX-FileCopyrightText: 2026 Lockkeeper contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/lint/finding.h"

#include "core/lint/rule.h"

#include <algorithm>

namespace lockkeeper::lint {

namespace {

using Facts = std::vector<std::pair<std::string, std::string>>;

bool isPlaceholder(std::string_view name)
{
    return !name.empty()
           && std::ranges::all_of(name, [](char c) { return (c >= 'a' && c <= 'z') || c == '_'; });
}

/// @p text with {table} made what the facts say. A placeholder without a fact stays a word.
std::string filledIn(std::string_view text, const Facts &facts)
{
    std::string filled;
    while (!text.empty()) {
        const size_t open = text.find('{');
        const size_t close = open == text.npos ? open : text.find('}', open);
        filled += text.substr(0, close == text.npos ? text.npos : open);
        if (close == text.npos)
            break;
        const std::string_view name = text.substr(open + 1, close - open - 1);
        const auto fact = std::ranges::find(facts, name, &Facts::value_type::first);
        if (fact != facts.end())
            filled += fact->second;
        else
            filled += isPlaceholder(name) ? name : text.substr(open, close - open + 1);
        text.remove_prefix(close + 1);
    }
    return filled;
}

} // namespace

std::string_view nameOf(Severity severity)
{
    switch (severity) {
    case Severity::Note:
        return "note";
    case Severity::Risk:
        return "risk";
    case Severity::Blocker:
        return "blocker";
    }
    return {};
}

std::optional<Severity> severityFromName(std::string_view name)
{
    for (const Severity severity : {Severity::Note, Severity::Risk, Severity::Blocker}) {
        if (nameOf(severity) == name)
            return severity;
    }
    return std::nullopt;
}

std::string Finding::title() const { return rule ? filledIn(rule->title, facts) : std::string(); }
std::string Finding::why() const { return rule ? filledIn(rule->why, facts) : std::string(); }
std::string Finding::lock() const { return rule ? filledIn(rule->lock, facts) : std::string(); }
std::string Finding::help() const { return rule ? filledIn(rule->help, facts) : std::string(); }

Findings::Draft &Findings::Draft::fact(std::string name, std::string value)
{
    m_finding->facts.emplace_back(std::move(name), std::move(value));
    return *this;
}

Findings::Draft &Findings::Draft::severity(Severity severity)
{
    m_finding->severity = severity;
    return *this;
}

Findings::Draft &Findings::Draft::fix(Fix fix)
{
    m_finding->fix = std::move(fix);
    return *this;
}

Findings::Draft Findings::add(Span span)
{
    Finding &finding = m_findings.emplace_back();
    finding.rule = m_rule;
    finding.severity = m_rule ? m_rule->severity : Severity::Note;
    finding.span = span;
    finding.statement = m_statement;
    return Draft(finding);
}

std::vector<Finding> Findings::take() { return std::exchange(m_findings, {}); }

} // namespace lockkeeper::lint
