#!/usr/bin/env bash
# SPDX-FileCopyrightText: 2026 Lockkeeper contributors
# SPDX-License-Identifier: GPL-3.0-or-later
#
# Is this host itself the baseline? Exit code 0: build here. Otherwise prints the first thing that is missing.
set -euo pipefail

no() { printf '%s\n' "$*"; exit 1; }
at_least() { printf '%s\n%s\n' "$1" "$2" | sort -CV; } # at_least 14 14.2.0
module() { pkg-config --exists "$1" || no "$1"; }
header() {
    local folder
    for folder in /usr/include /usr/local/include /usr/include/qt6 /usr/include/"$(gcc -print-multiarch)"/qt6; do
        [[ -e $folder/$1 ]] && return
    done
    no "header $1"
}
cmake_package() { compgen -G "/usr/*/cmake/$1/*onfig.cmake" >/dev/null || compgen -G "/usr/*/*/cmake/$1/*onfig.cmake" >/dev/null || no "$1"; }

# PostgreSQL refuses to run as root; inside the private root nobody is root.
((EUID != 0)) || no 'an ordinary user'
for tool in g++ cmake ninja pkg-config python3; do
    command -v "$tool" >/dev/null || no "$tool"
done
at_least 14 "$(g++ -dumpfullversion -dumpversion)" || no 'g++ 14'
at_least 3.25 "$(cmake --version | sed -n '1s/[^0-9]*//p')" || no 'CMake 3.25'
at_least 6.8 "$(pkg-config --modversion Qt6Core 2>/dev/null || echo 0)" || no 'Qt 6.8'
at_least 7.10 "$(pkg-config --modversion libpqxx 2>/dev/null || echo 0)" || no 'libpqxx 7.10'
for name in Qt6Widgets Qt6Sql Qt6Charts Qt6Svg yaml-cpp; do module "$name"; done
for name in KF6SyntaxHighlighting Qt6Keychain CLI11; do cmake_package "$name"; done
header Qsci/qsciscintilla.h
header pg_query.h
