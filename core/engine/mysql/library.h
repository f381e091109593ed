// SPDX-FileCopyrightText: 2026 Lockkeeper contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstdint>

/// What we use of MariaDB Connector/C beside Qt's driver, which has loaded it: Qt gives no way to read a result row by
/// row, and no SQLSTATE. The functions have kept their names and types since MySQL 4.1
/// (https://mariadb.com/docs/connectors/mariadb-connector-c/api-functions), the field's layout since 5.0; it is the same
/// in Oracle's library.
extern "C" {
struct st_mysql;     // NOLINT(readability-identifier-naming): the library's name
struct st_mysql_res; // NOLINT(readability-identifier-naming)

struct MySqlField
{
    char *name;
    char *orgName;
    char *table;
    char *orgTable;
    char *database;
    char *catalog;
    char *defaultValue;
    unsigned long length;
    unsigned long maxLength;
    unsigned int nameLength;
    unsigned int orgNameLength;
    unsigned int tableLength;
    unsigned int orgTableLength;
    unsigned int databaseLength;
    unsigned int catalogLength;
    unsigned int defaultLength;
    unsigned int flags;
    unsigned int decimals;
    unsigned int charset;
    int type;
    void *extension;
};
}

namespace lockkeeper {

/// The library's functions, found where Qt's driver has loaded it. Stateless once made; thread-safe.
struct MySqlLibrary
{
    int (*realQuery)(st_mysql *handle, const char *text, unsigned long length);
    st_mysql_res *(*useResult)(st_mysql *handle);
    unsigned int (*fieldCount)(st_mysql *handle);
    unsigned int (*numFields)(st_mysql_res *result);
    MySqlField *(*fetchFieldDirect)(st_mysql_res *result, unsigned int column);
    char **(*fetchRow)(st_mysql_res *result);
    unsigned long *(*fetchLengths)(st_mysql_res *result);
    void (*freeResult)(st_mysql_res *result);
    int (*nextResult)(st_mysql *handle);
    std::uint64_t (*affectedRows)(st_mysql *handle);
    unsigned int (*errorNumber)(st_mysql *handle);
    const char *(*errorText)(st_mysql *handle);
    const char *(*sqlState)(st_mysql *handle);
    unsigned long (*threadId)(st_mysql *handle);

    /// Null: Qt's driver uses a library that we don't know. Call it with a connection open.
    static const MySqlLibrary *loaded();
};

} // namespace lockkeeper
