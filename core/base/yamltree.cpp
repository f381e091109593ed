// SPDX-FileCopyrightText: 2026 Lockkeeper contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/base/yamltree.h"

#include <QByteArrayView>
#include <QList>

#include <yaml-cpp/eventhandler.h>
#include <yaml-cpp/exceptions.h>
#include <yaml-cpp/parser.h>

#include <algorithm>
#include <optional>
#include <sstream>
#include <tuple>
#include <utility>

using namespace Qt::StringLiterals;

namespace lockkeeper {

namespace {

constexpr qsizetype mostBytes = qsizetype(1024) * 1024;

} // namespace

/// The text in lines, to turn the parser's byte columns into characters.
class Lines
{
public:
    explicit Lines(const QByteArray &text) : m_lines(text.split('\n')) {}

    TextProblem problem(int line, int byteColumn, const QString &code,
                        QMap<QString, QString> facts = {}) const
    {
        return {
            .line = line + 1, .column = column(line, byteColumn), .code = code, .facts = std::move(facts)};
    }

    int column(int line, int byteColumn) const
    {
        if (line < 0 || line >= m_lines.size() || byteColumn < 0)
            return 1;
        const QByteArray &bytes = m_lines[line];
        if (line != m_line)
            std::tie(m_line, m_byte, m_characters) = std::tuple(line, 0, 0);
        // From the place asked for last, which is near: counting anew each time takes minutes on a very long line.
        const qsizetype end = std::min<qsizetype>(byteColumn, bytes.size());
        for (; m_byte < end; ++m_byte)
            m_characters += startsCharacter(bytes[m_byte]);
        for (; m_byte > end; --m_byte)
            m_characters -= startsCharacter(bytes[m_byte - 1]);
        return m_characters + 1;
    }

    TextProblem problemAt(qsizetype byte, const QString &code, QMap<QString, QString> facts = {}) const
    {
        int line = 0;
        while (line + 1 < m_lines.size() && byte > m_lines[line].size())
            byte -= m_lines[line++].size() + 1;
        return problem(line, static_cast<int>(byte), code, std::move(facts));
    }

private:
    static int startsCharacter(char byte)
    {
        return (static_cast<unsigned char>(byte) & 0xc0) == 0x80 ? 0 : 1;
    }

    QList<QByteArray> m_lines;
    mutable int m_line = -1;
    mutable qsizetype m_byte = 0;
    mutable int m_characters = 0;
};

/// Builds the tree from the parser's events.
class TreeBuilder final : public YAML::EventHandler
{
public:
    TreeBuilder(const QByteArray &text, const Lines &lines) : m_text(text), m_lines(lines) {}

    YamlNode takeRoot() { return std::move(m_root); }
    QList<TextProblem> takeProblems() { return std::move(m_problems); }
    YAML::Mark start() const { return m_start; }

    void OnDocumentStart(const YAML::Mark &mark) override { m_start = mark; }
    void OnDocumentEnd() override {}

    void OnNull(const YAML::Mark &mark, YAML::anchor_t anchor) override
    {
        refuse(mark, {}, anchor);
        add(node(mark, YamlNode::Kind::Null));
    }

    void OnAlias(const YAML::Mark &mark, YAML::anchor_t) override
    {
        report(mark, u"alias-not-allowed"_s);
        add(node(mark, YamlNode::Kind::Null));
    }

    void OnScalar(const YAML::Mark &mark, const std::string &tag, YAML::anchor_t anchor,
                  const std::string &value) override
    {
        refuse(mark, tag, anchor);
        YamlNode scalar = node(mark, YamlNode::Kind::Scalar);
        scalar.text = QString::fromStdString(value);
        scalar.plain = tag == "?";
        if (!scalar.plain && !isClosed(mark.pos))
            report(mark, u"yaml-syntax"_s, {{u"message"_s, u"the quote is never closed"_s}});
        add(std::move(scalar));
    }

    void OnSequenceStart(const YAML::Mark &mark, const std::string &tag, YAML::anchor_t anchor,
                         YAML::EmitterStyle::value) override
    {
        open(mark, tag, anchor, YamlNode::Kind::List);
    }

    void OnMapStart(const YAML::Mark &mark, const std::string &tag, YAML::anchor_t anchor,
                    YAML::EmitterStyle::value) override
    {
        open(mark, tag, anchor, YamlNode::Kind::Map);
    }

    void OnSequenceEnd() override { close(); }
    void OnMapEnd() override { close(); }

private:
    YamlNode node(const YAML::Mark &mark, YamlNode::Kind kind) const
    {
        YamlNode result;
        result.kind = kind;
        result.line = mark.line + 1;
        result.column = m_lines.column(mark.line, mark.column);
        return result;
    }

    void open(const YAML::Mark &mark, const std::string &tag, YAML::anchor_t anchor, YamlNode::Kind kind)
    {
        refuse(mark, tag, anchor);
        m_open.push_back(node(mark, kind));
    }

