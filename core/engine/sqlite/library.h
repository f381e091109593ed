// SPDX-FileCopyrightText: 2026 Lockkeeper contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

/// What we use of SQLite's C interface beside Qt's driver; stable since 3.8 (https://sqlite.org/c3ref/intro.html).
extern "C" {
struct sqlite3;
int sqlite3_busy_handler(sqlite3 *handle, int (*callback)(void *, int), void *context);
void sqlite3_progress_handler(sqlite3 *handle, int instructions, int (*callback)(void *), void *context);
int sqlite3_get_autocommit(sqlite3 *handle);
int sqlite3_db_readonly(sqlite3 *handle, const char *schema);
int sqlite3_table_column_metadata(sqlite3 *handle, const char *schema, const char *table, const char *column,
                                  const char **type, const char **collation, int *notNull, int *primaryKey,
                                  int *autoIncrement);
int sqlite3_libversion_number(void);
const char *sqlite3_sourceid(void);
}
