// SPDX-FileCopyrightText: 2026 Lockkeeper contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/error.h"

#include <QByteArray>
#include <QString>

#include <optional>

namespace lockkeeper {

/// How a script is written on disk. Line ends are part of the text and stay as they are.
enum class TextEncoding { Utf8, Utf8WithBom, Utf16LittleEndian, Utf16BigEndian, Latin1 };

/// "utf-8", "utf-8-bom", "utf-16le", "utf-16be", "latin-1".
QString encodingName(TextEncoding encoding);
TextEncoding encodingNamed(const QString &name);

/// A script as it is on disk.
struct ScriptFile
{
    QByteArray text; ///< UTF-8
    TextEncoding encoding = TextEncoding::Utf8;
    QByteArray fingerprint; ///< of the bytes on disk
};

// All of these read or write files: not for a user interface's thread.

/// What isn't UTF-8 is taken for Latin-1, which loses nothing.
/// @returns Errc::UnreadableFile, also for what is no text and for more than 256 MB.
Result<ScriptFile> readScript(const QString &path);

/// Of the file as it is now; empty: there is none, or nobody may read it.
QByteArray fingerprintOf(const QString &path);

/// Replaces the file as a whole or not at all.
/// @param expected the fingerprint that the file must still have; none: it may be whatever it is.
/// @returns the fingerprint of what was written; Errc::FileChanged, Errc::UnwritableFile.
Result<QByteArray> writeScript(const QString &path, const QByteArray &text, TextEncoding encoding,
                               const std::optional<QByteArray> &expected);

} // namespace lockkeeper
