// SPDX-FileCopyrightText: 2026 Lockkeeper contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/error.h"

#include <QStringList>

#include <span>

namespace lockkeeper::sentences {

/// How one error is told. Texts are templates for filled(); `{detail}` and `{sqlstate}` are the error's own fields.
struct ErrorEntry
{
    Errc code;
    int exitCode;
    const char *facts; ///< what whoever makes the error puts in, separated by blanks
    const char *what;
    const char *means;
    const char *toDo;
};

/// One entry for every code.
std::span<const ErrorEntry> errorEntries();

} // namespace lockkeeper::sentences
