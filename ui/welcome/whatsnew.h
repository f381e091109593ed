// SPDX-FileCopyrightText: 2026 Lockkeeper contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

class QWidget;

namespace lockkeeper {

/// Opens a window with what this and earlier versions brought.
void showWhatsNew(QWidget *parent);

} // namespace lockkeeper
