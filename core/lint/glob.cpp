// SPDX-FileCopyrightText: 2026 Lockkeeper contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/lint/settings.h"

#include <algorithm>

namespace lockkeeper::lint {

namespace {

/// How far each state of the pattern got: linear in both lengths for any pattern, unlike trying and going back.
class Matcher
{
public:
    explicit Matcher(std::string_view glob)
    {
        for (std::size_t at = 0; at < glob.size(); ++at) {
            if (glob.substr(at).starts_with("**")) {
                // "**/" is no folder, too.
                at += glob.substr(at).starts_with("**/") ? 2 : 1;
                m_parts.push_back({.kind = Part::AnyPath});
            } else if (glob[at] == '*') {
                m_parts.push_back({.kind = Part::AnyName});
            } else {
                m_parts.push_back(
                    {.kind = glob[at] == '?' ? Part::AnyLetter : Part::Letter, .letter = glob[at]});
            }
        }
    }

    bool matches(std::string_view path) const
    {
        std::vector<bool> states(m_parts.size() + 1);
        states[0] = true;
        skipEmpty(states);
        for (const char letter : path) {
            // A folder that matches holds what is below it.
            if (letter == '/' && states.back())
                return true;
            states = after(states, letter);
        }
        return states.back();
    }

private:
    struct Part
    {
        enum Kind : unsigned char { Letter, AnyLetter, AnyName, AnyPath } kind = Letter;
        char letter = 0;

        bool repeats() const { return kind == AnyName || kind == AnyPath; }
        bool takes(char wanted) const
        {
            return kind == AnyPath || (kind == Letter ? letter == wanted : wanted != '/');
        }
    };

    void skipEmpty(std::vector<bool> &states) const
    {
        for (std::size_t i = 0; i < m_parts.size(); ++i) {
            if (states[i] && m_parts[i].repeats())
                states[i + 1] = true;
        }
    }

    std::vector<bool> after(const std::vector<bool> &states, char letter) const
    {
        std::vector<bool> next(states.size());
        for (std::size_t i = 0; i < m_parts.size(); ++i) {
            if (states[i] && m_parts[i].takes(letter))
                next[m_parts[i].repeats() ? i : i + 1] = true;
        }
        skipEmpty(next);
        return next;
    }

    std::vector<Part> m_parts;
};

} // namespace

bool globMatches(std::string_view glob, std::string_view path)
{
    if (glob.ends_with('/'))
        glob.remove_suffix(1);
    if (glob.starts_with("./"))
        glob.remove_prefix(2);
    if (glob.contains('/'))
        return Matcher(glob.starts_with('/') ? glob.substr(1) : glob).matches(path);
    // Any folder or file of that name.
    const Matcher matcher(glob);
    for (std::size_t begin = 0; begin <= path.size();) {
        const std::size_t end = std::min(path.find('/', begin), path.size());
        if (matcher.matches(path.substr(begin, end - begin)))
            return true;
        begin = end + 1;
    }
    return false;
}

} // namespace lockkeeper::lint
