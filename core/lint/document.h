// SPDX-FileCopyrightText: 2026 Lockkeeper contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/lint/linter.h"
#include "core/lint/scriptpass.h"

#include <cstdint>

namespace lockkeeper::lint {

/// A script under an editor's hands: an edit reads and judges only the statements that it touches.
///
/// What an edit means for statements further down (a table that the script no longer creates, a transaction that is
/// open now) is told by settle(), which judges the whole script: for the moment when nobody types. Not
/// thread-safe: an editor settles a copy of the text with lint() on a worker and hands the result to adopt().
class LintDocument
{
public:
    explicit LintDocument(LintOptions options, std::string text = {});
    LintDocument(const LintDocument &) = delete; // the pass borrows the options
    LintDocument &operator=(const LintDocument &) = delete;

    /// A finding with a name of its own: it keeps it as long as its statement and rule stay, wherever they move.
    struct Mark
    {
        std::uint64_t id = 0;
        Finding finding; ///< with spans in the text as it is now
    };

    const std::string &text() const { return m_text; }
    std::size_t statementCount() const { return m_entries.size(); }

    /// Replaces the bytes of @p replaced, which must be inside of the text, by @p with.
    /// @returns the bytes of the text as it is now whose findings are new; everywhere else they only moved. A script with
    /// DELIMITER lines is judged whole: any of them decides how all that follows is cut. A quote or comment that doesn't
    /// end nearby is taken to end with the statement that it was typed in: it is about to be closed, or settle() will
    /// tell.
    Span edit(Span replaced, std::string_view with);
    /// Judges the whole script again.
    void settle();
    /// Takes what lint() said of the very same text; a result for another text is ignored.
    /// @returns whether it was taken.
    bool adopt(const LintResult &result);

    /// Those that begin inside of @p range, by place; suppressed ones too.
    std::vector<Mark> marks(Span range) const;
    std::vector<Mark> marks() const { return marks({0, static_cast<std::int32_t>(m_text.size())}); }

private:
    /// A stretch of the text with one statement, from the end of the one before to behind its delimiter. Spans in it
    /// count from `origin`, so that an edit before it moves one number.
    struct Entry
    {
        std::uint64_t id = 0;
        std::int32_t origin = 0;
        std::int32_t begin = 0;
        std::int32_t end = 0;
        sql::Statement statement;
        std::vector<LexToken> comments;
        std::vector<std::string> fileComments; ///< of these, those about the whole script
        std::vector<Finding> findings;
        bool isOpen = false; ///< ends with a quote or comment that isn't closed in it
    };
    /// Entries [first, last), and where their text is now.
    struct Window
    {
        std::size_t first = 0;
        std::size_t last = 0;
        std::int32_t begin = 0;
        std::int32_t end = 0;
        Script script;
        bool isOpen = false; ///< something in it would go on behind its end
    };

    void rebuild();
    void cutWhole();
    std::size_t entryAt(std::int32_t byte) const;
    std::string_view textOf(const Window &window) const;
    Window cut(std::size_t first, std::size_t last, std::int32_t by) const;
    Window touched(Span replaced, std::int32_t by) const;
    std::vector<Entry> entriesOf(const Window &window) const;
    bool isCutAs(const LintResult &result) const;
    void replace(std::size_t first, std::size_t last, std::vector<Entry> entries, std::int32_t by);
    void judge(std::size_t first, std::size_t count);
    /// Comments for the whole script in other entries.
    std::vector<std::string> fileCommentsBeside(std::size_t entry) const;
    void passBack(std::size_t index);
    void passTo(std::size_t index);
    void take(const LintResult &result);

    LintOptions m_options;
    LexOptions m_lexing;
    std::string m_text;
    std::vector<Entry> m_entries;
    std::uint64_t m_nextId = 1;
    bool m_hasDelimiterLine = false; ///< how text is cut hangs on lines far away
    ScriptPass m_pass;               ///< stands before m_passAt
    std::size_t m_passAt = 0;
    /// Copies of it on its way, each with where it stands: typing goes back and forth. The last one's place is just
    /// before where somebody types.
    using Milestone = std::pair<std::size_t, ScriptPass>;
    std::vector<Milestone> m_milestones;
    std::optional<Milestone> m_nearest;
};

} // namespace lockkeeper::lint
