// SPDX-FileCopyrightText: 2026 Lockkeeper contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QFile>
#include <QString>

#include <csignal>

namespace lockkeeper::test {

// Forwards one port as ssh would, and refuses where a test wants that. It writes its process id beside itself, so that tests can end it as a lost network would.
inline constexpr auto standInSsh = R"(#!/usr/bin/env python3
import os, socket, sys, threading
words = sys.argv[1:]
hop = words[-1]
if hop == 'refuses':
    sys.exit('anna@refuses: Permission denied (publickey).')
if hop == 'silent':
    sys.exit(255)
_, port, host, there = words[words.index('-L') + 1].split(':')
with open(os.path.dirname(os.path.abspath(__file__)) + '/pid', 'w') as file:
    file.write(str(os.getpid()))
listener = socket.socket()
listener.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
listener.bind(('127.0.0.1', int(port)))
listener.listen()
os.system(next(word for word in words if word.startswith('LocalCommand='))[13:])
def pump(source, sink):
    while data := source.recv(65536):
        sink.sendall(data)
    sink.shutdown(socket.SHUT_WR)
while True:
    near, _ = listener.accept()
    far = socket.create_connection((host, int(there)))
    for ends in ((near, far), (far, near)):
        threading.Thread(target=pump, args=ends, daemon=True).start()
)";

/// Writes it as `ssh` into @p folder. @returns its path, or nothing.
inline QString makeStandInSsh(const QString &folder)
{
    QFile file(folder + QStringLiteral("/ssh"));
    if (!file.open(QIODevice::WriteOnly) || file.write(standInSsh) < 0)
        return {};
    file.setPermissions(QFile::ReadOwner | QFile::WriteOwner | QFile::ExeOwner);
    return file.fileName();
}

/// As a network that goes away would end the newest of them.
inline void killStandInSsh(const QString &folder)
{
    QFile file(folder + QStringLiteral("/pid"));
    if (file.open(QIODevice::ReadOnly))
        ::kill(file.readAll().toInt(), SIGKILL);
}

} // namespace lockkeeper::test
