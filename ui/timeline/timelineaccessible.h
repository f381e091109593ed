// SPDX-FileCopyrightText: 2026 Lockkeeper contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QAccessibleWidget>

namespace lockkeeper {

class TimelineWidget;

/// The strip for screen readers: a list whose items are the six stages, each with its name, its place and its press.
class AccessibleTimeline final : public QAccessibleWidget
{
public:
    explicit AccessibleTimeline(TimelineWidget *widget);
    ~AccessibleTimeline() override;
    AccessibleTimeline(const AccessibleTimeline &) = delete;
    AccessibleTimeline &operator=(const AccessibleTimeline &) = delete;

    /// For QAccessible::installFactory().
    static QAccessibleInterface *make(const QString &className, QObject *object);

    int childCount() const override;
    QAccessibleInterface *child(int index) const override;
    QAccessibleInterface *childAt(int x, int y) const override;
    QAccessibleInterface *focusChild() const override;
    int indexOfChild(const QAccessibleInterface *child) const override;

private:
    const TimelineWidget &timeline() const;

    mutable QList<QAccessible::Id> m_children; ///< made when first asked for; 0: not yet
};

} // namespace lockkeeper
