// SPDX-FileCopyrightText: 2026 Lockkeeper contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstdint>
#include <functional>
#include <string>
#include <string_view>

namespace lockkeeper::lint {

/// Text on its way out, handed over in pieces: a report of any length takes little memory.
class Writer
{
public:
    using Sink = std::function<void(std::string_view)>;

    explicit Writer(Sink sink) : m_sink(std::move(sink)) {}
    ~Writer() { flush(); }
    Writer(const Writer &) = delete;
    Writer &operator=(const Writer &) = delete;

    Writer &operator<<(std::string_view text)
    {
        m_buffer += text;
        if (m_buffer.size() > enough)
            flush();
        return *this;
    }
    Writer &operator<<(char letter) { return *this << std::string_view(&letter, 1); }
    Writer &operator<<(std::int64_t number);
    Writer &operator<<(int number) { return *this << std::int64_t(number); }
    void flush();

private:
    static constexpr std::size_t enough = 64UL * 1024;

    Sink m_sink;
    std::string m_buffer;
};

} // namespace lockkeeper::lint
