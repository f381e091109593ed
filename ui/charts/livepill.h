// SPDX-FileCopyrightText: 2026 Lockkeeper contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QWidget>

class QLabel;
class QPushButton;

namespace lockkeeper {

/// Says whether the charts follow the time: "Live", or "Paused, 0:42 behind" with a way back.
class LivePill final : public QWidget
{
    Q_OBJECT

public:
    explicit LivePill(QWidget *parent = nullptr);

    void showLive();
    /// @param behind milliseconds
    void showPaused(qint64 behind);
    QString text() const;

Q_SIGNALS:
    void goLiveRequested();

protected:
    void paintEvent(QPaintEvent *event) override;

private:
    bool m_isPaused = false;
    QLabel *m_text;
    QPushButton *m_goLive;
};

} // namespace lockkeeper
