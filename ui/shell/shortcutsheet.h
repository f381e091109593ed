// SPDX-FileCopyrightText: 2026 Lockkeeper contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

class QMenuBar;
class QWidget;

namespace lockkeeper {

/// Opens a sheet with every shortcut that the menus of @p menus have, a group a menu. Returns at once.
void showShortcutSheet(const QMenuBar &menus, QWidget *parent);

} // namespace lockkeeper
