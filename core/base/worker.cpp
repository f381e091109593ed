// SPDX-FileCopyrightText: 2026 Lockkeeper contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/base/worker.h"

#include <pthread.h>

namespace lockkeeper {

Worker::Worker(const QString &name)
    : m_thread([this, label = name.left(15).toLatin1()](const std::stop_token &stop) {
        pthread_setname_np(pthread_self(), label.constData());
        loop(stop);
    })
{}

Worker::~Worker()
{
    m_thread.request_stop();
    m_wake.notify_all();
    // They go now, not with the thread: who waits for one is let go before the running job ends.
    std::deque<std::move_only_function<void()>> unrun;
    const std::scoped_lock lock(m_guard);
    unrun.swap(m_jobs);
}

void Worker::enqueue(std::move_only_function<void()> job)
{
    {
        const std::scoped_lock lock(m_guard);
        m_jobs.push_back(std::move(job));
    }
    m_wake.notify_one();
}

void Worker::loop(const std::stop_token &stop)
{
    while (true) {
        std::unique_lock lock(m_guard);
        m_wake.wait(lock, stop, [this] { return !m_jobs.empty(); });
        if (stop.stop_requested()) // queued jobs go unrun
            return;
        auto job = std::move(m_jobs.front());
        m_jobs.pop_front();
        lock.unlock();
        job();
    }
}

} // namespace lockkeeper
