// SPDX-FileCopyrightText: 2026 Lockkeeper contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

// Only for .cpp files of this folder, behind every other header: PostgreSQL's headers redefine printf and friends.
#include <cstdint>
#include <cstdlib>
#include <string>
#include <string_view>
#include <vector>

extern "C" {
#include <pg_query.h>

#include <postgres.h>

#include <nodes/nodeFuncs.h>
#include <nodes/parsenodes.h>

#include <pg_query_internal.h>
}

namespace lockkeeper::sql::postgres {

/// The elements of one of PostgreSQL's lists, as what the grammar says they are. Null elements are left out.
template<typename T>
class Each
{
public:
    explicit Each(const List *list) : m_begin(list ? list->elements : nullptr), m_end(m_begin)
    {
        if (list)
            m_end += list->length;
    }
    class Iterator
    {
    public:
        Iterator(const ListCell *at, const ListCell *end) : m_at(at), m_end(end) { skip(); }
        const T &operator*() const { return *static_cast<const T *>(m_at->ptr_value); }
        Iterator &operator++()
        {
            ++m_at;
            skip();
            return *this;
        }
        bool operator!=(const Iterator &other) const { return m_at != other.m_at; }

    private:
        void skip()
        {
            while (m_at != m_end && !m_at->ptr_value)
                ++m_at;
        }
        const ListCell *m_at;
        const ListCell *m_end;
    };
    Iterator begin() const { return {m_begin, m_end}; }
    Iterator end() const { return {m_end, m_end}; }

private:
    const ListCell *m_begin;
    const ListCell *m_end;
};

template<typename T>
Each<T> each(const List *list)
{
    return Each<T>(list);
}

inline int lengthOf(const List *list) { return list ? list->length : 0; }

/// Only behind a look at the node's tag.
template<typename T>
const T &to(const void *node)
{
    return *static_cast<const T *>(node);
}

/// Null when @p node is null or something else.
template<typename T>
const T *as(const void *node, NodeTag tag)
{
    return node && nodeTag(node) == tag ? static_cast<const T *>(node) : nullptr;
}

inline std::string textOf(const char *text) { return text ? std::string(text) : std::string(); }

} // namespace lockkeeper::sql::postgres
