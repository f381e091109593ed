// SPDX-FileCopyrightText: 2026 Lockkeeper contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

namespace lockkeeper {

class Cockpit;
class ConnectionList;
class MainWindow;
class SecretStore;

/// Opens the wizard when the window asks for a new plan, and what it saved in the cockpit. All four outlive the window.
void connectNewPlan(MainWindow &window, Cockpit &cockpit, ConnectionList &list, SecretStore &secrets);

} // namespace lockkeeper
