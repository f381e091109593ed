// SPDX-FileCopyrightText: 2026 Lockkeeper contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/results/queryconnection.h"

#include "ui/editor/editorpanel.h"

#include <algorithm>
#include <mutex>
#include <utility>

namespace lockkeeper {

namespace {

using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

constexpr auto betweenCancels = 200ms;

void shorten(Rows &rows)
{
    for (QVariantList &row : rows.rows) {
        for (QVariant &cell : row) {
            if (cell.typeId() == QMetaType::QByteArray
                && cell.toByteArray().size() > QueryConnection::longestCell)
                cell = cell.toByteArray().first(QueryConnection::longestCell);
            else if (cell.typeId() == QMetaType::QString
                     && cell.toString().size() > QueryConnection::longestCell)
                cell = QString(cell.toString().left(QueryConnection::longestCell) + u'…');
        }
    }
}

/// Lets through as many rows as are shown, and remembers that there were more.
class Cap
{
public:
    /// Whether more are wanted.
    bool take(Rows &rows)
    {
        const qsizetype left = QueryConnection::mostRows - m_count;
        m_isCut = m_isCut || rows.size() > left;
        rows.rows = rows.rows.first(std::min(left, rows.size()));
        m_count += rows.size();
        return !m_isCut;
    }
    bool isCut() const { return m_isCut; }

private:
    qsizetype m_count = 0;
    bool m_isCut = false;
};

} // namespace

QueryConnection::QueryConnection(Target target, QObject *parent)
    : QObject(parent), m_target(std::move(target)), m_worker(u"lk-query"_s), m_helper(u"lk-query-stop"_s)
{}

QueryConnection::~QueryConnection()
{
    cancel();
    // The session must go on the thread that made it.
    m_worker.post([shared = m_shared] { shared->session.reset(); }).waitForFinished();
}

void QueryConnection::leave()
{
    disconnect();
    cancel();
    m_worker.post([shared = m_shared] { shared->session.reset(); }).then(this, [this] { deleteLater(); });
}

void QueryConnection::run(const QString &sql)
{
    cancel();
    m_shared->wanted = ++m_ticket;
    m_worker.post([this, shared = m_shared, target = m_target, sql, ticket = m_ticket] {
        const auto result = shared->wanted == ticket ? fetch(*shared, target, sql, ticket, sinkFor(ticket))
                                                     : Result<QueryEnd>(failure(Errc::Cancelled));
        // By the same queue as the rows: a future that is finished already would overtake them.
        QMetaObject::invokeMethod(
            this, [this, ticket, result] { ended(ticket, result); }, Qt::QueuedConnection);
    });
}

void QueryConnection::cancel()
{
    m_shared->wanted = 0;
    if (m_ticket > 0)
        m_helper.post([shared = m_shared, ticket = m_ticket] { shared->cancel(ticket); });
}

// More than once, because between two statements there is nothing that could be cancelled.
void QueryConnection::Shared::cancel(quint64 ticket)
{
    std::unique_lock lock(guard);
    while (running == ticket) {
        session->cancel();
        ended.wait_for(lock, betweenCancels);
    }
}

bool QueryConnection::Shared::begin(quint64 ticket)
{
    const std::scoped_lock lock(guard);
    if (wanted != ticket)
        return false;
    running = ticket;
    return true;
}

void QueryConnection::Shared::end()
{
    {
        const std::scoped_lock lock(guard);
        running = 0;
    }
    ended.notify_all();
}

Status QueryConnection::connectTo(Shared &shared, const Target &target)
{
    if (shared.session)
        return {};
    auto session = openSession(target, {.application = u"lockkeeper query"_s, .readOnly = true});
    LOCKKEEPER_TRY(session);
    shared.session = std::move(*session);
    return {};
}

Result<QueryEnd> QueryConnection::fetch(Shared &shared, const Target &target, const QString &sql,
                                        quint64 ticket, const Sink &sink)
{
    LOCKKEEPER_TRY(connectTo(shared, target));
    Cap cap;
    if (!shared.begin(ticket))
        return failure(Errc::Cancelled);
    const Status status = read(*shared.session, sql, [&](Rows &&rows) {
        shorten(rows);
        const bool isMoreWanted = cap.take(rows);
        return sink(std::move(rows)) && isMoreWanted;
    });
    shared.end();
    if (status)
        return QueryEnd{.isCut = cap.isCut()};
    if (status.error().isConnectionGone())
        shared.session.reset();
    return failure(status.error());
}

Status QueryConnection::read(Session &session, const QString &sql, const Sink &sink)
{
    auto transaction = Transaction::beginReadOnly(session);
    LOCKKEEPER_TRY(transaction);
    return session.read(sql, chunkRows, sink);
}

// Called on the query's thread; the rows cross over by the queue.
QueryConnection::Sink QueryConnection::sinkFor(quint64 ticket)
{
    return [this, ticket, shared = m_shared](Rows &&rows) {
        QMetaObject::invokeMethod(
            this,
            [this, ticket, rows = std::move(rows)] {
                if (m_shared->wanted == ticket)
                    Q_EMIT rowsArrived(rows);
            },
            Qt::QueuedConnection);
        return shared->wanted == ticket;
    };
}

void QueryConnection::ended(quint64 ticket, const Result<QueryEnd> &result)
{
    if (m_shared->wanted != ticket)
        return;
    if (result)
        Q_EMIT finished(*result);
    else
        Q_EMIT failed(result.error());
}

void connectQueries(EditorPanel &panel, QueryConnection &connection)
{
    ResultPanel *results = &panel.results();
    QObject::connect(&panel, &EditorPanel::queryRequested, &connection, &QueryConnection::run);
    QObject::connect(results, &ResultPanel::cancelRequested, &connection, &QueryConnection::cancel);
    QObject::connect(&connection, &QueryConnection::rowsArrived, results, &ResultPanel::append);
    QObject::connect(&connection, &QueryConnection::finished, results, &ResultPanel::finished);
    QObject::connect(&connection, &QueryConnection::failed, results, &ResultPanel::failed);
}

} // namespace lockkeeper
