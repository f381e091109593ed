# SPDX-FileCopyrightText: 2026 Lockkeeper contributors
# SPDX-License-Identifier: GPL-3.0-or-later
#
# What the compiler doesn't keep: who may include whom, where an engine's SQL may be, how long a file may be; and on
# the built programs, that no window library is in them.
# cmake -DSOURCE=… -DPROGRAMS=…;… -P wall.cmake
cmake_minimum_required(VERSION 3.25)

set(offences "")

macro(offend text)
    string(APPEND offences "  ${text}\n")
endmacro()

# Sources below the folders, as paths from the top.
function(sources result)
    set(found "")
    foreach(folder IN LISTS ARGN)
        file(GLOB_RECURSE files RELATIVE "${SOURCE}" "${SOURCE}/${folder}/*.cpp" "${SOURCE}/${folder}/*.h")
        list(APPEND found ${files})
    endforeach()
    list(SORT found)
    set(${result} "${found}" PARENT_SCOPE)
endfunction()

function(code_of path result)
    file(READ "${SOURCE}/${path}" text)
    string(REGEX REPLACE "(^|\n)[ \t]*//[^\n]*" "\\1" text "${text}")
    string(REGEX REPLACE "[ \t]//[^\n]*" "" text "${text}")
    set(${result} "${text}" PARENT_SCOPE)
endfunction()

# No source below the folders but those whose path matches `except` has code that matches the expression.
macro(forbid rule expression except)
    sources(files ${ARGN})
    foreach(file IN LISTS files)
        if(NOT "${except}" STREQUAL "" AND file MATCHES "${except}")
            continue()
        endif()
        code_of("${file}" code)
        if(code MATCHES "${expression}")
            offend("${rule}: ${file} has '${CMAKE_MATCH_0}'")
        endif()
    endforeach()
endmacro()

# --- who includes whom -------------------------------------------------------------------------------------------
set(window_headers "#include *[<\"](QtGui|QtWidgets|QtCharts|QtSvg|QtPrintSupport|QWidget|QApplication|QGuiApplication)")
forbid("no windows in core" "${window_headers}" "" core)
forbid("core knows neither ui nor app" "#include *[<\"](ui|app|tests)/[^\">]*" "" core)
forbid("ui doesn't know app" "#include *[<\"](app|tests)/[^\">]*" "" ui)
forbid("no windows in lockkeeperctl" "${window_headers}" "" app/ctl app/demo)
forbid("sql knows base only" "#include *[<\"]core/(lint|engine|plan|classify|recipes|ledger|backfill|verify|monitor|workflow)/[^\">]*" "" core/sql)
forbid("lint knows sql only" "#include *[<\"]core/(engine|plan|classify|recipes|ledger|backfill|verify|monitor|workflow)/[^\">]*" "" core/lint)
forbid("classify knows lint and plan only" "#include *[<\"]core/(engine|recipes|ledger|backfill|verify|monitor|workflow|connections)/[^\">]*" "" core/classify)
forbid("engine knows lint's values only"
       "#include *[<\"]core/lint/(effects|rule|reports|document|fix|linter|script|settings|suppressions)[^\">]*" "" core/engine)
forbid("connections know engine only"
       "#include *[<\"]core/(lint|sql|plan|ledger|backfill|verify|monitor|workflow)/[^\">]*" "" core/connections)
forbid("what is below connections doesn't know them" "#include *[<\"]core/connections/[^\">]*" "" core/base core/sql core/lint core/engine)
forbid("what is below recipes doesn't know them, and what runs plans needn't"
       "#include *[<\"]core/recipes/[^\">]*" "" core/base core/sql core/lint core/engine core/plan core/ledger core/backfill core/verify
       core/monitor core/workflow core/connections)
forbid("recipes know engine, lint and plan"
       "#include *[<\"]core/(ledger|backfill|verify|monitor|workflow|connections)/[^\">]*" "" core/recipes)
