// SPDX-FileCopyrightText: 2026 Lockkeeper contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/ctl/lintinput.h"

#include "app/ctl/console.h"
#include "core/text/sentences.h"

#include <algorithm>
#include <array>
#include <cerrno>
#include <cstdio>
#include <cstring>
#include <limits>
#include <memory>

namespace lockkeeper::ctl {

using namespace Qt::StringLiterals;
using Path = std::filesystem::path;

namespace {

// Spans count bytes in 32 bits.
constexpr std::size_t mostBytes = std::numeric_limits<std::int32_t>::max();

std::unexpected<Error> unreadable(const std::string &path, const QString &reason)
{
    return failure(Errc::UnreadableFile, {{u"path"_s, QString::fromStdString(path)}, {u"detail"_s, reason}});
}

Result<std::string> bytesOf(const std::string &path)
{
    struct Close
    {
        void operator()(std::FILE *file) const { std::fclose(file); }
    };
    const std::unique_ptr<std::FILE, Close> file(std::fopen(path == "-" ? "/dev/stdin" : path.c_str(), "rb"));
    if (!file)
        return unreadable(path, QString::fromLocal8Bit(std::strerror(errno)));
    std::string bytes;
    std::array<char, 64UL * 1024> piece{};
    do {
        bytes.append(piece.data(), std::fread(piece.data(), 1, piece.size(), file.get()));
        if (bytes.size() >= mostBytes)
            return unreadable(path, u"it is larger than 2 GiB"_s);
    } while (!std::feof(file.get()) && !std::ferror(file.get()));
    if (std::ferror(file.get()))
        return unreadable(path, QString::fromLocal8Bit(std::strerror(errno)));
    return bytes;
}

bool isScript(const std::filesystem::directory_entry &entry)
{
    std::error_code error;
    return entry.path().extension() == ".sql" && entry.is_regular_file(error);
}

} // namespace

Status LintInput::read(const QStringList &paths, bool usesSettings, Console &console)
{
    for (const QString &given : paths) {
        const Path path(given.toStdString());
        std::error_code error;
        if (std::filesystem::is_directory(path, error))
            LOCKKEEPER_TRY(addFolder(path, usesSettings, console));
        else
            LOCKKEEPER_TRY(addScript(path, usesSettings, console));
    }
    return {};
}

Status LintInput::addFolder(const Path &folder, bool usesSettings, Console &console)
{
    std::vector<Path> found;
    std::error_code error;
    std::filesystem::recursive_directory_iterator entries(folder, error);
    for (; !error && entries != std::filesystem::recursive_directory_iterator(); entries.increment(error)) {
        if (isScript(*entries))
            found.push_back(entries->path());
    }
    if (error)
        return unreadable(folder.string(), QString::fromStdString(error.message()));
    if (found.empty())
        return failure(
            Errc::Usage,
            {{u"reason"_s, u"%1 holds no *.sql files"_s.arg(QString::fromStdString(folder.string()))},
             {u"command"_s, u"lint"_s}});
    std::ranges::sort(found);
    for (const Path &path : found)
        LOCKKEEPER_TRY(addScript(path, usesSettings, console));
    return {};
}

Status LintInput::addScript(const Path &path, bool usesSettings, Console &console)
{
    LintScript script{.name = path.string()};
    if (usesSettings) {
        // What is read from a pipe belongs to the project that it is linted in.
        const Path folder = script.isFile() ? path.parent_path() : Path();
        const auto known = m_settingsOfFolder.find(folder);
        const auto file =
            known != m_settingsOfFolder.end()
                ? known->second
                : m_settingsOfFolder.emplace(folder, lint::settingsFileFor(folder / "x")).first->second;
        if (file) {
            const auto found = settings(*file, console);
            if (!found)
                return failure(found.error());
            script.settings = *found;
            script.pathInProject = std::filesystem::absolute(path)
                                       .lexically_normal()
                                       .lexically_relative(file->parent_path())
                                       .generic_string();
        }
    }
    if (script.settings && script.isFile() && script.settings->ignores(script.pathInProject))
        return {};
    auto bytes = bytesOf(script.name);
    if (!bytes)
        return failure(bytes.error());
    script.bytes = std::move(*bytes);
    scripts.push_back(std::move(script));
    return {};
}

Result<const lint::LintSettings *> LintInput::settings(const Path &file, Console &console)
{
    if (const auto known = m_settings.find(file); known != m_settings.end())
        return &known->second;
    const auto text = bytesOf(file.string());
    if (!text)
        return failure(text.error());
    auto read = lint::readLintSettings(*text);
    if (read)
        return &m_settings.emplace(file, std::move(*read)).first->second;
    const QString name = QString::fromStdString(file.string());
    for (const TextProblem &problem : read.error())
        console.complain(u"%1:%2:%3: %4"_s.arg(name)
                             .arg(problem.line)
                             .arg(problem.column)
                             .arg(sentences::problem(problem)));
    return failure(Errc::InvalidSettings, {{u"path"_s, name}});
}

} // namespace lockkeeper::ctl
