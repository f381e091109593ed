// SPDX-FileCopyrightText: 2026 Lockkeeper contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QString>
#include <QStringList>

namespace lockkeeper {

/// YAML as a person writes it, line by line: what needs no quotes has none, long SQL is folded.
class YamlText
{
public:
    /// `key: value` at @p depth levels; a value that is too long for a line is folded at blanks.
    YamlText &entry(int depth, const QString &key, const QString &value);
    /// One value on the key's line, several below it, one a line.
    YamlText &entries(int depth, const QString &key, const QStringList &values);
    /// A line of YAML that is right as it is.
    YamlText &line(int depth, const QString &text);
    /// Text behind `#`, cut into lines; nothing for an empty one.
    YamlText &comment(int depth, const QString &text);
    YamlText &gap();

    QString text() const { return m_lines.join(u'\n') + u'\n'; }

    /// A scalar that reads back as just @p text, inside of `{…}` too.
    static QString scalar(const QString &text);

private:
    YamlText &folded(int depth, const QString &key, const QString &value);

    QStringList m_lines;
};

} // namespace lockkeeper
