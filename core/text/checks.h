// SPDX-FileCopyrightText: 2026 Lockkeeper contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/connections/connectionprofile.h"
#include "core/connections/diagnosis.h"
#include "core/connections/tlsmode.h"

namespace lockkeeper::sentences {

QString engineTitle(const QString &name);     ///< of an engine or a URL's scheme: "PostgreSQL"
QString environment(Environment environment); ///< "Production"
/// What a mode protects from and what not, in one sentence.
QString tlsMode(TlsMode mode);
QString check(CheckStep step);         ///< "Sign-in"
QString outcome(CheckOutcome outcome); ///< "good", "notice", "failed"

struct CheckText
{
    QString what; ///< what was found
    QString toDo; ///< what to do about it; empty where nothing is
};
CheckText check(const Check &check);

} // namespace lockkeeper::sentences
