# SPDX-FileCopyrightText: 2026 Lockkeeper contributors
# SPDX-License-Identifier: GPL-3.0-or-later
#
# lockkeeper_config: how every target of ours is compiled. Link it PRIVATE.

option(LOCKKEEPER_WERROR "Treat warnings as errors" OFF)
set(LOCKKEEPER_SANITIZE "" CACHE STRING "Sanitizers: address,undefined or thread")

add_library(lockkeeper_config INTERFACE)

target_compile_features(lockkeeper_config INTERFACE cxx_std_23)
set(CMAKE_CXX_EXTENSIONS OFF)

target_compile_options(lockkeeper_config INTERFACE
    -Wall -Wextra -pedantic
    -Wno-missing-field-initializers # designated initializers name what they set on purpose
    -Wconversion -Wshadow
    -Wnon-virtual-dtor -Woverloaded-virtual -Wold-style-cast
    $<$<BOOL:${LOCKKEEPER_WERROR}>:-Werror>
)

target_compile_definitions(lockkeeper_config INTERFACE
    # Every conversion between text and bytes is written down.
    QT_NO_CAST_FROM_ASCII
    QT_NO_CAST_TO_ASCII
    QT_NO_CAST_FROM_BYTEARRAY
    QT_NO_URL_CAST_FROM_STRING
    # A connection can't lose digits, and can't outlive what it captures.
    QT_NO_NARROWING_CONVERSIONS_IN_CONNECT
    QT_NO_CONTEXTLESS_CONNECT
    # Not QT_NO_KEYWORDS: QScintilla's headers use `signals` and `slots`.
    QT_NO_FOREACH
    QT_DISABLE_DEPRECATED_UP_TO=0x060800
    # File and line in log messages, in release builds too.
    QT_MESSAGELOGCONTEXT
    # Bounds checks in std containers: cheap beside a database round trip.
    _GLIBCXX_ASSERTIONS
)

if(LOCKKEEPER_SANITIZE)
    target_compile_options(lockkeeper_config INTERFACE
        -fsanitize=${LOCKKEEPER_SANITIZE} -fno-sanitize-recover=all
        # The instrumentation itself makes gcc guess wrong here.
        -Wno-error=maybe-uninitialized
    )
    target_link_options(lockkeeper_config INTERFACE -fsanitize=${LOCKKEEPER_SANITIZE})
endif()

find_program(CCACHE ccache)
mark_as_advanced(CCACHE)
if(CCACHE AND NOT CMAKE_CXX_COMPILER_LAUNCHER)
    set(CMAKE_CXX_COMPILER_LAUNCHER ${CCACHE})
    # Without it ccache can't cache what includes a precompiled header of gcc's.
    target_compile_options(lockkeeper_config INTERFACE $<$<CXX_COMPILER_ID:GNU>:-fpch-preprocess>)
endif()
