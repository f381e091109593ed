// SPDX-FileCopyrightText: 2026 Lockkeeper contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/error.h"

#include <QByteArray>

namespace lockkeeper {

/// Puts @p bytes in the place of the file @p path, whole or not at all, readable by its owner only: hosts, users and scripts are
/// nobody else's business. Blocks for the disk.
/// @returns Errc::UnwritableFile.
Status replacePrivately(const QString &path, const QByteArray &bytes);

} // namespace lockkeeper
