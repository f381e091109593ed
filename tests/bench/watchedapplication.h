// SPDX-FileCopyrightText: 2026 Lockkeeper contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QApplication>
#include <QMap>
#include <QWidget>

#include <functional>

namespace lockkeeper::bench {

/// Times every event that its thread is given: by the clock, and by the thread's processor time, which other processes
/// don't lengthen.
class WatchedApplication final : public QApplication
{
public:
    using QApplication::QApplication;

    bool notify(QObject *receiver, QEvent *event) override;

    /// Calls @p act once @p window was painted.
    void onFirstPaint(const QWidget &window, std::function<void()> act);
    /// The longest events, and how many there were.
    QString report() const;

private:
    struct Longest
    {
        double milliseconds = 0;
        double processorMs = 0;
        QString what;
    };

    void note(const Longest &event);

    const QWidget *m_window = nullptr;
    std::function<void()> m_painted;
    int m_depth = 0;
    qint64 m_events = 0;
    QList<double> m_slow; ///< processor time of those above 16 ms
    QMap<QString, Longest> m_longest;
};

} // namespace lockkeeper::bench
