# SPDX-FileCopyrightText: 2026 Lockkeeper contributors
# SPDX-License-Identifier: GPL-3.0-or-later
#
# libpg_query ships no CMake package. Makes PgQuery::PgQuery. The version is that of PostgreSQL's grammar.
# The static library comes first: it costs no relocations at start, and keeps PostgreSQL's many global names (palloc,
# elog …) to the programs that use them.

find_path(PgQuery_INCLUDE_DIR pg_query.h)
find_path(PgQuery_INTERNAL_INCLUDE_DIR pg_query_internal.h PATH_SUFFIXES pg_query)
find_library(PgQuery_LIBRARY NAMES libpg_query.a pg_query)

if(PgQuery_INCLUDE_DIR)
    file(STRINGS "${PgQuery_INCLUDE_DIR}/pg_query.h" PgQuery_VERSION REGEX "define PG_MAJORVERSION ")
    string(REGEX REPLACE ".*\"([0-9]+).*" "\\1" PgQuery_VERSION "${PgQuery_VERSION}")
endif()

include(FindPackageHandleStandardArgs)
find_package_handle_standard_args(PgQuery
    REQUIRED_VARS PgQuery_LIBRARY PgQuery_INCLUDE_DIR PgQuery_INTERNAL_INCLUDE_DIR
    VERSION_VAR PgQuery_VERSION
)
mark_as_advanced(PgQuery_INCLUDE_DIR PgQuery_INTERNAL_INCLUDE_DIR PgQuery_LIBRARY)

if(PgQuery_FOUND AND NOT TARGET PgQuery::PgQuery)
    add_library(PgQuery::PgQuery UNKNOWN IMPORTED)
    set_target_properties(PgQuery::PgQuery PROPERTIES
        IMPORTED_LOCATION "${PgQuery_LIBRARY}"
        INTERFACE_INCLUDE_DIRECTORIES
        "${PgQuery_INCLUDE_DIR};${PgQuery_INTERNAL_INCLUDE_DIR};${PgQuery_INTERNAL_INCLUDE_DIR}/postgres"
    )
endif()
