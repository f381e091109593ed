# shellcheck shell=bash
# SPDX-FileCopyrightText: 2026 Lockkeeper contributors
# SPDX-License-Identifier: GPL-3.0-or-later
#
# For sourcing by what unpacks Debian; the caller has say() and die(). Sets `mirror`, the host's own.

need_tools() { # as root missing packages are installed, otherwise they are named
    local missing=() as_root=$((EUID == 0))
    command -v mmdebstrap >/dev/null || missing+=(mmdebstrap)
    command -v bwrap >/dev/null || missing+=(bubblewrap)
    [[ -e /usr/share/keyrings/debian-archive-keyring.gpg ]] || missing+=(debian-archive-keyring)
    ((as_root)) || command -v newuidmap >/dev/null || missing+=(uidmap)
    command -v apt-get >/dev/null || die "apt is missing; install by hand: ${missing[*]:-apt}"

    if ! compgen -G '/var/lib/apt/lists/*_Packages*' >/dev/null; then
        ((as_root)) || die 'no package lists; run: sudo apt-get update'
        say 'apt-get update'
        apt-get update -qq >&2
    fi
    if ((${#missing[@]})); then
        ((as_root)) || die "run: sudo apt-get install ${missing[*]}"
        say "installing ${missing[*]}"
        DEBIAN_FRONTEND=noninteractive apt-get install -y -qq -o DPkg::Lock::Timeout=300 --no-install-recommends "${missing[@]}" >/dev/null
    fi
    ((as_root)) || grep -qs -e "^$(id -un):" -e "^$EUID:" /etc/subuid ||
        die "run: sudo usermod --add-subuids 100000-165535 --add-subgids 100000-165535 $(id -un)"
}

find_mirror() {
    mirror=${LOCKKEEPER_DEBIAN_MIRROR:-}
    [[ $mirror ]] || mirror=$(apt-get indextargets --format '$(REPO_URI)' \
        'Created-By: Packages' 'Origin: Debian' 'Label: Debian' 'Component: main' | sed -n 1p)
    [[ $mirror ]] || die "this host's apt has no Debian mirror; set LOCKKEEPER_DEBIAN_MIRROR to the URL of one"
}
