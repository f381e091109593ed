// SPDX-FileCopyrightText: 2026 Lockkeeper contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/timeline/timelineaccessible.h"

#include "ui/timeline/timelinewidget.h"

#include <QPointer>

namespace lockkeeper {

namespace {

/// One stage of the strip. Owned by Qt's registry; the strip takes it out when it goes.
class AccessibleStage final : public QAccessibleInterface, public QAccessibleActionInterface
{
public:
    AccessibleStage(TimelineWidget *timeline, int stage) : m_timeline(timeline), m_stage(stage) {}

    bool isValid() const override { return !m_timeline.isNull() && m_stage < m_timeline->stageCount(); }
    QObject *object() const override { return nullptr; }
    QAccessibleInterface *parent() const override
    {
        return QAccessible::queryAccessibleInterface(m_timeline);
    }
    QAccessibleInterface *child(int) const override { return nullptr; }
    int childCount() const override { return 0; }
    int indexOfChild(const QAccessibleInterface *) const override { return -1; }
    QAccessibleInterface *childAt(int, int) const override { return nullptr; }
    QAccessible::Role role() const override { return QAccessible::ListItem; }
    void setText(QAccessible::Text, const QString &) override {}

    QString text(QAccessible::Text kind) const override
    {
        return kind == QAccessible::Name && isValid() ? m_timeline->spoken(m_stage) : QString();
    }

    QRect rect() const override
    {
        if (!isValid())
            return {};
        const QRect box = m_timeline->stageBox(m_stage);
        return {m_timeline->mapToGlobal(box.topLeft()), box.size()};
    }

    QAccessible::State state() const override
    {
        QAccessible::State state;
        const bool isCurrent = isValid() && m_timeline->current() == m_stage;
        state.invalid = !isValid();
        state.focusable = true;
        state.selectable = true;
        state.selected = isCurrent;
        state.focused = isCurrent && m_timeline->hasFocus();
        state.invisible = !isValid() || !m_timeline->isVisible();
        return state;
    }

    void *interface_cast(QAccessible::InterfaceType type) override
    {
        return type == QAccessible::ActionInterface ? static_cast<QAccessibleActionInterface *>(this)
                                                    : nullptr;
    }

    QStringList actionNames() const override { return {pressAction()}; }
    void doAction(const QString &action) override
    {
        if (action == pressAction() && isValid())
            m_timeline->activate(m_stage);
    }
    QStringList keyBindingsForAction(const QString &) const override { return {}; }

private:
    QPointer<TimelineWidget> m_timeline;
    int m_stage;
};

} // namespace

AccessibleTimeline::AccessibleTimeline(TimelineWidget *widget) : QAccessibleWidget(widget, QAccessible::List)
{}

AccessibleTimeline::~AccessibleTimeline()
{
    for (const QAccessible::Id id : std::as_const(m_children)) {
        if (id != 0)
            QAccessible::deleteAccessibleInterface(id);
    }
}

QAccessibleInterface *AccessibleTimeline::make(const QString &, QObject *object)
{
    auto *timeline = qobject_cast<TimelineWidget *>(object);
    return timeline ? new AccessibleTimeline(timeline) : nullptr;
}

const TimelineWidget &AccessibleTimeline::timeline() const
{
    return *qobject_cast<const TimelineWidget *>(widget());
}

int AccessibleTimeline::childCount() const { return timeline().stageCount(); }

QAccessibleInterface *AccessibleTimeline::child(int index) const
{
    if (index < 0 || index >= childCount())
        return nullptr;
    m_children.resize(childCount());
    QAccessible::Id &id = m_children[index];
    if (id == 0) {
        auto *timeline = qobject_cast<TimelineWidget *>(widget());
        id = QAccessible::registerAccessibleInterface(new AccessibleStage(timeline, index));
    }
    return QAccessible::accessibleInterface(id);
}

QAccessibleInterface *AccessibleTimeline::childAt(int x, int y) const
{
    for (int index = 0; index < childCount(); ++index) {
        if (QAccessibleInterface *stage = child(index); stage->rect().contains(x, y))
            return stage;
    }
    return nullptr;
}

QAccessibleInterface *AccessibleTimeline::focusChild() const
{
    return timeline().hasFocus() ? child(timeline().current()) : nullptr;
}

int AccessibleTimeline::indexOfChild(const QAccessibleInterface *child) const
{
    for (int index = 0; index < childCount(); ++index) {
        if (this->child(index) == child)
            return index;
    }
    return -1;
}

} // namespace lockkeeper
