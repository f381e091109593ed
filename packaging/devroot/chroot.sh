#!/usr/bin/env bash
# SPDX-FileCopyrightText: 2026 Lockkeeper contributors
# SPDX-License-Identifier: GPL-3.0-or-later
#
# The inner half of enter.sh where bwrap has no user namespaces: runs as root and as process 1 of a new mount and
# process namespace, builds the same view with bind mounts, and starts the program as user 1000.
set -euo pipefail
root=$1 tmp=$2 home=$3 directory=$4
shift 4
new=$tmp/new

mount --make-rprivate /
mount -t tmpfs tmpfs "$new"
bind() { # host path, path inside, options…
    if [[ -d $1 ]]; then mkdir -p "$new$2"; else mkdir -p "$new$(dirname "$2")" && touch "$new$2"; fi 2>/dev/null || true
    mount --rbind "$1" "$new$2"
    [[ ${3:-} != ro ]] || mount -o remount,bind,ro "$new$2"
}
for entry in bin etc lib lib32 lib64 libx32 sbin usr var; do
    if [[ -L $root/$entry ]]; then
        cp -P "$root/$entry" "$new/$entry"
    elif [[ -d $root/$entry ]]; then
        bind "$root/$entry" "/$entry" ro
    fi
done
mkdir -p "$new"/{proc,run/user/1000}
mount -t proc proc "$new/proc"
bind /dev /dev
bind "$tmp/tmp" /tmp
bind "$tmp/tmp" /var/tmp
mount -t tmpfs tmpfs "$new/run"
mkdir -p "$new/run/user/1000"
chown 1000:1000 "$new/run/user/1000"
chmod 700 "$new/run/user/1000"
bind "$home" /home/lk

count=$1
shift
for ((i = 0; i < count; i += 2)); do
    bind "$1" "$2" ro
    shift 2
done
count=$1
shift
for ((i = 0; i < count; i++)); do
    bind "$1" "$1"
    shift
done

# PostgreSQL refuses user 0, and the checkout may belong to it: so user 1000, but with leave to write everywhere.
# Not exec: process 1 ignores signals that it doesn't handle, so the program must be another one.
trap : INT TERM HUP
chroot "$new" setpriv --reuid 1000 --regid 1000 --clear-groups \
    --inh-caps=-all,+dac_override,+fowner --ambient-caps=-all,+dac_override,+fowner \
    --bounding-set=-all,+dac_override,+fowner \
    env --chdir="$directory" "$@" <&0 &
program=$!
code=0
wait "$program" || code=$?
while kill -0 "$program" 2>/dev/null; do
    code=0
    wait "$program" || code=$?
done
exit "$code"
