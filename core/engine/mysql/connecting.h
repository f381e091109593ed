// SPDX-FileCopyrightText: 2026 Lockkeeper contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/engine/engine.h"

namespace lockkeeper {

/// Opens a connection of Qt's driver called @p name on the calling thread, as the target's TLS mode wants it:
/// Prefer tries with TLS and, where the server has none, without; VerifyCa is as strict as VerifyFull, because
/// Connector/C checks the authority and the name together. It leaves the name of 127.0.0.1 and localhost unchecked.
/// @returns Errc::ConnectionFailed; nothing is left of the connection then.
Status connectMySql(const QString &name, const Target &target, const SessionOptions &options);

} // namespace lockkeeper
