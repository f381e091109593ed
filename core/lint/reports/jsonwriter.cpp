// SPDX-FileCopyrightText: 2026 Lockkeeper contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/lint/reports/jsonwriter.h"

#include "core/base/utf8.h"

#include <array>

namespace lockkeeper::lint {

namespace {

bool isPlain(char letter)
{
    return static_cast<unsigned char>(letter - 0x20) < 0x5f && letter != '"' && letter != '\\';
}

std::string escaped(char letter)
{
    switch (letter) {
    case '"':
        return "\\\"";
    case '\\':
        return "\\\\";
    case '\n':
        return "\\n";
    case '\r':
        return "\\r";
    case '\t':
        return "\\t";
    default:
        constexpr std::string_view digits = "0123456789abcdef";
        const auto byte = static_cast<unsigned char>(letter);
        return {'\\', 'u', '0', '0', digits[byte >> 4U], digits[byte & 15U]};
    }
}

} // namespace

void JsonWriter::separate()
{
    if (m_isAfterKey) {
        m_isAfterKey = false;
        return;
    }
    if (!m_isFilled.empty()) {
        if (m_isFilled.back())
            m_out << ',';
        m_isFilled.back() = true;
    }
    if (m_breaksLine)
        m_out << '\n';
    m_breaksLine = false;
}

JsonWriter &JsonWriter::onNewLine()
{
    m_breaksLine = true;
    return *this;
}

JsonWriter &JsonWriter::open(char bracket)
{
    separate();
    m_out << bracket;
    m_isFilled.push_back(false);
    return *this;
}

JsonWriter &JsonWriter::close(char bracket)
{
    m_isFilled.pop_back();
    m_breaksLine = false;
    m_out << bracket;
    return *this;
}

JsonWriter &JsonWriter::key(std::string_view name)
{
    separate();
    writeString(name);
    m_out << ':';
    m_isAfterKey = true;
    return *this;
}

JsonWriter &JsonWriter::value(std::string_view text)
{
    separate();
    writeString(text);
    return *this;
}

JsonWriter &JsonWriter::value(std::int64_t number)
{
    separate();
    m_out << number;
    return *this;
}

JsonWriter &JsonWriter::raw(std::string_view text)
{
    separate();
    m_out << text;
    return *this;
}

void JsonWriter::writeString(std::string_view text)
{
    m_out << '"';
    for (std::size_t at = 0; at < text.size();) {
        std::size_t end = at;
        while (end < text.size() && isPlain(text[end]))
            ++end;
        m_out << text.substr(at, end - at);
        at = end;
        if (at == text.size())
            break;
        const CodePoint point = codePointAt(text, at);
        const auto bytes = static_cast<std::size_t>(point.bytes);
        if (!point.isValid)
            m_out << replacementCharacter;
        else if (bytes == 1)
            m_out << escaped(text[at]);
        else
            m_out << text.substr(at, bytes);
        at += bytes;
    }
    m_out << '"';
}

} // namespace lockkeeper::lint
