// SPDX-FileCopyrightText: 2026 Lockkeeper contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/error.h"
#include "core/lint/settings.h"

#include <QStringList>

#include <map>

namespace lockkeeper::ctl {

class Console;

/// A script to lint, read whole.
struct LintScript
{
    std::string name; ///< as it was given; "-" is standard input
    std::string bytes;
    const lint::LintSettings *settings = nullptr; ///< null: none
    std::string pathInProject;                    ///< relative to the settings' folder

    bool isFile() const { return name != "-"; }
};

/// The scripts of a command line, in its order, folders as their *.sql files by name. Owns the settings.
class LintInput
{
public:
    /// @p usesSettings: look for a .lockkeeper.yaml above each script. Problems in one are told as
    /// `file:line:column: message` on standard error.
    /// @returns Errc::UnreadableFile, Errc::InvalidSettings, Errc::Usage for a folder without scripts.
    Status read(const QStringList &paths, bool usesSettings, Console &console);

    std::vector<LintScript> scripts;

private:
    using Path = std::filesystem::path;

    Status addFolder(const Path &folder, bool usesSettings, Console &console);
    Status addScript(const Path &path, bool usesSettings, Console &console);
    Result<const lint::LintSettings *> settings(const Path &file, Console &console);

    std::map<Path, lint::LintSettings> m_settings;
    std::map<Path, std::optional<Path>> m_settingsOfFolder;
};

} // namespace lockkeeper::ctl
