// SPDX-FileCopyrightText: 2026 Lockkeeper contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QtLogging>

#include <thread>

#include <arpa/inet.h>
#include <sys/socket.h>
#include <unistd.h>

namespace lockkeeper::test {

/// A port of 127.0.0.1 where the system takes connections and nobody ever says a word, or closes them at once.
class Listener
{
public:
    enum class Manner { Silent, Closing };

    explicit Listener(Manner manner) : m_handle(::socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0))
    {
        sockaddr_in address{};
        address.sin_family = AF_INET;
        address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
        socklen_t size = sizeof address;
        auto *generic = reinterpret_cast<sockaddr *>(&address);
        const bool listens = m_handle >= 0 && ::bind(m_handle, generic, size) == 0
                             && ::getsockname(m_handle, generic, &size) == 0 && ::listen(m_handle, 8) == 0;
        if (!listens)
            qFatal("no port to listen on");
        m_port = ntohs(address.sin_port);
        if (manner == Manner::Closing)
            m_closer = std::jthread([handle = m_handle] { closeAll(handle); });
    }
    ~Listener()
    {
        ::shutdown(m_handle, SHUT_RDWR); // ends accept()
        if (m_closer.joinable())
            m_closer.join();
        ::close(m_handle);
    }
    Listener(const Listener &) = delete;
    Listener &operator=(const Listener &) = delete;

    int port() const { return m_port; }

private:
    static void closeAll(int handle)
    {
        for (int taken = ::accept(handle, nullptr, nullptr); taken >= 0;
             taken = ::accept(handle, nullptr, nullptr))
            ::close(taken);
    }

    int m_handle;
    int m_port = 0;
    std::jthread m_closer;
};

} // namespace lockkeeper::test
