// SPDX-FileCopyrightText: 2026 Lockkeeper contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QFuture>
#include <QPromise>

#include <condition_variable>
#include <deque>
#include <functional>
#include <memory>
#include <mutex>
#include <stop_token>
#include <thread>
#include <type_traits>

namespace lockkeeper {

/// One thread with one queue, for one database session: what is posted runs in order, on that thread.
///
/// Thread-safe. The destructor lets the running job end, drops the queued ones (their futures are cancelled)
/// and joins; cancel a long statement first if the destructor must not wait.
class Worker
{
public:
    explicit Worker(const QString &name);
    ~Worker();
    Worker(const Worker &) = delete;
    Worker &operator=(const Worker &) = delete;

    /// Queues @p job; the future carries what it returns.
    template<typename Job>
    auto post(Job job) -> QFuture<std::invoke_result_t<Job>>
    {
        using R = std::invoke_result_t<Job>;
        auto promise = std::make_shared<QPromise<R>>();
        auto future = promise->future();
        promise->start(); // here, not on the thread: nobody waits for a future that hasn't been started
        enqueue([promise, job = std::move(job)]() mutable {
            if constexpr (std::is_void_v<R>)
                job();
            else
                promise->addResult(job());
            promise->finish();
        });
        return future;
    }

private:
    void enqueue(std::move_only_function<void()> job);
    void loop(const std::stop_token &stop);

    std::mutex m_guard;
    std::condition_variable_any m_wake;
    std::deque<std::move_only_function<void()>> m_jobs;
    std::jthread m_thread; // last: starts when the queue is there, joins before it goes
};

} // namespace lockkeeper