forbid("libpg_query is one parser's own" "pg_query" "^core/sql/postgres/" core ui app)
forbid("sentences are made by front ends" "#include *[<\"]core/text/[^\">]*" "^core/text/" core)
forbid("engines are known by engines.cpp" "#include *[<\"]core/engine/(postgres|sqlite|mysql)/[^\">]*"
       "^core/engine/(postgres|sqlite|mysql)/|^core/engine/engines\\.cpp$" core ui app)
forbid("engines don't know each other" "#include *[<\"]core/engine/(postgres|mysql)/[^\">]*" "" core/engine/sqlite)
forbid("engines don't know each other" "#include *[<\"]core/engine/(sqlite|mysql)/[^\">]*" "" core/engine/postgres)
forbid("engines don't know each other" "#include *[<\"]core/engine/(sqlite|postgres)/[^\">]*" "" core/engine/mysql)

# --- where an engine may be named, and where its SQL may be ------------------------------------------------------------
forbid("only engines know engines" "[Pp]ostgres|[Ss][Qq][Ll]ite|[Mm]y[Ss][Qq][Ll]|[Mm]aria[Dd][Bb]|pqxx" ""
       core/workflow core/backfill core/verify core/ledger core/monitor core/recipes core/base)
forbid("PostgreSQL's SQL" "pg_(catalog|class|proc|stat|trigger|index|is_|get_|cancel|terminate|try)[a-z_]*|plpgsql|regclass"
       "^core/(engine/postgres|lint|sql)/" core ui app/ctl)
forbid("MySQL's SQL" "performance_schema|INNODB_[A-Z]+|FORCE INDEX|SHOW (GLOBAL|SESSION|CREATE|GRANTS|REPLICA)"
       "^core/(engine/mysql|lint|sql)/" core ui app/ctl)
forbid("an engine's SQL" "information_schema" "^core/(engine/postgres|engine/mysql|lint|sql)/" core ui app/ctl)
forbid("SQLite's SQL" "sqlite_master|sqlite_schema|pragma_[a-z]+|PRAGMA [a-z]+|julianday|query_only"
       "^core/(engine/sqlite|lint|sql)/" core ui app/ctl)

# --- sizes and heads ---------------------------------------------------------------------------------------------
sources(files core ui app tests)
foreach(file IN LISTS files)
    file(READ "${SOURCE}/${file}" text)
    string(REGEX MATCHALL "\n" breaks "${text}")
    list(LENGTH breaks lines)
    if(lines GREATER 500)
        offend("files are short: ${file} has ${lines} lines, 500 are allowed")
    endif()
    if(NOT text MATCHES "^// SPDX-FileCopyrightText: [^\n]+\n// SPDX-License-Identifier: GPL-3.0-or-later\n")
        offend("files say their licence: ${file}")
    endif()
    if(file MATCHES "\\.h$" AND NOT text MATCHES "\n#pragma once\n")
        offend("headers are read once: ${file}")
    endif()
endforeach()

# --- the built programs ------------------------------------------------------------------------------------------
foreach(program IN LISTS PROGRAMS)
    execute_process(COMMAND ldd "${program}" OUTPUT_VARIABLE libraries ERROR_VARIABLE libraries RESULT_VARIABLE failed)
    if(failed)
        offend("no windows in programs: ${program} can't be looked at: ${libraries}")
    elseif(libraries MATCHES "lib(Qt6(Gui|Widgets|Charts|Svg|PrintSupport)|qscintilla|KF6)[^ ]*")
        offend("no windows in programs: ${program} needs ${CMAKE_MATCH_0}")
    elseif(NOT libraries MATCHES "libQt6Core")
        offend("no windows in programs: ${program} doesn't look like one of ours")
    endif()
endforeach()

if(NOT offences STREQUAL "")
    message(FATAL_ERROR "Over the wall:\n${offences}")
endif()
list(LENGTH PROGRAMS programs)
list(LENGTH files count)
message(STATUS "The wall stands: ${count} sources, ${programs} programs")
