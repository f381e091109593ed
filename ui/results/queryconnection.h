// SPDX-FileCopyrightText: 2026 Lockkeeper contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/worker.h"
#include "core/engine/engine.h"
#include "ui/results/resultpanel.h"

#include <QObject>

#include <atomic>
#include <condition_variable>
#include <functional>
#include <memory>
#include <mutex>

namespace lockkeeper {

/// Runs queries in a session of its own that the server keeps from writing. Its slots never wait: rows and ends come by
/// signals, on the thread it lives on; those of a query that was cancelled don't come at all.
class QueryConnection final : public QObject
{
    Q_OBJECT

public:
    static constexpr qsizetype chunkRows = 500;
    static constexpr qsizetype mostRows = 10'000;
    static constexpr qsizetype longestCell = 4096; ///< in letters; longer ones end with "…"

    explicit QueryConnection(Target target, QObject *parent = nullptr);
    /// Cancels, and waits until the server let go.
    ~QueryConnection() override;

    /// Cancels, says nothing more, and deletes itself once the server let go.
    void leave();

public Q_SLOTS:
    /// @p sql is one statement that only reads (see onlyReads()). A query that still runs is cancelled.
    void run(const QString &sql);
    void cancel();

Q_SIGNALS:
    void rowsArrived(const lockkeeper::Rows &chunk);
    void finished(const lockkeeper::QueryEnd &end);
    void failed(const lockkeeper::Error &error);

private:
    /// What the query's thread has; cancel() may come from another.
    struct Shared
    {
        std::unique_ptr<Session> session; ///< of the query's thread; others may cancel() while something runs
        std::mutex guard;
        std::condition_variable ended;
        quint64 running = 0;             ///< the ticket of what runs, or 0; guarded
        std::atomic<quint64> wanted = 0; ///< the ticket whose rows somebody waits for

        /// False when nobody waits for it any more.
        bool begin(quint64 ticket);
        void end();
        /// Returns when @p ticket has ended.
        void cancel(quint64 ticket);
    };
    using Sink = std::function<bool(Rows &&)>;

    static Status connectTo(Shared &shared, const Target &target);
    static Result<QueryEnd> fetch(Shared &shared, const Target &target, const QString &sql, quint64 ticket,
                                  const Sink &sink);
    static Status read(Session &session, const QString &sql, const Sink &sink);
    Sink sinkFor(quint64 ticket);
    void ended(quint64 ticket, const Result<QueryEnd> &result);

    Target m_target;
    std::shared_ptr<Shared> m_shared = std::make_shared<Shared>();
    quint64 m_ticket = 0;
    Worker m_worker;
    Worker m_helper; ///< cancelling may block on a dead network
};

class EditorPanel;

/// What @p panel asks goes to @p connection, what it answers to the panel.
void connectQueries(EditorPanel &panel, QueryConnection &connection);

} // namespace lockkeeper