    void close()
    {
        YamlNode done = std::move(m_open.back());
        m_open.pop_back();
        // A map whose last key has no value: the parser says so elsewhere; here both lists stay equally long.
        if (done.kind == YamlNode::Kind::Map)
            done.keys.resize(done.items.size());
        add(std::move(done));
    }

    void add(YamlNode child)
    {
        if (m_open.empty()) {
            m_root = std::move(child);
            return;
        }
        YamlNode &parent = m_open.back();
        const bool isKey = parent.kind == YamlNode::Kind::Map && parent.keys.size() == parent.items.size();
        (isKey ? parent.keys : parent.items).push_back(std::move(child));
    }

    /// yaml-cpp takes the end of the file for a closing quote when a line break comes before it.
    bool isClosed(qsizetype begin) const
    {
        const char quote = begin < m_text.size() ? m_text[begin] : '\0';
        if (quote != '"' && quote != '\'')
            return true;
        for (qsizetype i = begin + 1; i < m_text.size(); ++i) {
            if (m_text[i] == '\\' && quote == '"')
                ++i;
            else if (m_text[i] == quote && quote == '\'' && i + 1 < m_text.size() && m_text[i + 1] == quote)
                ++i;
            else if (m_text[i] == quote)
                return true;
        }
        return false;
    }

    void refuse(const YAML::Mark &mark, const std::string &tag, YAML::anchor_t anchor)
    {
        if (anchor != YAML::NullAnchor)
            report(mark, u"anchor-not-allowed"_s);
        // "?" and "!" are what the parser says of untagged plain and quoted values.
        if (!tag.empty() && tag != "?" && tag != "!")
            report(mark, u"tag-not-allowed"_s, {{u"tag"_s, QString::fromStdString(tag)}});
    }

    void report(const YAML::Mark &mark, const QString &code, QMap<QString, QString> facts = {})
    {
        m_problems.append(m_lines.problem(mark.line, mark.column, code, std::move(facts)));
    }

    const QByteArray &m_text;
    const Lines &m_lines;
    YAML::Mark m_start;
    YamlNode m_root;
    std::vector<YamlNode> m_open;
    QList<TextProblem> m_problems;
};

namespace {

std::optional<qsizetype> firstBadUtf8(QByteArrayView text)
{
    for (qsizetype at = 0; at < text.size();) {
        qsizetype length = 1;
        while (length <= 4 && !text.sliced(at).first(std::min(length, text.size() - at)).isValidUtf8())
            ++length;
        if (length > 4)
            return at;
        at += length;
    }
    return std::nullopt;
}

std::optional<qsizetype> firstControlCharacter(const QByteArray &text)
{
    // YAML forbids them, and yaml-cpp takes 0x04 for the end of the file.
    for (qsizetype i = 0; i < text.size(); ++i) {
        const auto byte = static_cast<unsigned char>(text[i]);
        if ((byte < 0x20 && byte != '\t' && byte != '\n') || byte == 0x7f)
            return i;
    }
    return std::nullopt;
}

std::expected<YamlNode, QList<TextProblem>> readDocument(const QByteArray &text, const Lines &lines)
{
    std::istringstream stream(text.toStdString());
    YAML::Parser parser(stream);
    TreeBuilder first(text, lines);
    if (!parser.HandleNextDocument(first))
        return std::unexpected(QList{lines.problem(0, 0, u"empty-plan"_s)});
    TreeBuilder second(text, lines);
    QList<TextProblem> problems = first.takeProblems();
    if (parser.HandleNextDocument(second))
        problems.append(lines.problem(second.start().line, second.start().column, u"several-documents"_s));
    if (!problems.isEmpty())
        return std::unexpected(problems);
    return first.takeRoot();
}

} // namespace

std::expected<YamlNode, QList<TextProblem>> readYaml(const QByteArray &text)
{
    const auto only = [](TextProblem problem) { return std::unexpected(QList{std::move(problem)}); };
    if (text.size() > mostBytes)
        return only({.line = 1, .column = 1, .code = u"too-large"_s, .facts = {{u"limit"_s, u"1 MiB"_s}}});
    QByteArray plain = text.startsWith("\xef\xbb\xbf") ? text.sliced(3) : text;
    plain.replace("\r\n", "\n").replace('\r', '\n');
    const Lines lines(plain);
    if (const auto bad = firstBadUtf8(plain))
        return only(lines.problemAt(*bad, u"not-utf8"_s));
    if (const auto bad = firstControlCharacter(plain))
        return only(lines.problemAt(*bad, u"control-character"_s));
    try {
        return readDocument(plain, lines);
    } catch (const YAML::Exception &error) {
        return only(lines.problem(error.mark.line, error.mark.column, u"yaml-syntax"_s,
                                  {{u"message"_s, QString::fromStdString(error.msg)}}));
    }
}

} // namespace lockkeeper
