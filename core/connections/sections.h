// SPDX-FileCopyrightText: 2026 Lockkeeper contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/error.h"

#include <QList>
#include <QString>

#include <optional>

namespace lockkeeper {

/// `key=value` as it stands in an INI file; a key without `=` is a flag.
struct SectionEntry
{
    QString key;
    QString value;
    bool isFlag = false;
};

/// `[name]` and what follows it. Names may come twice.
struct Section
{
    QString name;
    QList<SectionEntry> entries;

    /// The last one's value: files are read from top to bottom. Empty: not there.
    QString value(QStringView key) const;
};

/// Lines that begin with one of @p comments are left out, and so is what stands ahead of the first section.
QList<Section> readSections(const QString &text, QStringView comments);

/// A small file of settings as text; nothing when there is none.
/// @returns Errc::UnreadableFile, also for one that is larger than such files are. Blocks.
Result<std::optional<QString>> readSmallFile(const QString &path);

} // namespace lockkeeper
