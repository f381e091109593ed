// SPDX-FileCopyrightText: 2026 Lockkeeper contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/recipes/newplan.h"

#include "ui/cockpit/cockpit.h"
#include "ui/mainwindow.h"
#include "ui/recipes/newplanwizard.h"

namespace lockkeeper {

void connectNewPlan(MainWindow &window, Cockpit &cockpit, ConnectionList &list, SecretStore &secrets)
{
    QObject::connect(&window, &MainWindow::newPlanRequested, &cockpit, [&window, &cockpit, &list, &secrets] {
        auto *wizard = new NewPlanWizard(list, secrets, &window);
        wizard->setAttribute(Qt::WA_DeleteOnClose);
        wizard->setWindowModality(Qt::WindowModal);
        QObject::connect(wizard, &NewPlanWizard::savedOnConnection, &cockpit,
                         qOverload<const QString &, const ReachedTarget &>(&Cockpit::open));
        QObject::connect(
            wizard, &NewPlanWizard::savedOnUrl, &cockpit,
            [&cockpit](const QString &path, const Target &target) { cockpit.open(path, target); });
        wizard->show();
    });
}

} // namespace lockkeeper
