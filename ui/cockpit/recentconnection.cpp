// SPDX-FileCopyrightText: 2026 Lockkeeper contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/cockpit/recentconnection.h"

#include "ui/cockpit/cockpit.h"
#include "ui/welcome/recentplans.h"
#include "ui/welcome/welcomepage.h"

namespace lockkeeper {

void connectRecentPlans(RecentPlans &recent, WelcomePage &page, Cockpit &cockpit)
{
    QObject::connect(&recent, &RecentPlans::changed, &page,
                     [&recent, &page] { page.showRecent(recent.plans()); });
    QObject::connect(&page, &WelcomePage::removeRequested, &recent, &RecentPlans::remove);
    QObject::connect(&cockpit, &Cockpit::planOpened, &recent, &RecentPlans::open);
    QObject::connect(&cockpit, &Cockpit::planMoved, &recent, &RecentPlans::update);
    QObject::connect(&page, &WelcomePage::shown, &recent, &RecentPlans::load);
    recent.load();
}

} // namespace lockkeeper
