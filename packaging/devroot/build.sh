#!/usr/bin/env bash
# SPDX-FileCopyrightText: 2026 Lockkeeper contributors
# SPDX-License-Identifier: GPL-3.0-or-later
#
# Makes the private Debian 13 root if it isn't there yet, and prints its path.
# Nothing on the host changes but the cache folder (and, as root, the two packages that are needed to do it).
set -euo pipefail

here=$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)
packages=${LOCKKEEPER_ROOT_PACKAGES:-$here/packages.txt}
cache=${XDG_CACHE_HOME:-$HOME/.cache}/lockkeeper
root=$cache/root-$(cat "$packages" "$here/build.sh" | sha256sum | cut -c1-16)

say() { printf 'devroot: %s\n' "$*" >&2; }
die() { say "$@"; exit 1; }

finish() {
    # The time stamp tells later builds which roots are still in use.
    touch "$root" 2>/dev/null || true
    printf '%s\n' "$root"
    exit 0
}

[[ -d $root ]] && finish

mkdir -p "$cache"
# Held until this script and everything it starts has ended: a survivor of a killed build keeps the next one waiting.
exec 9>"$cache/build.lock"
flock -n 9 || { say 'another call is building the root; waiting for it'; flock 9; }
[[ -d $root ]] && finish

# --one-file-system: a killed build may have left a mounted /proc or /dev behind.
rm -rf --one-file-system "$cache"/building-*

# shellcheck source=packaging/devroot/tools.sh
. "$here/tools.sh"
need_tools
find_mirror

# --- the root ----------------------------------------------------------------------------------------------------
building=$(mktemp -d "$cache/building-XXXXXX")
# Proxies and the settings that make a mirror with an old date acceptable hold for the root as well.
apt-config dump --no-empty --format '%f "%v";%n' Acquire::http Acquire::https \
    Acquire::Check-Valid-Until Acquire::Check-Date Acquire::Retries >"$building/apt.conf"

options=(
    --variant=minbase
    --include="$(sed -e 's/#.*//' "$packages" | tr -s ' \n' ',' | sed -e 's/^,//; s/,$//')"
    --aptopt="$building/apt.conf"
    # An interrupted root is thrown away, so there is nothing to sync for.
    --dpkgopt=force-unsafe-io
    --dpkgopt='path-exclude=/usr/share/man/*'
    --dpkgopt='path-exclude=/usr/share/doc/*'
    --dpkgopt='path-include=/usr/share/doc/*/copyright'
    # Tests make their own clusters; the packaged one would only cost time and room.
    --essential-hook='mkdir -p "$1/etc/postgresql-common"'
    --essential-hook='echo "create_main_cluster = false" >"$1/etc/postgresql-common/createcluster.conf"'
    # postgres and mariadbd refuse root, and look their user up by name.
    --customize-hook='echo "lk:x:1000:1000:Lockkeeper:/home/lk:/bin/bash" >>"$1/etc/passwd"'
    --customize-hook='echo "lk:x:1000:" >>"$1/etc/group"'
    # enter.sh binds the host's own onto them, and a mount point must exist.
    --customize-hook='rm -f "$1/etc/resolv.conf"; touch "$1/etc/resolv.conf" "$1/etc/hosts"'
    --skip=cleanup/tmp
)

say "building $root (about a minute and 2 GB)"
started=$SECONDS
# setpriv: killing this script, even with SIGKILL, ends mmdebstrap too.
make_root() { setpriv --pdeathsig TERM mmdebstrap --quiet "${options[@]}" trixie "$1" "deb $mirror trixie main" >&2; }
if ((EUID == 0)); then
    make_root "$building/root"
else
    # Unpacked as ourselves, every file is ours: no subordinate uid is needed to enter the root or to delete it.
    mkdir "$building/root"
    setpriv --pdeathsig TERM mmdebstrap --quiet --mode=unshare --format=tar "${options[@]}" \
        trixie - "deb $mirror trixie main" |
        tar -x --no-same-owner --exclude='./dev/*' -C "$building/root"
fi
mv -T "$building/root" "$root"
rm -rf "$building"
say "done in $((SECONDS - started)) s"

# Roots of older package lists, once nobody has entered them for two weeks.
find "$cache" -maxdepth 1 -name 'root-*' -mtime +14 -exec rm -rf --one-file-system {} +
finish
