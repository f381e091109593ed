// SPDX-FileCopyrightText: 2026 Lockkeeper contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/text/sentences.h"
#include "core/text/wording.h"

#include <QCoreApplication>

#include <array>

namespace lockkeeper::sentences {

using namespace Qt::StringLiterals;

namespace {

#define TEXT(text) QT_TRANSLATE_NOOP("problems", text)

struct ProblemEntry
{
    QLatin1StringView code;
    const char *text;
};

constexpr std::array entries{
    // The file
    ProblemEntry{"empty-plan"_L1, TEXT("the file holds no plan")},
    ProblemEntry{"several-documents"_L1, TEXT("the file holds more than one document; a plan is one")},
    ProblemEntry{"too-large"_L1, TEXT("the file is larger than {limit}")},
    ProblemEntry{"control-character"_L1, TEXT("there is a control character here")},
    ProblemEntry{"yaml-syntax"_L1, TEXT("this is not YAML[: {detail}]")},
    ProblemEntry{"alias-not-allowed"_L1, TEXT("aliases (*name) are not allowed here: write it out")},
    ProblemEntry{"anchor-not-allowed"_L1, TEXT("anchors (&name) are not allowed here: write it out")},
    ProblemEntry{"tag-not-allowed"_L1, TEXT("tags are not allowed here[: {tag}]")},
    ProblemEntry{"unsupported-version"_L1,
                 TEXT("format version {found} is not known to this program, which reads version {known}")},
    // Keys
    ProblemEntry{"unknown-key"_L1, TEXT("unknown key \"{key}\"[ (did you mean \"{suggestion}\"?)]")},
    ProblemEntry{"missing-key"_L1, TEXT("\"{key}\" is missing here")},
    ProblemEntry{"duplicate-key"_L1, TEXT("\"{key}\" is written twice[; the first is on line {line}]")},
    ProblemEntry{"secret-in-plan"_L1,
                 TEXT("plans never hold secrets or connections[: \"{key}\"][; this is a {found}]")},
    // Values
    ProblemEntry{"wrong-type"_L1, TEXT("[\"{key}\" ]needs a {expected}, and this is a {found}")},
    ProblemEntry{"bad-duration"_L1,
                 TEXT("\"{key}\" needs a duration like 500ms, 5s, 10m or 24h, not \"{value}\"")},
    ProblemEntry{"bad-factor"_L1, TEXT("\"{key}\" needs a factor like 2x, not \"{value}\"")},
    ProblemEntry{"bad-expectation"_L1, TEXT("\"{key}\" needs an expectation like \"= 0\", not \"{value}\"")},
    ProblemEntry{"out-of-range"_L1,
                 TEXT("\"{key}\" is out of range: {value}[; the least is {least}][; the most is {most}]")},
    ProblemEntry{"empty-value"_L1, TEXT("\"{key}\" is empty")},
    ProblemEntry{
        "unknown-value"_L1,
        TEXT("\"{key}\" can't be \"{value}\"[ (did you mean \"{suggestion}\"?)][; known are {known}]")},
    ProblemEntry{"unknown-engine"_L1,
                 TEXT("unknown engine \"{value}\"[ (did you mean \"{suggestion}\"?)][; known are {known}]")},
    ProblemEntry{"unknown-condition"_L1,
                 TEXT("unknown condition \"{key}\"[ (did you mean \"{suggestion}\"?)]")},
    ProblemEntry{"bad-id"_L1,
                 TEXT("\"{value}\" can't be an id: small letters, digits and dashes, at most 60 of them")},
    ProblemEntry{"bad-version"_L1, TEXT("\"{key}\" needs a version like \">=14\", not \"{value}\"")},
    ProblemEntry{"bad-table"_L1, TEXT("\"{value}\" is not a table's name")},
    ProblemEntry{"bad-cohorts"_L1, TEXT("cohorts are percents that rise to 100[; needed: {expected}]")},
    // SQL
    ProblemEntry{"no-statement"_L1, TEXT("\"{key}\" holds no SQL statement")},
    ProblemEntry{"several-statements"_L1, TEXT("\"{key}\" holds more than one SQL statement")},
    ProblemEntry{"missing-placeholder"_L1, TEXT("\"{key}\" needs the placeholder :percent")},
    ProblemEntry{"line-comment"_L1,
                 TEXT("\"{key}\" holds a -- comment, which would hide what follows: write /* … */")},
    ProblemEntry{"unbalanced-parentheses"_L1, TEXT("\"{key}\" opens and closes its parentheses unevenly")},
    // The plan as a whole
    ProblemEntry{"duplicate-id"_L1, TEXT("the id \"{id}\" is taken[ by line {line}]")},
    ProblemEntry{"no-steps"_L1, TEXT("the plan has no steps")},
    ProblemEntry{"missing-gate"_L1, TEXT("{stage} has no gate: name at least one condition")},
    ProblemEntry{"missing-undo"_L1,
                 TEXT("this step has neither an undo nor, in contract, a reason why it is irreversible")},
    ProblemEntry{"undo-of-irreversible"_L1, TEXT("a step is irreversible or has an undo, not both")},
    ProblemEntry{"irreversible-outside-contract"_L1,
                 TEXT("only contract may be irreversible, and this is {stage}")},
    ProblemEntry{
        "missing-dual-write"_L1,
        TEXT("dual_write doesn't keep {columns} in step: rows written after the fill would miss it")},
    ProblemEntry{"column-in-both-shapes"_L1, TEXT("{column} can't be both an old and a new column")},
};

#undef TEXT

} // namespace

QString problem(const PlanProblem &problem)
{
    for (const auto &[code, text] : entries) {
        if (code == problem.code)
            return filled(QCoreApplication::translate("problems", text), problem.facts);
    }
    // A code that a newer part of the core reports: its words are better than nothing.
    const QString words = QString(problem.code).replace(u'-', u' ');
    const QStringList facts = problem.facts.values();
    return facts.isEmpty() ? words : u"%1: %2"_s.arg(words, facts.join(", "_L1));
}

} // namespace lockkeeper::sentences
