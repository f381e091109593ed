// SPDX-FileCopyrightText: 2026 Lockkeeper contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/sql/common.h"

namespace lockkeeper::sql {

namespace {

/// Tokens [begin, end).
struct Part
{
    int begin;
    int end;
};

/// Cuts at the words and signs between which a condition may be cut, outside of parentheses.
enum class Cut : unsigned char { And, Or };

bool isCut(const TokenRun &run, int index, Cut cut)
{
    if (cut == Cut::And)
        return run.isWordAt(index, "and") || run.isSignAt(index, "&&");
    // || is OR on MySQL only, and a concatenation elsewhere: no condition that we know either way.
    return run.isWordAt(index, "or") || run.isWordAt(index, "xor") || run.isSignAt(index, "||");
}

std::vector<Part> cutAt(const TokenRun &run, Part whole, Cut cut)
{
    std::vector<Part> parts;
    int begin = whole.begin;
    bool isBetween = false;
    for (int index = whole.begin; index < whole.end; index = run.closingOf(index) + 1) {
        if (run.isWordAt(index, "between")) {
            isBetween = true;
        } else if (isCut(run, index, cut)) {
            if (isBetween && cut == Cut::And) {
                isBetween = false;
                continue;
            }
            parts.push_back({begin, index});
            begin = index + 1;
        }
    }
    parts.push_back({begin, whole.end});
    return parts;
}

Part withoutParentheses(const TokenRun &run, Part part)
{
    while (part.end - part.begin > 2 && run.isSignAt(part.begin, "(")
           && run.closingOf(part.begin) == part.end - 1) {
        ++part.begin;
        --part.end;
    }
    return part;
}

/// The parts that all must hold; `(a AND b) AND c` has three.
std::vector<Part> conjuncts(const TokenRun &run, Part whole)
{
    std::vector<Part> found;
    std::vector<Part> open{whole};
    while (!open.empty()) {
        const Part part = withoutParentheses(run, open.back());
        open.pop_back();
        if (cutAt(run, part, Cut::Or).size() > 1) {
            found.push_back(part);
            continue;
        }
        const std::vector<Part> parts = cutAt(run, part, Cut::And);
        if (parts.size() == 1)
            found.push_back(part);
        else
            open.insert(open.end(), parts.rbegin(), parts.rend());
    }
    return found;
}

bool isLiteral(const TokenRun &run, int index)
{
    return run.kindAt(index) == LexKind::Number || run.kindAt(index) == LexKind::String;
}

bool isTrue(const TokenRun &run, Part part)
{
    part = withoutParentheses(run, part);
    const int count = part.end - part.begin;
    if (count == 1) {
        const std::string_view text = run.textAt(part.begin);
        return run.isWordAt(part.begin, "true")
               || (run.kindAt(part.begin) == LexKind::Number
                   && text.find_first_of("123456789") != std::string_view::npos);
    }
    const bool isEqual = count == 3
                         && (run.isSignAt(part.begin + 1, "=") || run.isSignAt(part.begin + 1, "==")
                             || run.isSignAt(part.begin + 1, "<=>"));
    return isEqual && isLiteral(run, part.begin) && isLiteral(run, part.begin + 2)
           && run.textAt(part.begin) == run.textAt(part.begin + 2);
}

bool isAlwaysTrue(const TokenRun &run, Part whole)
{
    for (const Part either : cutAt(run, whole, Cut::Or)) {
        bool allTrue = true;
        for (const Part part : cutAt(run, withoutParentheses(run, either), Cut::And))
            allTrue = allTrue && isTrue(run, part);
        if (allTrue)
            return true;
    }
    return false;
}

/// The column of `c IS NOT NULL`, `t.c IS NOT NULL`, `c NOTNULL`; empty when it is something else.
std::string notNullColumn(const TokenRun &run, Part part)
{
    int name = part.begin;
    if (part.end - name > 2 && run.isSignAt(name + 1, "."))
        name += 2;
    const int rest = part.end - name - 1;
    const bool isNotNull = (rest == 3 && run.isWordAt(name + 1, "is") && run.isWordAt(name + 2, "not")
                            && run.isWordAt(name + 3, "null"))
                           || (rest == 2 && run.isWordAt(name + 1, "not") && run.isWordAt(name + 2, "null"))
                           || (rest == 1 && run.isWordAt(name + 1, "notnull"));
    const bool isNamed =
        rest > 0 && (run.kindAt(name) == LexKind::Word || run.kindAt(name) == LexKind::QuotedName);
    return isNotNull && isNamed ? valueOf(run, name) : std::string();
}

} // namespace

void describeCondition(const TokenRun &run, int begin, int end, Expression &into)
{
    const Part whole{begin, end};
    into.isAlwaysTrue = isAlwaysTrue(run, whole);
    for (const Part part : conjuncts(run, whole)) {
        std::string column = notNullColumn(run, part);
        if (!column.empty())
            into.notNull.push_back(std::move(column));
    }
}

} // namespace lockkeeper::sql
