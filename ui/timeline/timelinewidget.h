// SPDX-FileCopyrightText: 2026 Lockkeeper contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/timeline/timelinelayout.h"
#include "ui/timeline/timelinemodel.h"

#include <QWidget>

namespace lockkeeper {

/// The six stages as a strip: nodes, gates between them, progress on the running stage's edge, and the point of no
/// return. One focusable widget; the arrow keys move between nodes, Enter opens one, G goes to the closed gate.
class TimelineWidget final : public QWidget
{
    Q_OBJECT

public:
    explicit TimelineWidget(QWidget *parent = nullptr);

    void show(const MigrationSnapshot &snapshot);
    /// The same facts as a table.
    TimelineModel *model() { return &m_model; }
    int current() const { return m_current; }

    int stageCount() const { return static_cast<int>(m_nodes.size()); }
    /// As read aloud.
    QString spoken(int stage) const { return spokenNode(m_nodes, stage); }
    /// In our own coordinates.
    QRect stageBox(int stage) const;
    /// As Enter on @p stage does.
    void activate(int stage);

    QSize sizeHint() const override;
    QSize minimumSizeHint() const override;

Q_SIGNALS:
    void stageActivated(lockkeeper::Stage stage);
    void gateActivated(lockkeeper::Stage stage);

protected:
    void paintEvent(QPaintEvent *event) override;
    void keyPressEvent(QKeyEvent *event) override;
    void mousePressEvent(QMouseEvent *event) override;
    bool event(QEvent *event) override;

private:
    void setCurrent(int stage);
    void announce(const QList<TimelineNode> &before);
    TimelineLayout geometryNow() const;
    void activateClosedGate();

    TimelineModel m_model;
    QList<TimelineNode> m_nodes;
    int m_current = 0;
    bool m_followed = false; ///< the running stage was made current once
};

} // namespace lockkeeper
