// SPDX-FileCopyrightText: 2026 Lockkeeper contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/ctl/runsignals.h"

#include "app/ctl/console.h"

#include <csignal>

namespace lockkeeper::ctl {

using namespace Qt::StringLiterals;

Signals::Handler pausingOn(RunControl &control, Console &console)
{
    return [&control, &console](int signal, int count) {
        if (signal == SIGINT && count == 1) {
            control.pause();
            console.note(u"Pausing at the next safe point; Ctrl+C again ends the running statement."_s);
        } else {
            control.interrupt();
        }
    };
}

} // namespace lockkeeper::ctl
