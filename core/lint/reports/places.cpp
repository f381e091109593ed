// SPDX-FileCopyrightText: 2026 Lockkeeper contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/lint/reports/places.h"

#include "core/base/utf8.h"

#include <algorithm>

namespace lockkeeper::lint {

namespace {

constexpr std::int32_t stride = 128;

std::int32_t lengthAt(std::string_view text, std::int32_t byte)
{
    const auto at = static_cast<std::size_t>(byte);
    return static_cast<unsigned char>(text[at]) < 0x80 ? 1 : codePointAt(text, at).bytes;
}

} // namespace

Places::Places(const SourceText &source) : m_source(source)
{
    const std::string_view text = source.bytes();
    const auto size = static_cast<std::int32_t>(text.size());
    m_marks.reserve(text.size() / static_cast<std::size_t>(stride) + 1);
    std::int64_t count = 0;
    std::int32_t next = 0;
    for (std::int32_t byte = 0; byte <= size; ++count) {
        while (byte >= next) {
            m_marks.push_back({.byte = byte, .codePoints = count});
            next += stride;
        }
        byte += byte < size ? lengthAt(text, byte) : 1;
    }
}

std::int64_t Places::codePoints(std::int32_t byte) const
{
    const std::string_view text = m_source.bytes();
    const std::int32_t end = std::clamp(byte, 0, static_cast<std::int32_t>(text.size()));
    Mark mark = m_marks[std::min(static_cast<std::size_t>(end / stride), m_marks.size() - 1)];
    if (mark.byte > end) // a code point reaches over the mark
        mark = m_marks[static_cast<std::size_t>(end / stride) - 1];
    for (std::int32_t at = mark.byte; at < end; ++mark.codePoints) {
        at += lengthAt(text, at);
        if (at > end) // inside of a code point
            break;
    }
    return mark.codePoints;
}

std::int32_t Places::lineStart(int line) const
{
    const char *start = m_source.line(line).data();
    return start ? static_cast<std::int32_t>(start - m_source.bytes().data()) : 0;
}

int Places::lineOf(std::int32_t byte) const
{
    int first = 1;
    int last = std::max(1, m_source.lineCount());
    while (first < last) {
        const int middle = first + (last - first + 1) / 2;
        if (lineStart(middle) <= byte)
            first = middle;
        else
            last = middle - 1;
    }
    return first;
}

TextPosition Places::position(std::int32_t byte) const
{
    const int line = lineOf(byte);
    const std::int32_t start = lineStart(line);
    return {.line = line, .column = static_cast<int>(codePoints(byte) - codePoints(start)) + 1};
}

} // namespace lockkeeper::lint
