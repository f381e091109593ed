// SPDX-FileCopyrightText: 2026 Lockkeeper contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/plan/stepmodel.h"
#include "ui/theme/panel.h"

class QTreeView;

namespace lockkeeper {

class StepDetails;

/// The tree of stages and steps with the selected step below it.
class StepPanel final : public Panel
{
    Q_OBJECT

public:
    explicit StepPanel(QWidget *parent = nullptr);

    void show(const MigrationSnapshot &snapshot);
    void select(Stage stage);
    void select(const QString &step);
    StepModel *model() { return &m_model; }

Q_SIGNALS:
    void openSqlRequested(const QString &name, const QString &sql);

protected:
    bool eventFilter(QObject *watched, QEvent *event) override;

private:
    void build();
    void fitNames();
    void followRunningStep(const MigrationSnapshot &snapshot);
    void keepEvents(const QList<Event> &events);
    void showCurrent();

    StepModel m_model;
    QTreeView *m_tree = nullptr;
    StepDetails *m_details = nullptr;
    std::shared_ptr<const ExpectedByStep> m_expected; ///< may be null
    QList<Event> m_events;                            ///< those that name a step, oldest first
    QString m_followed;                               ///< the running step that was last made current
};

} // namespace lockkeeper
