// SPDX-FileCopyrightText: 2026 Lockkeeper contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/bench/watchedapplication.h"

#include <QEvent>
#include <QMetaEnum>

#include <algorithm>
#include <ctime>

namespace lockkeeper::bench {

namespace {

using namespace Qt::StringLiterals;

constexpr double frame = 16; ///< milliseconds

double millisecondsOf(clockid_t clock)
{
    timespec now{};
    clock_gettime(clock, &now);
    return static_cast<double>(now.tv_sec) * 1e3 + static_cast<double>(now.tv_nsec) / 1e6;
}

} // namespace

// Only the outermost event counts: what it sends is part of it.
bool WatchedApplication::notify(QObject *receiver, QEvent *event)
{
    const QEvent::Type type = event->type();
    const QString name = QString::fromLatin1(receiver->metaObject()->className());
    const double start = millisecondsOf(CLOCK_MONOTONIC);
    const double processorStart = millisecondsOf(CLOCK_THREAD_CPUTIME_ID);
    ++m_depth;
    const bool isPainted = m_window == receiver && type == QEvent::Paint;
    const bool handled = QApplication::notify(receiver, event);
    --m_depth;
    if (isPainted && m_painted)
        std::exchange(m_painted, {})();
    if (m_depth == 0)
        note({.milliseconds = millisecondsOf(CLOCK_MONOTONIC) - start,
              .processorMs = millisecondsOf(CLOCK_THREAD_CPUTIME_ID) - processorStart,
              .what = u"%1 %2"_s.arg(
                  name, QString::fromLatin1(QMetaEnum::fromType<QEvent::Type>().valueToKey(type)))});
    return handled;
}

void WatchedApplication::onFirstPaint(const QWidget &window, std::function<void()> act)
{
    m_window = &window;
    m_painted = std::move(act);
}

void WatchedApplication::note(const Longest &event)
{
    ++m_events;
    if (event.processorMs > frame)
        m_slow << event.processorMs;
    if (Longest &known = m_longest[event.what]; event.processorMs > known.processorMs)
        known = event;
}

QString WatchedApplication::report() const
{
    QList<Longest> sorted = m_longest.values();
    std::ranges::sort(sorted, std::ranges::greater(), &Longest::processorMs);
    QStringList lines{
        u"%L1 events, %2 of them above 16 ms of processor time"_s.arg(m_events).arg(m_slow.size())};
    for (const Longest &event : sorted.first(std::min<qsizetype>(6, sorted.size())))
        lines << u"%1 ms (%2 ms by the clock)  %3"_s.arg(event.processorMs, 8, 'f', 2)
                     .arg(event.milliseconds, 8, 'f', 2)
                     .arg(event.what);
    return lines.join(u'\n');
}

} // namespace lockkeeper::bench
