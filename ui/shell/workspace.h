// SPDX-FileCopyrightText: 2026 Lockkeeper contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QHash>
#include <QMainWindow>

class QDockWidget;
class QSettings;

namespace lockkeeper {

class Panel;

/// What somebody is about to do: each has an arrangement of the panels of its own.
enum class Perspective { Plan, Run, Present, Write };

/// The panels of an open migration as docks that people arrange as they like. It knows no panel by its type.
class Workspace final : public QMainWindow
{
    Q_OBJECT

public:
    enum class Place { Left, Middle, Below, Right };

    struct Seat
    {
        QString id; ///< what the arrangement is saved under: never changed
        Place place = Place::Middle;
        QList<Perspective> in; ///< where it is shown until somebody decides otherwise
    };

    explicit Workspace(QWidget *parent = nullptr);

    /// Panels of one place share it as tabs, the first in front. The first of each place comes before any second one, because
    /// a place that has tabs can't be split any more; Below after Middle; all of them before restore().
    void add(Panel *panel, const Seat &seat);
    void setPerspective(Perspective perspective);
    Perspective perspective() const { return m_perspective; }
    /// The shown perspective as it was at the beginning.
    void resetArrangement();
    /// Shows and raises the panel, wherever it is.
    void reveal(const QString &id);
    /// One that shows and hides it for each panel.
    QList<QAction *> panelActions() const;

    void save(QSettings &settings);
    void restore(QSettings &settings);

private:
    void seatDock(QDockWidget *dock, Place place);
    void arrange(Perspective perspective);
    void shareWidth();

    QHash<Place, QDockWidget *> m_first;
    QList<std::pair<QDockWidget *, Seat>> m_docks;
    QHash<Perspective, QByteArray> m_arrangements;
    QByteArray m_initial;
    Perspective m_perspective = Perspective::Run;
};

} // namespace lockkeeper
