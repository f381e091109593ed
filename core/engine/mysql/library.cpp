// SPDX-FileCopyrightText: 2026 Lockkeeper contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/engine/mysql/library.h"

#include <array>
#include <optional>

#include <dlfcn.h>

namespace lockkeeper {

namespace {

/// Never loads one: another library's functions must not touch the structures of the driver's.
void *loadedLibrary()
{
    constexpr auto names = std::to_array(
        {"libmariadb.so.3", "libmysqlclient.so.24", "libmysqlclient.so.23", "libmysqlclient.so.21"});
    for (const char *name : names) {
        if (void *library = dlopen(name, RTLD_NOW | RTLD_NOLOAD))
            return library;
    }
    return nullptr;
}

template<typename Function>
bool find(void *library, const char *name, Function &function)
{
    function = reinterpret_cast<Function>(dlsym(library, name));
    return function != nullptr;
}

std::optional<MySqlLibrary> resolved()
{
    void *library = loadedLibrary();
    if (!library)
        return std::nullopt;
    MySqlLibrary all{};
    const bool complete =
        find(library, "mysql_real_query", all.realQuery) && find(library, "mysql_use_result", all.useResult)
        && find(library, "mysql_field_count", all.fieldCount)
        && find(library, "mysql_num_fields", all.numFields)
        && find(library, "mysql_fetch_field_direct", all.fetchFieldDirect)
        && find(library, "mysql_fetch_row", all.fetchRow)
        && find(library, "mysql_fetch_lengths", all.fetchLengths)
        && find(library, "mysql_free_result", all.freeResult)
        && find(library, "mysql_next_result", all.nextResult)
        && find(library, "mysql_affected_rows", all.affectedRows)
        && find(library, "mysql_errno", all.errorNumber) && find(library, "mysql_error", all.errorText)
        && find(library, "mysql_sqlstate", all.sqlState) && find(library, "mysql_thread_id", all.threadId);
    return complete ? std::optional(all) : std::nullopt;
}

} // namespace

const MySqlLibrary *MySqlLibrary::loaded()
{
    static const std::optional<MySqlLibrary> library = resolved();
    return library ? &*library : nullptr;
}

} // namespace lockkeeper
