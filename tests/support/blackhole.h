// SPDX-FileCopyrightText: 2026 Lockkeeper contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QtLogging>

#include <array>
#include <atomic>
#include <thread>
#include <vector>

#include <arpa/inet.h>
#include <poll.h>
#include <sys/socket.h>
#include <unistd.h>

namespace lockkeeper::test {

/// A way to a server of this machine that can turn into a black hole: what is sent is taken and never arrives, no
/// connection ends, and new ones are taken as well.
class BlackHole
{
public:
    explicit BlackHole(int serverPort) : m_listener(socketOnLoopback()), m_serverPort(serverPort)
    {
        sockaddr_in address = loopback(0);
        socklen_t size = sizeof address;
        auto *generic = reinterpret_cast<sockaddr *>(&address);
        const bool listens = ::bind(m_listener, generic, size) == 0
                             && ::getsockname(m_listener, generic, &size) == 0
                             && ::listen(m_listener, 16) == 0;
        if (!listens)
            qFatal("no port to listen on");
        m_port = ntohs(address.sin_port);
        m_relay = std::jthread([this](const std::stop_token &stop) { relay(stop); });
    }
    ~BlackHole()
    {
        m_relay.request_stop();
        m_relay.join();
        for (const int handle : m_ends)
            ::close(handle);
        ::close(m_listener);
    }
    BlackHole(const BlackHole &) = delete;
    BlackHole &operator=(const BlackHole &) = delete;

    int port() const { return m_port; }
    void swallow() { m_swallows = true; }

private:
    static int socketOnLoopback() { return ::socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0); }

    static sockaddr_in loopback(int port)
    {
        sockaddr_in address{};
        address.sin_family = AF_INET;
        address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
        address.sin_port = htons(static_cast<std::uint16_t>(port));
        return address;
    }

    // m_ends holds pairs: the client's end, and behind it the server's.
    void relay(const std::stop_token &stop)
    {
        while (!stop.stop_requested()) {
            std::vector<pollfd> waiting{{.fd = m_listener, .events = POLLIN, .revents = 0}};
            for (const int handle : m_ends)
                waiting.push_back({.fd = handle, .events = POLLIN, .revents = 0});
            if (::poll(waiting.data(), waiting.size(), 50) <= 0)
                continue;
            for (std::size_t i = 1; i < waiting.size(); ++i) {
                if (waiting[i].revents != 0)
                    forward(i - 1);
            }
            if (waiting[0].revents != 0)
                take();
        }
    }

    void take()
    {
        const int client = ::accept4(m_listener, nullptr, nullptr, SOCK_CLOEXEC);
        const int server = socketOnLoopback();
        const sockaddr_in address = loopback(m_serverPort);
        if (::connect(server, reinterpret_cast<const sockaddr *>(&address), sizeof address) != 0)
            qFatal("the server takes no connection");
        m_ends.push_back(client);
        m_ends.push_back(server);
    }

    void forward(std::size_t from)
    {
        std::array<char, 65536> buffer{};
        const ssize_t size = ::recv(m_ends[from], buffer.data(), buffer.size(), 0);
        if (m_swallows)
            return;
        const int to = m_ends[from ^ 1];
        if (size <= 0)
            ::shutdown(to, SHUT_WR);
        for (ssize_t sent = 0; sent < size;) {
            const ssize_t more =
                ::send(to, buffer.data() + sent, static_cast<std::size_t>(size - sent), MSG_NOSIGNAL);
            if (more <= 0)
                return;
            sent += more;
        }
    }

    int m_listener;
    int m_serverPort;
    int m_port = 0;
    std::atomic<bool> m_swallows = false;
    std::vector<int> m_ends; ///< of the relay's thread until it has ended
    std::jthread m_relay;
};

} // namespace lockkeeper::test
