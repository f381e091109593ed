// SPDX-FileCopyrightText: 2026 Lockkeeper contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QtTypes>

namespace lockkeeper {

/// One moment by two clocks, both in milliseconds.
struct Moment
{
    qint64 wall = 0;   ///< since the epoch, by the server's clock; may jump
    qint64 steady = 0; ///< never jumps, but stands still while the computer sleeps
};

/// Makes a time axis that never runs backwards of a clock that may be set, and tells when it jumped.
class AxisClock
{
public:
    struct Tick
    {
        qint64 at = 0; ///< ms since the epoch, on the axis
        bool isJump = false;
    };

    Tick advance(Moment moment);
    /// Where the axis is when no moment came since.
    qint64 at(qint64 steady) const { return m_isSet ? m_at + (steady - m_last.steady) : 0; }

private:
    Moment m_last;
    qint64 m_at = 0;
    bool m_isSet = false;
};

} // namespace lockkeeper
