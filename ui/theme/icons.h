// SPDX-FileCopyrightText: 2026 Lockkeeper contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QIcon>

namespace lockkeeper {

/// A sign of our own family (resources/icons), drawn in the colour of the text around it and sharp at every size and
/// scale. It follows the palette while the program runs. @param name the file's, without its ending
QIcon themedIcon(const QString &name);
/// The program's own, in its own colours.
QIcon programIcon();

} // namespace lockkeeper
