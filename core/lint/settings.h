// SPDX-FileCopyrightText: 2026 Lockkeeper contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/textproblem.h"
#include "core/lint/rule.h"

#include <QList>

#include <expected>
#include <filesystem>

namespace lockkeeper::lint {

/// A project's `.lockkeeper.yaml`: what holds for all its scripts, so that everybody's editor, the command line and
/// continuous integration say the same.
struct LintSettings
{
    /// Scripts of one stage, so that nobody has to name it on the command line.
    struct StageOfPaths
    {
        std::string paths; ///< a glob
        Stage stage = Stage::Expand;
    };

    std::optional<SqlDialect> engine;
    std::optional<ServerVersion> serverVersion;
    std::vector<std::pair<std::string, std::optional<Severity>>> severities; ///< nothing: off
    std::vector<std::string> ignore;                                         ///< globs
    std::vector<StageOfPaths> stages;
    std::optional<bool> assumesTransaction;
    std::optional<std::int64_t> smallTableRows;

    /// @p path is relative to the settings' folder, with slashes.
    bool ignores(std::string_view path) const;
    /// Of the first glob that matches.
    std::optional<Stage> stageOf(std::string_view path) const;
    /// What is said here takes the place of what @p options say.
    void applyTo(LintOptions &options) const;
};

/// All problems at once, in the order of lines; an empty text holds no settings.
std::expected<LintSettings, QList<TextProblem>> readLintSettings(std::string_view text);

/// The nearest `.lockkeeper.yaml` in the folder of @p script or above it.
std::optional<std::filesystem::path> settingsFileFor(const std::filesystem::path &script);

/// `*` and `?` stop at slashes, `**` doesn't; a glob without a slash is about names in any folder, and one that matches
/// a folder matches what is in it.
bool globMatches(std::string_view glob, std::string_view path);

} // namespace lockkeeper::lint
