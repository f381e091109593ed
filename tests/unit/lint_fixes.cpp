// SPDX-FileCopyrightText: 2026 Lockkeeper contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/lint/fixes.h"

#include <QTest>

using namespace lockkeeper;
using namespace lockkeeper::lint;

/// What `lint --fix` does where several findings want to change the same bytes.
class LintFixesTest final : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void ofOverlappingEditsTheFirstIsApplied();
    void aFixIsAppliedAsAWhole();
    void oneHazardIsFixedOnce();
};

namespace {

const RuleInfo rule{.id = "example", .title = "", .why = "", .help = ""};

Finding finding(std::vector<TextEdit> edits)
{
    return {.rule = &rule,
            .span = edits.front().span,
            .fix = Fix{.title = "Mend it", .edits = std::move(edits), .isSafe = true}};
}

std::string fixed(std::string text, std::vector<Finding> findings)
{
    LintResult result;
    result.findings = std::move(findings);
    const Span whole{.begin = 0, .end = static_cast<std::int32_t>(text.size())};
    return withEdits(text, whole, safeEdits(result).edits);
}

std::size_t countOf(std::string_view text, std::string_view what)
{
    std::size_t count = 0;
    for (std::size_t at = text.find(what); at != std::string_view::npos; at = text.find(what, at + 1))
        ++count;
    return count;
}

} // namespace

void LintFixesTest::ofOverlappingEditsTheFirstIsApplied()
{
    const TextEdit first{.span = {.begin = 2, .end = 6}, .text = "X"};
    for (const Span other : {Span{0, 3}, Span{3, 4}, Span{5, 9}, Span{0, 9}, Span{2, 2}, Span{2, 6}})
        QCOMPARE(fixed("abcdefghi", {finding({first}), finding({{.span = other, .text = "Y"}})}), "abXghi");
    QCOMPARE(fixed("abcdefghi", {finding({first}), finding({{.span = {6, 7}, .text = "Y"}})}), "abXYhi");
    const TextEdit front{.span = {.begin = 0, .end = 0}, .text = "X"};
    QCOMPARE(fixed("abc", {finding({front}), finding({{.span = {0, 0}, .text = "Y"}})}), "Xabc");
}

void LintFixesTest::aFixIsAppliedAsAWhole()
{
    const TextEdit free{.span = {.begin = 0, .end = 1}, .text = "Y"};
    const TextEdit taken{.span = {.begin = 3, .end = 5}, .text = "Y"};
    QCOMPARE(fixed("abcdef", {finding({{.span = {2, 4}, .text = "X"}}), finding({free, taken})}), "abXef");
}

void LintFixesTest::oneHazardIsFixedOnce()
{
    for (const SqlDialect dialect : {SqlDialect::PostgreSQL, SqlDialect::MySQL, SqlDialect::MariaDB}) {
        LintOptions options;
        options.dialect = dialect;
        const std::string script =
            "ALTER TABLE users ADD COLUMN a INT;\nALTER TABLE orders ADD COLUMN b INT;\n";
        const FixedScript once = fixScript(script, options);
        QCOMPARE(countOf(once.bytes, "lock_timeout") + countOf(once.bytes, "lock_wait_timeout"), 1U);
        QCOMPARE(fixScript(once.bytes, options).bytes, once.bytes);
    }
}

QTEST_GUILESS_MAIN(LintFixesTest)
#include "lint_fixes.moc"
