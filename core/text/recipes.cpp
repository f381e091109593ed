// SPDX-FileCopyrightText: 2026 Lockkeeper contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/text/recipes.h"

#include "core/text/checks.h"
#include "core/text/wording.h"

#include <QCoreApplication>

#include <algorithm>
#include <array>

namespace lockkeeper::sentences {

using namespace Qt::StringLiterals;

namespace {

#define TEXT(text) QT_TRANSLATE_NOOP("recipes", text)

struct ProblemEntry
{
    QLatin1StringView code;
    const char *text;
};

constexpr std::array entries{
    // What was written
    ProblemEntry{"missing-value"_L1, TEXT("this is needed")},
    ProblemEntry{"unknown-field"_L1,
                 TEXT("the recipe has no such field[ (did you mean {suggestion}?)]; it has {known}")},
    ProblemEntry{"unknown-choice"_L1, TEXT("\"{value}\" is none of {known}[ (did you mean {suggestion}?)]")},
    ProblemEntry{"bad-duration"_L1, TEXT("\"{value}\" is no duration like 500ms, 5s, 10m or 24h")},
    ProblemEntry{"bad-number"_L1, TEXT("\"{value}\" is no whole number from {least} on")},
    ProblemEntry{"bad-type"_L1, TEXT("\"{value}\" is no type")},
    ProblemEntry{"too-few"_L1, TEXT("name at least two, with commas between them")},
    ProblemEntry{"no-statement"_L1, TEXT("\"{value}\" holds no SQL")},
    ProblemEntry{"several-statements"_L1, TEXT("only one piece of SQL may be here, without a semicolon")},
    ProblemEntry{"missing-placeholder"_L1, TEXT("the statement needs the placeholder :percent")},
    ProblemEntry{"line-comment"_L1, TEXT("a -- comment would hide what follows: write /* … */")},
    ProblemEntry{"unbalanced-parentheses"_L1, TEXT("the parentheses open and close unevenly")},
    ProblemEntry{"wrong-expression"_L1, TEXT("the database refuses it[: {detail}]")},
    // Names
    ProblemEntry{"unknown-table"_L1, TEXT("there is no table {value}[ (did you mean {suggestion}?)]")},
    ProblemEntry{
        "unknown-column"_L1,
        TEXT("there is no column {value} in {table}[ (did you mean {suggestion}?)]; it has {known}")},
    ProblemEntry{"taken-name"_L1, TEXT("{table} has a {value} already")},
    ProblemEntry{"named-twice"_L1, TEXT("{value} is named twice")},
    // What the table is like
    ProblemEntry{"no-key"_L1,
                 TEXT("{table} has no primary key or unique NOT NULL key, which filling in batches needs")},
    ProblemEntry{"key-column"_L1, TEXT("{value} is part of the key that rows are found by")},
    ProblemEntry{"only-column"_L1, TEXT("it is the only column of {table}")},
    ProblemEntry{"generated-column"_L1, TEXT("the database computes {value} by itself")},
    ProblemEntry{"in-constraint"_L1,
                 TEXT("{value} is in {constraints}: take it out of there first, in a change of its own")},
    ProblemEntry{"in-special-index"_L1,
                 TEXT("{value} is in {indexes}, which can't simply be built again: drop that first")},
    ProblemEntry{"already-required"_L1, TEXT("{value} is NOT NULL already")},
    ProblemEntry{"has-default"_L1, TEXT("{value} has the default {default}: leave this empty")},
    ProblemEntry{"default-needed"_L1,
                 TEXT("{value} is NOT NULL and has no default: versions that don't write it need one")},
    ProblemEntry{"required-without-value"_L1,
                 TEXT("a required column needs a default, or a value for the rows that are there")},
    // What the engine can't
    ProblemEntry{"engine-without-recipes"_L1, TEXT("there are no recipes for {engine} yet")},
    ProblemEntry{"default-not-constant"_L1,
                 TEXT("{engine} takes only a constant here, like 0 or 'text', once the table is there")},
    ProblemEntry{"cannot-require"_L1,
                 TEXT("{engine} can't make a column of a table that is there required; only a new one with a "
                      "constant default can be")},
    ProblemEntry{
        "cannot-set-default"_L1,
        TEXT("{engine} can't give {value} a default, so no version could leave it out before it is gone")},
};

#undef TEXT

} // namespace

QString recipeText(const char *text) { return QCoreApplication::translate("recipes", text); }

QString problem(const RecipeProblem &problem)
{
    const auto entry = std::ranges::find(entries, problem.code, &ProblemEntry::code);
    if (entry == entries.end())
        return QString(problem.code).replace(u'-', u' ');
    auto facts = problem.facts;
    if (facts.contains(u"engine"_s))
        facts.insert(u"engine"_s, engineTitle(facts.value(u"engine"_s)));
    return filled(recipeText(entry->text), facts);
}

QString problemSentence(const RecipeProblem &problem)
{
    const auto entry = std::ranges::find(entries, problem.code, &ProblemEntry::code);
    QString text = sentences::problem(problem);
    // A name at the beginning is written as it is.
    if (entry == entries.end() || QChar::fromLatin1(entry->text[0]).isLetter())
        text[0] = text[0].toUpper();
    return text + u'.';
}

} // namespace lockkeeper::sentences
