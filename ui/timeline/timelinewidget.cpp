// SPDX-FileCopyrightText: 2026 Lockkeeper contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/timeline/timelinewidget.h"

#include "core/text/sentences.h"
#include "ui/timeline/timelineaccessible.h"
#include "ui/timeline/timelinepainter.h"

#include <QAccessible>
#include <QAccessibleAnnouncementEvent>
#include <QHelpEvent>
#include <QKeyEvent>
#include <QPainter>
#include <QToolTip>

namespace lockkeeper {

namespace {

constexpr int margin = 16;

} // namespace

TimelineWidget::TimelineWidget(QWidget *parent) : QWidget(parent)
{
    setFocusPolicy(Qt::StrongFocus);
    setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Fixed);
    setAccessibleName(tr("Stages"));
    static const bool installed = [] {
        QAccessible::installFactory(&AccessibleTimeline::make);
        return true;
    }();
    Q_UNUSED(installed);
}

void TimelineWidget::show(const MigrationSnapshot &snapshot)
{
    const QList<TimelineNode> nodes = timelineNodes(snapshot);
    if (nodes == m_nodes)
        return;
    const QList<TimelineNode> before = std::exchange(m_nodes, nodes);
    m_model.setNodes(nodes);
    announce(before);
    if (!std::exchange(m_followed, true))
        m_current = static_cast<int>(snapshot.record.stage);
    setAccessibleDescription(spokenNode(m_nodes, m_current));
    update();
}

QSize TimelineWidget::sizeHint() const { return {1000, TimelineLayout::height(fontMetrics().height())}; }

QSize TimelineWidget::minimumSizeHint() const
{
    const int line = fontMetrics().height();
    return {TimelineLayout::leastWidth(line), TimelineLayout::height(line)};
}

TimelineLayout TimelineWidget::geometryNow() const
{
    return TimelineLayout::in(QRectF(rect()).adjusted(margin, 4, -margin, -4), fontMetrics().height());
}

void TimelineWidget::paintEvent(QPaintEvent *)
{
    QPainter painter(this);
    const TimelinePainter strip{
        .layout = geometryNow(), .nodes = m_nodes, .palette = palette(), .font = font()};
    strip.paint(painter, hasFocus() ? m_current : -1);
}

void TimelineWidget::keyPressEvent(QKeyEvent *event)
{
    switch (event->key()) {
    case Qt::Key_Left:
        setCurrent(m_current - 1);
        break;
    case Qt::Key_Right:
        setCurrent(m_current + 1);
        break;
    case Qt::Key_Home:
        setCurrent(0);
        break;
    case Qt::Key_End:
        setCurrent(TimelineLayout::stages - 1);
        break;
    case Qt::Key_G:
        activateClosedGate();
        break;
    case Qt::Key_Return:
    case Qt::Key_Enter:
        // With a modifier it belongs to the window's shortcuts.
        if (event->modifiers() == Qt::NoModifier)
            activate(m_current);
        else
            QWidget::keyPressEvent(event);
        break;
    default:
        QWidget::keyPressEvent(event);
    }
}

void TimelineWidget::mousePressEvent(QMouseEvent *event)
{
    const TimelineLayout layout = geometryNow();
    for (int stage = 1; stage < TimelineLayout::stages; ++stage) {
        if (layout.cells.at(static_cast<std::size_t>(stage)).gate.contains(event->position())) {
            Q_EMIT gateActivated(static_cast<Stage>(stage));
            return;
        }
    }
    if (const int stage = layout.stageAt(event->position()); stage >= 0)
        activate(stage);
}

QRect TimelineWidget::stageBox(int stage) const
{
    return geometryNow().cells.at(static_cast<std::size_t>(stage)).box.toRect();
}

void TimelineWidget::activate(int stage)
{
    setCurrent(stage);
    Q_EMIT stageActivated(static_cast<Stage>(stage));
}

bool TimelineWidget::event(QEvent *event)
{
    if (event->type() == QEvent::FontChange)
        updateGeometry();
    if (event->type() == QEvent::ToolTip && !m_nodes.isEmpty()) {
        const auto *help = static_cast<QHelpEvent *>(event);
        const int stage = geometryNow().stageAt(help->pos());
        if (stage >= 0)
            QToolTip::showText(help->globalPos(), spokenNode(m_nodes, stage).toHtmlEscaped(), this);
        return true;
    }
    return QWidget::event(event);
}

void TimelineWidget::setCurrent(int stage)
{
    if (stage < 0 || stage >= m_nodes.size())
        return;
    m_current = stage;
    setAccessibleDescription(spokenNode(m_nodes, stage));
    update();
    QAccessibleEvent focus(this, QAccessible::Focus);
    focus.setChild(stage);
    if (hasFocus())
        QAccessible::updateAccessibility(&focus);
}

// One announcement a stage change, not one a batch.
void TimelineWidget::announce(const QList<TimelineNode> &before)
{
    for (qsizetype stage = 0; stage < qMin(before.size(), m_nodes.size()); ++stage) {
        if (before.at(stage).state == m_nodes.at(stage).state)
            continue;
        QAccessibleAnnouncementEvent event(this, spokenNode(m_nodes, static_cast<int>(stage)));
        QAccessible::updateAccessibility(&event);
        return;
    }
}

void TimelineWidget::activateClosedGate()
{
    for (const TimelineNode &node : std::as_const(m_nodes)) {
        if (node.open < node.conditions) {
            Q_EMIT gateActivated(node.stage);
            return;
        }
    }
}

} // namespace lockkeeper
