// SPDX-FileCopyrightText: 2026 Lockkeeper contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/workflow/snapshot.h"
#include "ui/backfill/ratewindow.h"
#include "ui/theme/panel.h"

class QProgressBar;

namespace lockkeeper {

class Sparkline;

/// The fill that is running, or the last one: how far, how fast, how long still, and why it waits.
class BackfillPanel final : public Panel
{
    Q_OBJECT

public:
    explicit BackfillPanel(QWidget *parent = nullptr);

    void show(const MigrationSnapshot &snapshot);

private:
    QLabel *addFigure(const QString &caption, class QGridLayout *grid, int column);
    void build();
    void showNothing(const MigrationSnapshot &snapshot);
    void showFill(const FillSnapshot &fill);
    void showHold(const FillSnapshot &fill, qint64 now);
    QString timeLeftText(const FillSnapshot &fill) const;

    QLabel *m_percent = nullptr;
    QLabel *m_rows = nullptr;
    QProgressBar *m_bar = nullptr;
    QLabel *m_rate = nullptr;
    QLabel *m_batch = nullptr;
    QLabel *m_left = nullptr;
    QLabel *m_hold = nullptr;
    Sparkline *m_sparkline = nullptr;
    RateWindow m_window;
    QString m_step; ///< whose rows are in the window
};

} // namespace lockkeeper
