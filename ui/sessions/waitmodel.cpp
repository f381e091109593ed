// SPDX-FileCopyrightText: 2026 Lockkeeper contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/sessions/waitmodel.h"

#include "core/text/sentences.h"
#include "ui/theme/theme.h"

#include <algorithm>

namespace lockkeeper {

namespace {

using namespace Qt::StringLiterals;

bool isSame(const SessionInfo &a, const SessionInfo &b) { return a.id == b.id && a.started == b.started; }

/// Of the first such row from @p from on; -1: none.
template<typename Rows>
int find(const Rows &rows, const SessionInfo &session, int from)
{
    for (auto i = static_cast<std::size_t>(from); i < rows.size(); ++i) {
        if (isSame(rows[i]->node.session, session))
            return static_cast<int>(i);
    }
    return -1;
}

} // namespace

WaitModel::WaitModel(QObject *parent) : QAbstractItemModel(parent), m_root(std::make_unique<Row>()) {}

WaitModel::~WaitModel() = default;

int WaitModel::Row::indexOf(const Row *child) const
{
    const auto found = std::ranges::find(children, child, &std::unique_ptr<Row>::get);
    return static_cast<int>(found - children.begin());
}

void WaitModel::show(const QList<WaitNode> &tree) { merge(*m_root, {}, tree); }

void WaitModel::merge(Row &into, const QModelIndex &at, const QList<WaitNode> &nodes)
{
    removeGone(into, at, nodes);
    for (int row = 0; row < static_cast<int>(nodes.size()); ++row) {
        const WaitNode &node = nodes.at(row);
        if (const int old = find(into.children, node.session, row); old > row) {
            // Rare enough that losing a selection for it is worth the simplicity.
            beginRemoveRows(at, old, old);
            into.children.erase(into.children.begin() + old);
            endRemoveRows();
            insert(into, at, row, node);
        } else if (old < 0) {
            insert(into, at, row, node);
        }
        Row &now = *into.children[static_cast<std::size_t>(row)];
        now.node = node;
        Q_EMIT dataChanged(createIndex(row, 0, &now), createIndex(row, Columns - 1, &now));
        merge(now, createIndex(row, 0, &now), node.waiting);
    }
}

void WaitModel::removeGone(Row &from, const QModelIndex &at, const QList<WaitNode> &nodes)
{
    for (int row = static_cast<int>(from.children.size()) - 1; row >= 0; --row) {
        const SessionInfo &old = from.children[static_cast<std::size_t>(row)]->node.session;
        if (std::ranges::any_of(nodes, [&](const WaitNode &node) { return isSame(node.session, old); }))
            continue;
        beginRemoveRows(at, row, row);
        from.children.erase(from.children.begin() + row);
        endRemoveRows();
    }
}

void WaitModel::insert(Row &into, const QModelIndex &at, int row, const WaitNode &node)
{
    auto child = std::make_unique<Row>();
    child->node = node;
    child->parent = &into;
    beginInsertRows(at, row, row);
    into.children.insert(into.children.begin() + row, std::move(child));
    endInsertRows();
}

WaitModel::Row *WaitModel::rowAt(const QModelIndex &index) const
{
    return index.isValid() ? static_cast<Row *>(index.internalPointer()) : m_root.get();
}

const WaitNode *WaitModel::nodeAt(const QModelIndex &index) const
{
    return index.isValid() ? &rowAt(index)->node : nullptr;
}

QModelIndex WaitModel::index(int row, int column, const QModelIndex &parent) const
{
    if (!hasIndex(row, column, parent))
        return {};
    return createIndex(row, column, rowAt(parent)->children[static_cast<std::size_t>(row)].get());
}

QModelIndex WaitModel::parent(const QModelIndex &child) const
{
    Row *above = child.isValid() ? rowAt(child)->parent : nullptr;
    if (!above || above == m_root.get())
        return {};
    return createIndex(above->parent->indexOf(above), 0, above);
}

int WaitModel::rowCount(const QModelIndex &parent) const
{
    return parent.column() > 0 ? 0 : static_cast<int>(rowAt(parent)->children.size());
}

int WaitModel::columnCount(const QModelIndex & /*parent*/) const { return Columns; }

QString WaitModel::text(const WaitNode &node, int column) const
{
    const SessionInfo &session = node.session;
    switch (column) {
    case SessionColumn:
        return session.application.isEmpty() ? session.id : session.id + u' ' + session.application;
    case UserColumn:
        return session.client.isEmpty() ? session.user : session.user + u'@' + session.client;
    case StateColumn:
        return session.transactionAge.count() > 0
                   ? tr("%1, transaction open for %2")
                         .arg(session.state, sentences::duration(session.transactionAge.count()))
                   : session.state;
    case WaitColumn:
        return node.isWaiting() ? tr("%1 on %2, for %3")
                                      .arg(node.mode, node.relation, sentences::duration(node.waited.count()))
                                : tr("blocks %1").arg(node.waiters());
    case StatementColumn:
        return session.statement.simplified();
    default:
        return {};
    }
}

QVariant WaitModel::data(const QModelIndex &index, int role) const
{
    if (!index.isValid())
        return {};
    const WaitNode &node = *nodeAt(index);
    if (role == Qt::DisplayRole)
        return text(node, index.column());
    if (role == Qt::ToolTipRole)
        return index.column() == StatementColumn ? QVariant(node.session.statement.toHtmlEscaped())
                                                 : QVariant();
    if (role == Qt::FontRole && index.column() == StatementColumn)
        return monospace();
    return {};
}

QVariant WaitModel::headerData(int section, Qt::Orientation orientation, int role) const
{
    if (orientation != Qt::Horizontal || role != Qt::DisplayRole)
        return {};
    switch (section) {
    case SessionColumn:
        return tr("Session");
    case UserColumn:
        return tr("User");
    case StateColumn:
        return tr("State");
    case WaitColumn:
        return tr("Waits for");
    case StatementColumn:
        return tr("Statement");
    default:
        return {};
    }
}

} // namespace lockkeeper
