// SPDX-FileCopyrightText: 2026 Lockkeeper contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/recipes/yamltext.h"

#include <QRegularExpression>

namespace lockkeeper {

using namespace Qt::StringLiterals;

namespace {

constexpr qsizetype longestLine = 110;

QString indent(int depth) { return QString(qsizetype{2} * depth, u' '); }

/// What YAML reads as it stands: begins like a word, is no number, truth value or nothing, and has none of YAML's signs.
bool isPlain(const QString &text, bool insideBraces)
{
    static const QRegularExpression block(uR"(^[A-Za-z_(/][^\x00-\x1f\x7f]*$)"_s);
    static const QRegularExpression flow(uR"(^[A-Za-z_/][A-Za-z0-9_./ ()=<>|*'-]*$)"_s);
    static const QRegularExpression typed(uR"(^(true|false|yes|no|on|off|null|y|n|\.nan|\.inf)$)"_s,
                                          QRegularExpression::CaseInsensitiveOption);
    if (text != text.trimmed() || typed.match(text).hasMatch())
        return false;
    if (insideBraces)
        return flow.match(text).hasMatch();
    return block.match(text).hasMatch() && !text.contains(": "_L1) && !text.contains(" #"_L1)
           && !text.endsWith(u':');
}

QString quoted(const QString &text)
{
    QString result = u"\""_s;
    for (const QChar character : text) {
        if (character == u'"' || character == u'\\')
            result += u'\\';
        if (character == u'\n')
            result += u"\\n"_s;
        else if (character == u'\t')
            result += u"\\t"_s;
        else if (character.unicode() < 0x20 || character.unicode() == 0x7f)
            result += u"\\x%1"_s.arg(character.unicode(), 2, 16, QChar(u'0'));
        else
            result += character;
    }
    return result + u'"';
}

/// Cut at single blanks, which folding puts back; never where a line would begin with a blank.
QStringList cutAtBlanks(const QString &text, qsizetype width)
{
    static const QRegularExpression single(u"(?<=\\S) (?=\\S)"_s);
    QStringList lines{QString()};
    for (const QString &word : text.split(single)) {
        if (!lines.last().isEmpty() && lines.last().size() + word.size() >= width)
            lines.append(QString());
        lines.last() += lines.last().isEmpty() ? word : u' ' + word;
    }
    return lines;
}

} // namespace

QString YamlText::scalar(const QString &text) { return isPlain(text, true) ? text : quoted(text); }

YamlText &YamlText::line(int depth, const QString &text)
{
    m_lines << indent(depth) + text;
    return *this;
}

YamlText &YamlText::gap()
{
    m_lines << QString();
    return *this;
}

YamlText &YamlText::comment(int depth, const QString &text)
{
    if (text.isEmpty())
        return *this;
    for (const QString &part : cutAtBlanks(text.simplified(), longestLine - qsizetype{2} * depth))
        line(depth, u"# "_s + part);
    return *this;
}

YamlText &YamlText::entry(int depth, const QString &key, const QString &value)
{
    const QString written = isPlain(value, false) ? value : quoted(value);
    if (key.size() + written.size() + qsizetype{2} * depth <= longestLine || value != value.trimmed())
        return line(depth, key + u": "_s + written);
    return folded(depth, key, value);
}

YamlText &YamlText::folded(int depth, const QString &key, const QString &value)
{
    static const QRegularExpression unusual(uR"([\x00-\x1f\x7f]|  )"_s);
    if (unusual.match(value).hasMatch())
        return line(depth, key + u": "_s + quoted(value));
    line(depth, key + u": >-"_s);
    // "- id:" is as deep as its list, what belongs to it one deeper.
    const int below = key.startsWith(u'-') ? depth + 2 : depth + 1;
    for (const QString &part : cutAtBlanks(value, longestLine - qsizetype{2} * below))
        line(below, part);
    return *this;
}

YamlText &YamlText::entries(int depth, const QString &key, const QStringList &values)
{
    if (values.size() == 1)
        return entry(depth, key, values.first());
    if (values.isEmpty())
        return line(depth, key + u": []"_s);
    line(depth, key + u':');
    for (const QString &value : values)
        line(depth + 1, u"- "_s + (isPlain(value, false) ? value : quoted(value)));
    return *this;
}

} // namespace lockkeeper
