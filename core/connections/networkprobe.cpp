// SPDX-FileCopyrightText: 2026 Lockkeeper contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/connections/networkprobe.h"

#include <algorithm>
#include <memory>

#include <cerrno>

#include <arpa/inet.h>
#include <netdb.h>
#include <poll.h>
#include <sys/socket.h>
#include <unistd.h>

namespace lockkeeper {

using namespace std::chrono_literals;

namespace {

struct FreeAddresses
{
    void operator()(addrinfo *addresses) const { ::freeaddrinfo(addresses); }
};
using Addresses = std::unique_ptr<addrinfo, FreeAddresses>;

Addresses lookUp(const QString &host, int flags, int &problem)
{
    addrinfo hints{};
    hints.ai_family = AF_UNSPEC;
    hints.ai_socktype = SOCK_STREAM;
    hints.ai_flags = flags;
    addrinfo *found = nullptr;
    problem = ::getaddrinfo(host.toUtf8().constData(), nullptr, &hints, &found);
    return Addresses(problem == 0 ? found : nullptr);
}

class Socket
{
public:
    explicit Socket(int family) : m_handle(::socket(family, SOCK_STREAM | SOCK_CLOEXEC | SOCK_NONBLOCK, 0)) {}
    ~Socket()
    {
        if (m_handle >= 0)
            ::close(m_handle);
    }
    Socket(const Socket &) = delete;
    Socket &operator=(const Socket &) = delete;

    int handle() const { return m_handle; }

private:
    int m_handle;
};

void setPort(sockaddr *address, int port)
{
    const in_port_t wire = htons(static_cast<in_port_t>(port));
    if (address->sa_family == AF_INET6)
        reinterpret_cast<sockaddr_in6 *>(address)->sin6_port = wire;
    else
        reinterpret_cast<sockaddr_in *>(address)->sin_port = wire;
}

Reach reachFrom(int problem)
{
    switch (problem) {
    case 0:
        return Reach::Reached;
    case ECONNREFUSED:
    case ECONNRESET:
        return Reach::Refused;
    case ETIMEDOUT:
        return Reach::Silent;
    default:
        return Reach::NoRoute;
    }
}

Reach awaitConnection(int handle, std::chrono::milliseconds patience, const std::stop_token &stop)
{
    const auto end = std::chrono::steady_clock::now() + patience;
    while (!stop.stop_requested()) {
        pollfd wanted{.fd = handle, .events = POLLOUT, .revents = 0};
        if (::poll(&wanted, 1, 100) > 0) {
            int problem = 0;
            socklen_t size = sizeof problem;
            ::getsockopt(handle, SOL_SOCKET, SO_ERROR, &problem, &size);
            return reachFrom(problem);
        }
        if (std::chrono::steady_clock::now() >= end)
            return Reach::Silent;
    }
    return Reach::Stopped;
}

QString textOf(const addrinfo &address)
{
    std::array<char, NI_MAXHOST> text{};
    const int problem = ::getnameinfo(address.ai_addr, address.ai_addrlen, text.data(), text.size(), nullptr,
                                      0, NI_NUMERICHOST);
    return problem == 0 ? QString::fromLatin1(text.data()) : QString();
}

} // namespace

Result<QStringList> resolved(const QString &host)
{
    int problem = 0;
    const Addresses found = lookUp(host, 0, problem);
    if (!found)
        return failure(Errc::ConnectionFailed, {{QStringLiteral("target"), host}},
                       QString::fromLocal8Bit(::gai_strerror(problem)));
    QStringList texts;
    for (const addrinfo *address = found.get(); address; address = address->ai_next)
        texts.append(textOf(*address));
    texts.removeAll(QString());
    texts.removeDuplicates();
    return texts;
}

Reach reach(const QString &address, int port, std::chrono::milliseconds patience, std::stop_token stop)
{
    int problem = 0;
    const Addresses found = lookUp(address, AI_NUMERICHOST, problem);
    if (!found)
        return Reach::NoRoute;
    const Socket socket(found->ai_family);
    if (socket.handle() < 0)
        return Reach::NoRoute;
    setPort(found->ai_addr, port);
    if (::connect(socket.handle(), found->ai_addr, found->ai_addrlen) == 0)
        return Reach::Reached;
    return errno == EINPROGRESS ? awaitConnection(socket.handle(), patience, stop) : reachFrom(errno);
}

int unusedLocalPort()
{
    const Socket socket(AF_INET);
    if (socket.handle() < 0)
        return 0;
    sockaddr_in address{};
    address.sin_family = AF_INET;
    address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
    socklen_t size = sizeof address;
    auto *generic = reinterpret_cast<sockaddr *>(&address);
    const bool bound =
        ::bind(socket.handle(), generic, size) == 0 && ::getsockname(socket.handle(), generic, &size) == 0;
    return bound ? ntohs(address.sin_port) : 0;
}

} // namespace lockkeeper
