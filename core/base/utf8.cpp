// SPDX-FileCopyrightText: 2026 Lockkeeper contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/base/utf8.h"

#include <algorithm>
#include <array>

namespace lockkeeper {

namespace {

struct Range
{
    char32_t first;
    char32_t last;
};

// After EastAsianWidth.txt and the general category Mn of Unicode 16, joined to blocks.
constexpr std::array wide{
    Range{0x1100, 0x115f},   Range{0x231a, 0x231b},   Range{0x23e9, 0x23ec},   Range{0x2e80, 0x303e},
    Range{0x3041, 0x33ff},   Range{0x3400, 0x4dbf},   Range{0x4e00, 0x9fff},   Range{0xa000, 0xa4cf},
    Range{0xa960, 0xa97f},   Range{0xac00, 0xd7a3},   Range{0xf900, 0xfaff},   Range{0xfe30, 0xfe6f},
    Range{0xff00, 0xff60},   Range{0xffe0, 0xffe6},   Range{0x16fe0, 0x18cff}, Range{0x1b000, 0x1b2ff},
    Range{0x1f300, 0x1f64f}, Range{0x1f680, 0x1f6ff}, Range{0x1f900, 0x1faff}, Range{0x20000, 0x3fffd},
};
constexpr std::array zero{
    Range{0x0300, 0x036f}, Range{0x0483, 0x0489}, Range{0x0591, 0x05bd}, Range{0x0610, 0x061a},
    Range{0x064b, 0x065f}, Range{0x1ab0, 0x1aff}, Range{0x1dc0, 0x1dff}, Range{0x200b, 0x200f},
    Range{0x20d0, 0x20ff}, Range{0xfe00, 0xfe0f}, Range{0xfe20, 0xfe2f}, Range{0xe0100, 0xe01ef},
};

bool isIn(char32_t value, const auto &ranges)
{
    const auto range = std::ranges::lower_bound(ranges, value, {}, &Range::last);
    return range != ranges.end() && range->first <= value;
}

int lengthOf(unsigned char lead)
{
    if (lead < 0x80)
        return 1;
    if (lead < 0xc2)
        return 0;
    if (lead < 0xe0)
        return 2;
    if (lead < 0xf0)
        return 3;
    return lead < 0xf5 ? 4 : 0;
}

bool isAllowed(char32_t value, int bytes)
{
    // Overlong forms and surrogates are no UTF-8.
    if (bytes == 3)
        return value >= 0x800 && (value < 0xd800 || value > 0xdfff);
    return bytes == 2 || (value >= 0x10000 && value <= 0x10ffff);
}

constexpr CodePoint invalid{.value = U'\uFFFD', .bytes = 1, .isValid = false};

} // namespace

CodePoint codePointAt(std::string_view text, std::size_t at)
{
    const auto lead = static_cast<unsigned char>(text[at]);
    const int bytes = lengthOf(lead);
    if (bytes == 1)
        return {.value = lead, .bytes = 1};
    if (bytes == 0 || at + static_cast<std::size_t>(bytes) > text.size())
        return invalid;
    char32_t value = lead & (0x7fU >> bytes);
    for (int i = 1; i < bytes; ++i) {
        const auto next = static_cast<unsigned char>(text[at + static_cast<std::size_t>(i)]);
        if ((next & 0xc0U) != 0x80)
            return invalid;
        value = (value << 6U) | (next & 0x3fU);
    }
    return isAllowed(value, bytes) ? CodePoint{.value = value, .bytes = bytes} : invalid;
}

std::size_t codePointStart(std::string_view text, std::size_t at)
{
    for (std::size_t back = 1; back <= 3 && back <= at && at < text.size(); ++back) {
        const auto byte = static_cast<unsigned char>(text[at - back]);
        if ((byte & 0xc0U) != 0x80)
            return codePointAt(text, at - back).bytes > static_cast<int>(back) ? at - back : at;
    }
    return at;
}

std::string validUtf8(std::string_view text)
{
    const auto isAscii = [](char letter) { return static_cast<unsigned char>(letter) < 0x80; };
    const auto begin = static_cast<std::size_t>(std::ranges::find_if_not(text, isAscii) - text.begin());
    std::string valid;
    valid.reserve(text.size());
    valid = text.substr(0, begin);
    for (std::size_t at = begin; at < text.size();) {
        const CodePoint point = codePointAt(text, at);
        const auto bytes = static_cast<std::size_t>(point.bytes);
        valid += point.isValid ? text.substr(at, bytes) : replacementCharacter;
        at += bytes;
    }
    return valid;
}

int cellsOf(char32_t value)
{
    if (value < 0x300)
        return 1;
    if (isIn(value, zero))
        return 0;
    return isIn(value, wide) ? 2 : 1;
}

} // namespace lockkeeper
