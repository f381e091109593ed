// SPDX-FileCopyrightText: 2026 Lockkeeper contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/shell/workspace.h"

#include "ui/theme/panel.h"

#include <QAction>
#include <QDockWidget>
#include <QSettings>
#include <QToolButton>

namespace lockkeeper {

namespace {

using namespace Qt::StringLiterals;

constexpr int stateVersion = 1; // raise it when a panel comes or goes
constexpr std::array perspectives{Perspective::Plan, Perspective::Run, Perspective::Present,
                                  Perspective::Write};

QString key(Perspective perspective)
{
    switch (perspective) {
    case Perspective::Plan:
        return u"plan"_s;
    case Perspective::Run:
        return u"run"_s;
    case Perspective::Present:
        return u"present"_s;
    case Perspective::Write:
        return u"write"_s;
    }
    return {};
}

QToolButton *closeButton(QDockWidget *dock)
{
    auto *button = new QToolButton;
    button->setAutoRaise(true);
    button->setText(u"×"_s);
    button->setFocusPolicy(Qt::NoFocus); // the View menu has it for the keyboard
    const auto name = [dock, button] {
        button->setAccessibleName(Workspace::tr("Close %1").arg(dock->windowTitle()));
        button->setToolTip(button->accessibleName());
    };
    name();
    QObject::connect(dock, &QWidget::windowTitleChanged, button, name);
    QObject::connect(button, &QToolButton::clicked, dock, &QWidget::close);
    return button;
}

} // namespace

Workspace::Workspace(QWidget *parent) : QMainWindow(parent)
{
    setWindowFlags(Qt::Widget);
    setDockOptions(AllowNestedDocks | AllowTabbedDocks | GroupedDragging);
    setTabPosition(Qt::AllDockWidgetAreas, QTabWidget::North);
    setContextMenuPolicy(Qt::NoContextMenu); // the View menu has it
}

void Workspace::add(Panel *panel, const Seat &seat)
{
    // Charts and editor ask for more, and the window must fit a small screen.
    panel->setMinimumSize(200, 140);
    auto *dock = new QDockWidget(panel->title());
    dock->setObjectName(seat.id);
    dock->setWidget(panel);
    dock->setTitleBarWidget(panel->head());
    panel->addCorner(closeButton(dock));
    connect(panel, &Panel::titleChanged, dock, &QWidget::setWindowTitle);
    seatDock(dock, seat.place);
    m_docks.emplace_back(dock, seat);
}

void Workspace::seatDock(QDockWidget *dock, Place place)
{
    if (QDockWidget *first = m_first.value(place)) {
        tabifyDockWidget(first, dock);
        first->raise();
        return;
    }
    m_first.insert(place, dock);
    addDockWidget(Qt::LeftDockWidgetArea, dock);
    if (place == Place::Below)
        splitDockWidget(m_first.value(Place::Middle), dock, Qt::Vertical);
    else if (place == Place::Middle)
        splitDockWidget(m_first.value(Place::Left), dock, Qt::Horizontal);
    else if (place == Place::Right)
        splitDockWidget(m_first.value(Place::Middle), dock, Qt::Horizontal);
}

void Workspace::setPerspective(Perspective perspective)
{
    if (perspective == m_perspective)
        return;
    m_arrangements.insert(m_perspective, saveState(stateVersion));
    m_perspective = perspective;
    if (!restoreState(m_arrangements.value(perspective), stateVersion))
        arrange(perspective);
}

void Workspace::resetArrangement() { arrange(m_perspective); }

void Workspace::arrange(Perspective perspective)
{
    restoreState(m_initial, stateVersion);
    for (const auto &[dock, seat] : m_docks)
        dock->setVisible(seat.in.contains(perspective));
    shareWidth();
}

void Workspace::shareWidth()
{
    QList<QDockWidget *> columns;
    QList<int> widths;
    for (const auto &[place, width] : {std::pair(Place::Left, 34), {Place::Middle, 37}, {Place::Right, 29}}) {
        if (QDockWidget *first = m_first.value(place)) {
            columns.append(first);
            widths.append(width * this->width() / 100);
        }
    }
    resizeDocks(columns, widths, Qt::Horizontal);
}

void Workspace::reveal(const QString &id)
{
    auto *dock = findChild<QDockWidget *>(id, Qt::FindDirectChildrenOnly);
    if (!dock)
        return;
    dock->show();
    dock->raise();
    if (QWidget *content = dock->widget())
        content->setFocus(Qt::ShortcutFocusReason);
}

QList<QAction *> Workspace::panelActions() const
{
    QList<QAction *> actions;
    actions.reserve(m_docks.size());
    for (const auto &[dock, seat] : m_docks)
        actions.append(dock->toggleViewAction());
    return actions;
}

void Workspace::save(QSettings &settings)
{
    m_arrangements.insert(m_perspective, saveState(stateVersion));
    for (const auto &[perspective, state] : m_arrangements.asKeyValueRange())
        settings.setValue("workspace/"_L1 + key(perspective), state);
    settings.setValue("workspace/perspective"_L1, key(m_perspective));
}

void Workspace::restore(QSettings &settings)
{
    m_initial = saveState(stateVersion);
    const QString shown = settings.value("workspace/perspective"_L1, key(m_perspective)).toString();
    for (const Perspective perspective : perspectives) {
        m_arrangements.insert(perspective, settings.value("workspace/"_L1 + key(perspective)).toByteArray());
        if (key(perspective) == shown)
            m_perspective = perspective;
    }
    if (!restoreState(m_arrangements.value(m_perspective), stateVersion))
        arrange(m_perspective);
}

} // namespace lockkeeper
