// SPDX-FileCopyrightText: 2026 Lockkeeper contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/connections/sections.h"

#include <QFile>
#include <QFileInfo>

#include <ranges>

namespace lockkeeper {

using namespace Qt::StringLiterals;

namespace {

constexpr qint64 largestFile = 1'000'000;

SectionEntry entryFrom(QStringView line)
{
    const qsizetype sign = line.indexOf(u'=');
    if (sign < 0)
        return {.key = line.toString(), .value = {}, .isFlag = true};
    return {.key = line.first(sign).trimmed().toString(),
            .value = line.sliced(sign + 1).trimmed().toString()};
}

} // namespace

QString Section::value(QStringView key) const
{
    for (const SectionEntry &entry : entries | std::views::reverse) {
        if (entry.key == key)
            return entry.value;
    }
    return {};
}

QList<Section> readSections(const QString &text, QStringView comments)
{
    QList<Section> sections;
    for (const QStringView whole : QStringView(text).tokenize(u'\n')) {
        const QStringView line = whole.trimmed();
        if (line.isEmpty() || comments.contains(line.front()))
            continue;
        if (line.startsWith(u'[') && line.endsWith(u']'))
            sections.append({.name = line.sliced(1, line.size() - 2).trimmed().toString(), .entries = {}});
        else if (!sections.isEmpty())
            sections.last().entries.append(entryFrom(line));
    }
    return sections;
}

Result<std::optional<QString>> readSmallFile(const QString &path)
{
    const auto unreadable = [&path](const QString &why) {
        return failure(Errc::UnreadableFile, {{u"path"_s, path}}, why);
    };
    const QFileInfo info(path);
    if (!info.exists())
        return std::nullopt;
    if (!info.isFile()) // a pipe would be waited for
        return unreadable(u"it is no plain file"_s);
    QFile file(path);
    if (!file.open(QIODevice::ReadOnly))
        return unreadable(file.errorString());
    const QByteArray bytes = file.read(largestFile + 1);
    if (bytes.size() > largestFile)
        return unreadable(u"it is larger than 1 MB"_s);
    return QString::fromUtf8(bytes);
}

} // namespace lockkeeper
