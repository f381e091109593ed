// SPDX-FileCopyrightText: 2026 Lockkeeper contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/ctl/runprogress.h"

#include "app/ctl/console.h"
#include "app/ctl/report.h"
#include "core/engine/engine.h"
#include "core/text/numbers.h"
#include "core/text/sentences.h"

#include <algorithm>

namespace lockkeeper::ctl {

using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

namespace {

constexpr qint64 quietInterval = 5'000; // milliseconds between lines where nothing can be drawn over

QString asEvent(const RunEvent &event)
{
    QJsonObject data = event.data;
    data.insert(u"step"_s, event.step);
    return sentences::event({.kind = event.kind, .data = data});
}

} // namespace

RunProgress::RunProgress(Console &console, Target target, QString migration)
    : m_console(console), m_target(std::move(target)), m_migration(std::move(migration))
{
    m_lastLine.start();
    if (!m_console.quiet)
        m_thread = std::jthread([this](const std::stop_token &stop) { watch(stop); });
}

void RunProgress::hear(const RunEvent &event)
{
    if (event.kind == "batch"_L1) { // from the fill's threads
        m_filling = true;
        return;
    }
    enter(event.stage);
    if (event.kind == "step-started"_L1 || event.kind == "undo-started"_L1) {
        m_step.start();
        m_filling = false;
        m_console.redraw(u"  … "_s + event.step);
    } else if (event.kind == "step-done"_L1) {
        stepDone(event, u"✓"_s);
    } else if (event.kind == "step-undone"_L1) {
        stepDone(event, u"↩"_s);
    } else if (event.kind == "waiting"_L1) {
        if (m_waiting != event.step)
            m_console.redraw(u"  … %1 soaks"_s.arg(event.step));
        m_waiting = event.step;
    } else {
        m_console.note(u"  ! "_s + asEvent(event));
    }
}

void RunProgress::enter(Stage stage)
{
    if (m_stage != stage)
        m_console.note(m_console.paintedNote(Tone::Strong, sentences::stage(stage)));
    m_stage = stage;
}

void RunProgress::stepDone(const RunEvent &event, const QString &word)
{
    m_filling = false;
    const QString took = m_step.isValid() ? sentences::duration(m_step.elapsed()) : QString();
    m_console.note(u"  %1 %2  %3"_s.arg(m_console.paintedNote(Tone::Good, word), event.step,
                                        m_console.paintedNote(Tone::Faint, took)));
}

void RunProgress::watch(const std::stop_token &stop)
{
    std::unique_ptr<Session> session;
    while (!stop.stop_requested()) {
        if (m_filling && !session) {
            auto opened =
                openSession(m_target, {.application = u"lockkeeperctl progress"_s, .readOnly = true});
            session = opened ? std::move(*opened) : nullptr;
        }
        if (m_filling && session) {
            // Progress is a courtesy: without it the run goes on all the same.
            if (const auto snapshot = readSnapshot(*session, m_migration, 0))
                show(*snapshot);
            else
                session.reset();
        }
        std::unique_lock lock(m_guard);
        m_wake.wait_for(lock, stop, 500ms, [] { return false; });
    }
}

void RunProgress::show(const MigrationSnapshot &snapshot)
{
    const auto running = std::ranges::find_if(
        snapshot.fills, [](const FillSnapshot &fill) { return fill.state != FillState::Done; });
    if (running == snapshot.fills.end() || !m_filling)
        return;
    m_pace.add(snapshot.takenAt, running->rowsSeen);
    const QString line = u"  … "_s + fillLine(*running);
    if (m_console.redraws()) {
        m_console.redraw(line);
    } else if (m_lastLine.elapsed() >= quietInterval) {
        m_console.note(line);
        m_lastLine.start();
    }
}

QString RunProgress::fillLine(const FillSnapshot &fill)
{
    QString line = fillReport(fill);
    if (fill.state == FillState::Held)
        return line;
    if (const auto speed = m_pace.perSecond())
        line += u", %1/s"_s.arg(sentences::rows(qRound64(*speed)));
    if (const auto left = m_pace.timeLeft(std::max<qint64>(0, fill.rowsExpected - fill.rowsSeen)))
        line += u", %1 to %2 left"_s.arg(sentences::duration(left->least), sentences::duration(left->most));
    return line;
}

} // namespace lockkeeper::ctl
