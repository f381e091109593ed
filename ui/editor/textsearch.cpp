// SPDX-FileCopyrightText: 2026 Lockkeeper contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/editor/textsearch.h"

#include <functional>

namespace lockkeeper {

namespace {

using namespace Qt::StringLiterals;

constexpr std::size_t mostMatches = 1'000'000;

/// Bytes of UTF-8 up to a place in a text, asked for in rising order.
class ByteCounter
{
public:
    explicit ByteCounter(const QString &text) : m_text(text) {}

    std::int32_t at(qsizetype unit)
    {
        for (; m_unit < unit; ++m_unit) {
            const QChar one = m_text[m_unit];
            m_bytes += one.isSurrogate() ? 2 : one.unicode() < 0x80 ? 1 : one.unicode() < 0x800 ? 2 : 3;
        }
        return m_bytes;
    }

private:
    const QString &m_text;
    qsizetype m_unit = 0;
    std::int32_t m_bytes = 0;
};

void forEachMatch(const QString &text, const QRegularExpression &expression, std::size_t most,
                  const std::function<void(Span, const QRegularExpressionMatch &)> &use)
{
    ByteCounter bytes(text);
    auto matches = expression.globalMatch(text);
    for (std::size_t count = 0; count < most && matches.hasNext();) {
        const QRegularExpressionMatch match = matches.next();
        if (match.capturedLength() == 0)
            continue;
        const std::int32_t begin = bytes.at(match.capturedStart());
        use({begin, bytes.at(match.capturedEnd())}, match);
        ++count;
    }
}

QString filledIn(const QString &with, const QRegularExpressionMatch &match)
{
    QString result;
    for (qsizetype i = 0; i < with.size(); ++i) {
        const bool isGroup = with[i] == u'\\' && i + 1 < with.size() && with[i + 1].isDigit();
        if (isGroup)
            result += match.captured(with[++i].digitValue());
        else
            result += with[i];
    }
    return result;
}

} // namespace

QRegularExpression expressionFor(const SearchOptions &options)
{
    QString pattern = options.isExpression ? options.text : QRegularExpression::escape(options.text);
    if (options.wholeWords)
        pattern = u"\\b(?:%1)\\b"_s.arg(pattern);
    QRegularExpression::PatternOptions how =
        QRegularExpression::MultilineOption | QRegularExpression::UseUnicodePropertiesOption;
    if (!options.matchesCase)
        how |= QRegularExpression::CaseInsensitiveOption;
    return QRegularExpression(pattern, how);
}

std::vector<Span> matchesIn(const QString &text, const QRegularExpression &expression, std::size_t most)
{
    std::vector<Span> spans;
    forEachMatch(text, expression, most,
                 [&spans](Span span, const QRegularExpressionMatch &) { spans.push_back(span); });
    return spans;
}

std::vector<lint::TextEdit> replacements(const QString &text, const SearchOptions &options,
                                         const QString &with)
{
    std::vector<lint::TextEdit> edits;
    forEachMatch(
        text, expressionFor(options), mostMatches, [&](Span span, const QRegularExpressionMatch &match) {
            edits.push_back(
                {.span = span, .text = (options.isExpression ? filledIn(with, match) : with).toStdString()});
        });
    return edits;
}

} // namespace lockkeeper
