// SPDX-FileCopyrightText: 2026 Lockkeeper contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

namespace lockkeeper {

class Cockpit;
class RecentPlans;
class WelcomePage;

/// Joins the list of recent plans with the page that shows it and the cockpit that opens them, and reads it.
void connectRecentPlans(RecentPlans &recent, WelcomePage &page, Cockpit &cockpit);

} // namespace lockkeeper
