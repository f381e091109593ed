// SPDX-FileCopyrightText: 2026 Lockkeeper contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/monitor/waittree.h"

#include <QSet>

#include <algorithm>
#include <numeric>

namespace lockkeeper {

namespace {

class Tree
{
public:
    explicit Tree(const ActivitySample &sample) : m_sample(sample)
    {
        for (const LockWait &wait : sample.lockWaits) {
            if (!m_wait.contains(wait.session)) {
                m_wait.insert(wait.session, &wait);
                m_order.append(wait.session);
            }
        }
    }

    QList<WaitNode> build()
    {
        QList<WaitNode> roots;
        for (const QString &waiter : std::as_const(m_order)) {
            const QString blocker = m_wait.value(waiter)->blocker;
            const QString root = blocker.isEmpty() ? waiter : blocker;
            if (blocker.isEmpty() || !m_wait.contains(blocker))
                addRoot(roots, root);
        }
        for (const QString &waiter : std::as_const(m_order)) // what is left waits in a ring
            addRoot(roots, waiter);
        std::ranges::stable_sort(roots, std::greater(), &WaitNode::waiters);
        return roots;
    }

private:
    void addRoot(QList<WaitNode> &roots, const QString &id)
    {
        if (!m_seen.contains(id))
            roots.append(node(id));
    }

    WaitNode node(const QString &id)
    {
        m_seen.insert(id);
        WaitNode node{.session = sessionOf(id), .relation = {}, .mode = {}, .waiting = {}};
        if (const LockWait *wait = m_wait.value(id)) {
            node.relation = wait->relation;
            node.mode = wait->mode;
            node.waited = wait->waited;
        }
        for (const QString &waiter : std::as_const(m_order)) {
            if (m_wait.value(waiter)->blocker == id && !m_seen.contains(waiter))
                node.waiting.append(this->node(waiter));
        }
        return node;
    }

    SessionInfo sessionOf(const QString &id) const
    {
        const auto known = std::ranges::find(m_sample.sessions, id, &SessionInfo::id);
        SessionInfo unknown;
        unknown.id = id;
        return known == m_sample.sessions.cend() ? unknown : *known;
    }

    const ActivitySample &m_sample;
    QHash<QString, const LockWait *> m_wait; // each session's first one
    QStringList m_order;
    QSet<QString> m_seen;
};

} // namespace

int WaitNode::waiters() const
{
    return std::accumulate(waiting.cbegin(), waiting.cend(), static_cast<int>(waiting.size()),
                           [](int sum, const WaitNode &node) { return sum + node.waiters(); });
}

QList<WaitNode> waitTree(const ActivitySample &sample) { return Tree(sample).build(); }

} // namespace lockkeeper
