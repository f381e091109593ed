#!/usr/bin/env bash
# SPDX-FileCopyrightText: 2026 Lockkeeper contributors
# SPDX-License-Identifier: GPL-3.0-or-later
#
# A second root with the servers of servers.txt, only unpacked: they run with the libraries in there, next to ours.
# Prints its path, and makes it if it isn't there; with --if-there it makes nothing, and prints nothing if it is missing.
set -euo pipefail

here=$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)
cache=${XDG_CACHE_HOME:-$HOME/.cache}/lockkeeper
servers=$cache/servers-$(cat "$here/servers.txt" "$here/servers.sh" | sha256sum | cut -c1-16)

say() { printf 'servers: %s\n' "$*" >&2; }
die() { say "$@"; exit 1; }
finish() { touch -c "$servers" 2>/dev/null || true; printf '%s\n' "$servers"; exit 0; }

[[ -d $servers ]] && finish
[[ ${1:-} != --if-there ]] || exit 0

mkdir -p "$cache"
exec 9>"$cache/servers.lock"
flock 9
[[ -d $servers ]] && finish
rm -rf --one-file-system "$cache"/unpacking-*

# shellcheck source=packaging/devroot/tools.sh
. "$here/tools.sh"
need_tools
find_mirror

unpacking=$(mktemp -d "$cache/unpacking-XXXXXX")
{
    apt-config dump --no-empty --format '%f "%v";%n' Acquire::http Acquire::https Acquire::Check-Date Acquire::Retries
    # A mirror's copy of unstable is often days old.
    echo 'Acquire::Check-Valid-Until "false";'
} >"$unpacking/apt.conf"
options=(--quiet --variant=extract --aptopt="$unpacking/apt.conf"
    --include="$(sed -e 's/#.*//' "$here/servers.txt" | tr -s ' \n' ',' | sed -e 's/^,//; s/,$//')")

say "unpacking $servers (seconds, and half a GB)"
mkdir "$unpacking/root"
if ((EUID == 0)); then
    setpriv --pdeathsig TERM mmdebstrap "${options[@]}" unstable "$unpacking/root" "deb $mirror unstable main" >&2
else
    setpriv --pdeathsig TERM mmdebstrap --mode=unshare --format=tar "${options[@]}" \
        unstable - "deb $mirror unstable main" | tar -x --no-same-owner --exclude='./dev/*' -C "$unpacking/root"
fi
# Unpacked folders are as old as their packages, and what is old goes below.
touch "$unpacking/root"
mv -T "$unpacking/root" "$servers"
rm -rf "$unpacking"
find "$cache" -maxdepth 1 -name 'servers-*' -mtime +14 -exec rm -rf --one-file-system {} +
finish
