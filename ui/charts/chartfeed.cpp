// SPDX-FileCopyrightText: 2026 Lockkeeper contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/charts/chartfeed.h"

#include "core/backfill/throttle.h"
#include "core/text/sentences.h"

#include <QCoreApplication>

#include <algorithm>
#include <array>
#include <utility>

namespace lockkeeper {

namespace {

using namespace Qt::StringLiterals;

constexpr std::array markerKinds{
    std::pair{"stage-started"_L1, MarkerKind::Stage},
    std::pair{"stage-done"_L1, MarkerKind::Stage},
    std::pair{"gate-open"_L1, MarkerKind::GateOpen},
    std::pair{"gate-refused"_L1, MarkerKind::GateRefused},
    std::pair{"settings-changed"_L1, MarkerKind::Setting},
    std::pair{"step-failed"_L1, MarkerKind::Failure},
    std::pair{"paused"_L1, MarkerKind::Held},
    std::pair{"resumed"_L1, MarkerKind::Released},
    std::pair{"note"_L1, MarkerKind::Note},
};

Marker markerOf(const Event &event, MarkerKind kind)
{
    if (kind != MarkerKind::Note)
        return {.at = event.at, .kind = kind, .text = sentences::event(event)};
    // A note may be about a moment that is past.
    return {.at = event.data.value("at"_L1).toInteger(event.at),
            .kind = kind,
            .text = event.data.value("text"_L1).toString()};
}

std::optional<FillProgress> progressOf(const FillSnapshot *fill)
{
    if (!fill)
        return {};
    return FillProgress{.step = fill->step, .share = fill->fraction(), .rowsSeen = fill->rowsSeen};
}

} // namespace

void ChartFeed::add(const MigrationSnapshot &snapshot, const std::optional<ActivitySample> &activity,
                    qint64 steady)
{
    const FillSnapshot *fill = snapshot.currentFill();
    m_recorder.add({.wall = snapshot.takenAt, .steady = steady}, activity, progressOf(fill));
    addEvents(snapshot.events);
    if (fill)
        addHold(*fill, snapshot.takenAt);
}

void ChartFeed::addEvents(const QList<Event> &events)
{
    for (const Event &event : events) {
        if (event.sequence <= m_lastEvent)
            continue;
        m_lastEvent = event.sequence;
        const auto known =
            std::ranges::find(markerKinds, event.kind, [](const auto &each) { return QString(each.first); });
        if (known != markerKinds.end())
            m_recorder.history().mark(markerOf(event, known->second));
    }
}

void ChartFeed::addHold(const FillSnapshot &fill, qint64 at)
{
    const bool isHeld = fill.state == FillState::Held;
    if (std::exchange(m_isHeld, isHeld) == isHeld)
        return;
    m_recorder.history().mark(
        isHeld ? Marker{.at = fill.heldSince,
                        .kind = MarkerKind::Held,
                        .text = QCoreApplication::translate("charts", "backfill holds: %1")
                                    .arg(sentences::holdReason(fill.holdReason))}
               : Marker{.at = at,
                        .kind = MarkerKind::Released,
                        .text = QCoreApplication::translate("charts", "backfill goes on")});
}

HoldLimits holdLimits(const MigrationSnapshot &snapshot)
{
    for (const Step &step : snapshot.plan ? snapshot.plan->steps : QList<Step>()) {
        if (const auto *fill = std::get_if<FillAction>(&step.action))
            return liveLimits(fill->holdWhen, snapshot.record.settings);
    }
    return {};
}

} // namespace lockkeeper
