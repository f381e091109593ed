// SPDX-FileCopyrightText: 2026 Lockkeeper contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/sql/lexer.h"

namespace lockkeeper::reading {

/// Whether the statement being read is COPY … FROM stdin.
class CopyWatch
{
public:
    void read(std::string_view word, bool isFirst)
    {
        if (isFirst)
            m_state = isKeyword(word, "copy") ? State::Copy : State::Other;
        else if (m_state == State::Copy && isKeyword(word, "from"))
            m_state = State::From;
        else if (m_state == State::From)
            m_state = isKeyword(word, "stdin") ? State::Stdin : State::Copy;
    }
    bool readsData() const { return m_state == State::Stdin; }

private:
    enum class State : unsigned char { Other, Copy, From, Stdin };
    State m_state = State::Other;
};

} // namespace lockkeeper::reading
