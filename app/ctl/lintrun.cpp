// SPDX-FileCopyrightText: 2026 Lockkeeper contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/ctl/lintrun.h"

#include <algorithm>
#include <atomic>
#include <condition_variable>
#include <mutex>
#include <thread>

namespace lockkeeper::ctl {

void lintAll(std::vector<LintScript> &scripts, const std::vector<lint::LintOptions> &options,
             bool withEffects, const std::function<void(const LintScript &, const lint::LintResult &)> &take)
{
    const auto lintOne = [&](std::size_t i) {
        return lint::lint(std::move(scripts[i].bytes), options[i], withEffects);
    };
    if (scripts.size() == 1) { // most calls: no thread is as fast as none
        take(scripts[0], lintOne(0));
        return;
    }
    std::mutex guard;
    std::condition_variable done;
    std::vector<std::optional<lint::LintResult>> results(scripts.size());
    std::atomic<std::size_t> next = 0;
    const auto work = [&] {
        for (std::size_t i = next++; i < scripts.size(); i = next++) {
            lint::LintResult result = lintOne(i);
            const std::scoped_lock lock(guard);
            results[i] = std::move(result);
            done.notify_one();
        }
    };
    const std::size_t cores = std::max(1U, std::thread::hardware_concurrency());
    std::vector<std::jthread> workers(std::min(cores, scripts.size()));
    for (std::jthread &worker : workers)
        worker = std::jthread(work);
    for (std::size_t i = 0; i < scripts.size(); ++i) {
        std::unique_lock lock(guard);
        done.wait(lock, [&] { return results[i].has_value(); });
        const lint::LintResult result = std::move(*results[i]);
        results[i].reset();
        lock.unlock();
        take(scripts[i], result);
    }
}

} // namespace lockkeeper::ctl
