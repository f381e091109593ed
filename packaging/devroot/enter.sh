#!/usr/bin/env bash
# SPDX-FileCopyrightText: 2026 Lockkeeper contributors
# SPDX-License-Identifier: GPL-3.0-or-later
#
# enter.sh PROGRAM [args…]: runs PROGRAM inside the private root, as user lk (1000), in the current directory.
# The checkout keeps its own path. Signals reach the program, and its exit code is ours.
# LOCKKEEPER_BIND=dir[:dir…] makes more of the host's folders visible, at their own paths.
# LOCKKEEPER_ENTER=bwrap|chroot chooses the way in instead of finding out which one works.
set -euo pipefail

here=$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)
checkout=$(cd "$here/../.." && pwd -P)
cache=${XDG_CACHE_HOME:-$HOME/.cache}/lockkeeper
root=$("$here/build.sh")

say() { printf 'devroot: %s\n' "$*" >&2; }
die() { say "$@"; exit 1; }

# --- a /tmp of our own -------------------------------------------------------------------------------------------
# On disk, because databases live there. Each call holds a lock on its folder, so that the next call can tell a
# folder in use from one that a killed call left behind.
mkdir -p "$cache/tmp" "$cache/home"
exec {guard}>"$cache/tmp.lock"
flock "$guard"
for stale in "$cache"/tmp/*/; do
    [[ -d $stale ]] || continue
    (flock -n 8 && rm -rf --one-file-system "$stale") 8<"$stale" || true
done
tmp=$(mktemp -d "$cache/tmp/XXXXXX")
exec {hold}<"$tmp"
flock "$hold"
exec {guard}>&-
mkdir "$tmp/tmp"
chmod 1777 "$tmp/tmp"

owner=$(stat -c %u:%g "$checkout")
adopt=()
leave() {
    rm -rf --one-file-system "$tmp"
    # chroot only: what the program wrote goes to the checkout's owner.
    [[ -z ${adopt[*]} ]] || chown -R -h --from=1000:1000 "$owner" "${adopt[@]}"
}
trap leave EXIT

# --- what is visible inside --------------------------------------------------------------------------------------
binds=("$checkout")
# A git worktree keeps its history elsewhere.
if git_dir=$(git -C "$checkout" rev-parse --path-format=absolute --git-common-dir 2>/dev/null); then
    [[ $git_dir == "$checkout"/* ]] || binds+=("$git_dir")
fi
IFS=: read -r -a more <<<"${LOCKKEEPER_BIND:-}"
for dir in "${more[@]}"; do
    binds+=("$(cd "$dir" && pwd -P)")
done

directory=$checkout
for bind in "${binds[@]}"; do
    [[ $(pwd -P)/ != "$bind"/* ]] || directory=$(pwd -P)
    # Nothing can make a mount point in the read-only root later.
    [[ ! -d $root/$(cut -d/ -f2 <<<"$bind") ]] || mkdir -p "$root$bind"
done

# The rest of the host's environment stays outside: a test must not depend on it.
environment=(HOME=/home/lk USER=lk LOGNAME=lk SHELL=/bin/bash LANG=C.UTF-8 TZ="${TZ:-UTC}"
    PATH=/usr/local/bin:/usr/bin:/bin:/usr/sbin:/sbin XDG_RUNTIME_DIR=/run/user/1000 LOCKKEEPER_INSIDE=1)
pass='CI|NO_COLOR|TERM|COLORTERM|CLICOLOR_FORCE|LOCKKEEPER_.*|QT_.*|QTEST_.*|CTEST_.*|CMAKE_.*|NINJA_STATUS|SOURCE_DATE_EPOCH'
while IFS= read -r name; do
    [[ ! $name =~ ^($pass)$ || $name == LOCKKEEPER_INSIDE ]] || environment+=("$name=${!name}")
done < <(compgen -e)
# git must not object to a checkout whose owner has another number inside.
environment+=(GIT_CONFIG_COUNT=1 GIT_CONFIG_KEY_0=safe.directory GIT_CONFIG_VALUE_0='*')

files=() # pairs: the host's path, the path inside
bind_file() { [[ ! -e $1 ]] || files+=("$(realpath "$1")" "$2"); }
bind_file /etc/resolv.conf /etc/resolv.conf
bind_file /etc/hosts /etc/hosts
if servers=$("$here/servers.sh" --if-there) && [[ $servers ]]; then
    files+=("$servers" /opt/servers)
    environment+=(LOCKKEEPER_SERVERS=/opt/servers)
fi
if [[ ${DISPLAY:-} ]]; then
    environment+=("DISPLAY=$DISPLAY")
    bind_file /tmp/.X11-unix /tmp/.X11-unix
    if [[ -r ${XAUTHORITY:-$HOME/.Xauthority} ]]; then
        environment+=(XAUTHORITY=/run/xauthority)
        bind_file "${XAUTHORITY:-$HOME/.Xauthority}" /run/xauthority
    fi
fi
if [[ ${WAYLAND_DISPLAY:-} && -S ${XDG_RUNTIME_DIR:-}/$WAYLAND_DISPLAY ]]; then
    environment+=("WAYLAND_DISPLAY=$WAYLAND_DISPLAY")
    bind_file "$XDG_RUNTIME_DIR/$WAYLAND_DISPLAY" "/run/user/1000/$WAYLAND_DISPLAY"
fi

# --- the way in: bubblewrap, which needs user namespaces ---------------------------------------------------------
isolation=(--unshare-user --uid 1000 --gid 1000 --unshare-pid --die-with-parent)
bwrap_works() { bwrap "${isolation[@]}" --ro-bind "$root" / --proc /proc --dev /dev /bin/true 2>"$tmp/why-not-bwrap"; }

by_bwrap() {
    local entry i
    inside=(bwrap "${isolation[@]}" --tmpfs /)
    for entry in bin etc lib lib32 lib64 libx32 sbin usr var; do
        if [[ -L $root/$entry ]]; then
            inside+=(--symlink "$(readlink "$root/$entry")" "/$entry")
        elif [[ -d $root/$entry ]]; then
            inside+=(--ro-bind "$root/$entry" "/$entry")
        fi
    done
    inside+=(--proc /proc --dev /dev --bind "$tmp/tmp" /tmp --bind "$tmp/tmp" /var/tmp --tmpfs /run
        --dir /run/user --perms 0700 --dir /run/user/1000 --bind "$cache/home" /home/lk)
    for ((i = 0; i < ${#files[@]}; i += 2)); do
        inside+=(--ro-bind "${files[i]}" "${files[i + 1]}")
    done
    for i in "${binds[@]}"; do
        inside+=(--bind "$i" "$i")
    done
    # Without a terminal nothing is lost by a session of its own; with one, Ctrl+C and job control need the old one.
    [[ -t 0 ]] || inside+=(--new-session)
    inside+=(--chdir "$directory" --)
}

# --- the other way in: chroot in a mount namespace, which needs root ---------------------------------------------
chroot_works() { ((EUID == 0)) && unshare --mount --pid --fork true 2>"$tmp/why-not-chroot"; }

by_chroot() {
    adopt=("$checkout/build" "$cache/home" "${binds[@]}")
    mkdir -p "$tmp/new" "$checkout/build"
    chown 1000:1000 "$cache/home"
    inside=(unshare --mount --pid --fork --kill-child=KILL bash "$here/chroot.sh"
        "$root" "$tmp" "$cache/home" "$directory" "${#files[@]}" "${files[@]}" "${#binds[@]}" "${binds[@]}")
}

case ${LOCKKEEPER_ENTER:-} in
    bwrap) by_bwrap ;;
    chroot) by_chroot ;;
    *)
        if bwrap_works; then
            by_bwrap
        elif chroot_works; then
            by_chroot
        else
            say 'cannot enter the private Debian 13 root, because this host allows neither'
            say "- user namespaces for bwrap: $(<"$tmp/why-not-bwrap")"
            ((EUID == 0)) && say "- mount namespaces (CAP_SYS_ADMIN) for chroot: $(<"$tmp/why-not-chroot")"
            ((EUID == 0)) || say '- chroot, which only root may do'
            die 'Allow unprivileged user namespaces, or start the container with CAP_SYS_ADMIN, or use a Debian 13 host.'
        fi
        ;;
esac

# --- run ---------------------------------------------------------------------------------------------------------
# The wrapper ignores signals and the program inside gets them back: so it is the program that decides when to end,
# not the wrapper, whose end would kill everything inside at once.
(
    trap '' INT TERM HUP
    exec env -i "${environment[@]}" "${inside[@]}" env --default-signal=INT,TERM,HUP,QUIT "$@"
) <&0 &
wrapper=$!

first_child() { cut -d' ' -f1 "/proc/$1/task/$1/children" 2>/dev/null || true; }

interrupted=0
forward() {
    interrupted=1
    local init program
    # wrapper → the namespace's init → the program, then whatever was orphaned
    init=$(first_child "$wrapper")
    program=$(first_child "${init:-none}")
    [[ -z $program ]] || kill "-$1" "$program" 2>/dev/null || true
}
trap 'forward TERM' TERM
trap 'forward HUP' HUP
# A terminal sends Ctrl+C to the program itself: once is enough.
if [[ -t 0 ]]; then trap 'interrupted=1' INT; else trap 'forward INT' INT; fi

while :; do
    code=0
    wait "$wrapper" || code=$?
    ((interrupted)) || break
    interrupted=0
done
exit "$code"
