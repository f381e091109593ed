// SPDX-FileCopyrightText: 2026 Lockkeeper contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/lint/reports/writer.h"

#include <vector>

namespace lockkeeper::lint {

/// Writes one JSON document, piece by piece, without ever holding it. Bytes that aren't UTF-8 become U+FFFD.
class JsonWriter
{
public:
    explicit JsonWriter(Writer &out) : m_out(out) {}

    JsonWriter &beginObject() { return open('{'); }
    JsonWriter &endObject() { return close('}'); }
    JsonWriter &beginArray() { return open('['); }
    JsonWriter &endArray() { return close(']'); }
    JsonWriter &key(std::string_view name);
    /// Where the next member or element begins on a line of its own.
    JsonWriter &onNewLine();

    JsonWriter &value(std::string_view text);
    JsonWriter &value(const char *text) { return value(std::string_view(text)); }
    JsonWriter &value(std::int64_t number);
    JsonWriter &value(int number) { return value(std::int64_t(number)); }
    JsonWriter &value(bool truth) { return raw(truth ? "true" : "false"); }
    JsonWriter &null() { return raw("null"); }
    template<typename T>
    JsonWriter &member(std::string_view name, const T &content)
    {
        return key(name).value(content);
    }

private:
    JsonWriter &open(char bracket);
    JsonWriter &close(char bracket);
    JsonWriter &raw(std::string_view text);
    void separate();
    void writeString(std::string_view text);

    Writer &m_out;
    std::vector<bool> m_isFilled; // one for each open bracket
    bool m_isAfterKey = false;
    bool m_breaksLine = false;
};

} // namespace lockkeeper::lint
