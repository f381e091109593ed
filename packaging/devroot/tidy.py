#!/usr/bin/env python3
# SPDX-FileCopyrightText: 2026 Lockkeeper contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Runs clang-tidy over the compile commands of a finished build.

tidy.py BUILD [--changed] [--seconds=N] [files…]

With a time limit the most recently changed sources come first, and how many were not reached is said.
A source that was clean is not looked at again until it, a header of ours that it includes, its compile command, the
settings or clang-tidy itself changes.
"""
import concurrent.futures
import hashlib
import json
import os
import pathlib
import subprocess
import sys
import time

TOP = pathlib.Path(__file__).resolve().parents[2]
OURS = ("core/", "ui/", "app/", "tests/")
CACHE = pathlib.Path(os.environ.get("XDG_CACHE_HOME", pathlib.Path.home() / ".cache")) / "lockkeeper-tidy"


def output(*command):
    return subprocess.run(command, cwd=TOP, capture_output=True, text=True, check=False).stdout


def relative(path):
    return os.path.relpath(path, TOP)


def changed_files():
    """What differs from the main branch, or from the last commit on the main branch itself."""
    base = output("git", "merge-base", "HEAD", "origin/main").strip() or "HEAD"
    names = output("git", "diff", "--name-only", base) + output("git", "ls-files", "-o", "--exclude-standard")
    return {str(pathlib.Path(name).with_suffix("")) for name in names.splitlines()}


def headers(build):
    """Object file → the headers of ours that went into it, as Ninja recorded them."""
    result, current = {}, None
    for line in output("ninja", "-C", str(build), "-t", "deps").splitlines():
        if line and not line[0].isspace():
            current = result.setdefault(line.split(":")[0], [])
        elif line:
            path = relative(os.path.join(build, line.strip()))
            if path.startswith(OURS):
                current.append(path)
    return result


def key(common, command, files):
    digest = hashlib.sha256(common)
    digest.update(command.replace(str(TOP), "").encode())
    for name in sorted(set(files)):
        digest.update(name.encode() + b"\0" + (TOP / name).read_bytes())
    return digest.hexdigest()


def newest_first():
    """Every name in the history, by how recently it changed; a shallow clone knows less, and that is fine."""
    order = {}
    for name in output("git", "log", "--format=", "--name-only").splitlines():
        order.setdefault(name, len(order))
    return order


def check(build, name, deadline):
    if time.monotonic() > deadline:
        return None
    return subprocess.run(
        ["clang-tidy", "-p", build, "--quiet", "--warnings-as-errors=*", "--extra-arg=-Wno-ignored-gch",
         "--extra-arg=-Wno-unknown-warning-option", f"--header-filter=^{TOP}/(core|ui|app|tests)/", TOP / name],
        capture_output=True, text=True, check=False)


def main(arguments):
    build = TOP / arguments[0]
    only_changed = "--changed" in arguments
    seconds = [float(word.partition("=")[2]) for word in arguments if word.startswith("--seconds=")]
    deadline = time.monotonic() + (seconds[0] if seconds else float("inf"))
    wanted = {relative(name) for name in arguments[1:] if not name.startswith("--")}
    changed = changed_files() if only_changed else set()
    used = headers(build)
    settings = b"".join(path.read_bytes() for path in sorted(TOP.glob("**/.clang-tidy")))
    common = output("clang-tidy", "--version").encode() + settings + pathlib.Path(__file__).read_bytes()

    todo, cached = {}, 0
    for entry in json.loads((build / "compile_commands.json").read_text()):
        name = relative(os.path.join(entry["directory"], entry["file"]))
        if not name.startswith(OURS) or (wanted and name not in wanted):
            continue
        if only_changed and str(pathlib.Path(name).with_suffix("")) not in changed:
            continue
        stamp = CACHE / key(common, entry["command"], [name, *used.get(entry.get("output", ""), [])])
        if stamp.exists():
            cached += 1
            stamp.touch()
        else:
            todo[stamp] = name

    CACHE.mkdir(parents=True, exist_ok=True)
    failed = unreached = 0
    order = newest_first()
    queue = sorted(todo.items(), key=lambda item: order.get(item[1], -1))
    with concurrent.futures.ThreadPoolExecutor(os.cpu_count()) as pool:
        running = {pool.submit(check, build, name, deadline): stamp for stamp, name in queue}
        for done in concurrent.futures.as_completed(running):
            result, stamp = done.result(), running[done]
            if result is None:
                unreached += 1
            elif result.returncode == 0:
                stamp.touch()
            else:
                failed += 1
                # Its standard error is mostly the number of warnings about other people's headers.
                errors = [line for line in result.stderr.splitlines(True) if " generated." not in line]
                print(f"{todo[stamp]}:\n{result.stdout}{''.join(errors)}", flush=True)
    print(f"clang-tidy: {len(todo) - unreached} checked, {cached} unchanged since they were clean, "
          f"{failed} with findings, {unreached} not reached in time")
    return 1 if failed else 0


sys.exit(main(sys.argv[1:]))
