// SPDX-FileCopyrightText: 2026 Lockkeeper contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/connections/connections.h"

#include "ui/connections/connectionsdialog.h"
#include "ui/passworddialog.h"

#include <QFileDialog>

namespace lockkeeper {

Connections::Connections(QWidget &window, SecretStore &secrets, ConnectionList &list)
    : m_window(window), m_secrets(secrets), m_list(list), m_lookup(secrets), m_health(secrets)
{
    connect(&m_health, &HealthCheck::changed, this, &Connections::healthChanged);
    connect(&m_lookup, &TargetLookup::passwordNeeded, this, &Connections::askPassword);
    connect(&m_lookup, &TargetLookup::failed, this, [this](const Error &error) {
        Q_EMIT progressed({});
        Q_EMIT failed(error);
    });
    connect(&m_lookup, &TargetLookup::reached, this, [this](const ReachedTarget &target) {
        Q_EMIT progressed({});
        Q_EMIT openRequested(m_planPath, target);
    });
    m_list.load();
}

void Connections::showManager()
{
    if (!m_dialog) {
        m_dialog = new ConnectionsDialog(m_list, m_secrets, &m_window);
        connect(m_dialog, &QDialog::finished, this, &Connections::managerClosed);
        connect(m_dialog, &ConnectionsDialog::openRequested, this, &Connections::choosePlan);
    }
    m_dialog->show();
    m_dialog->raise();
    m_dialog->activateWindow();
}

// What isn't saved waits for the next time; a window without drafts has nothing to keep, least of all passwords.
void Connections::managerClosed()
{
    if (m_dialog && !m_dialog->hasDrafts())
        std::exchange(m_dialog, nullptr)->deleteLater();
}

void Connections::open(const QString &id, const QString &planPath)
{
    const auto profile = m_list.profile(id);
    if (!profile)
        return;
    m_planPath = planPath;
    if (planPath.isEmpty())
        choosePlan(*profile, {});
    else
        begin(*profile, {});
}

void Connections::choosePlan(const ConnectionProfile &profile, const std::optional<Secret> &typed)
{
    auto *dialog =
        new QFileDialog(m_dialog ? m_dialog.get() : &m_window, tr("Plan to open on %1").arg(profile.name), {},
                        tr("Plans (*.lockkeeper.yaml *.yaml *.yml)"));
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    dialog->setFileMode(QFileDialog::ExistingFile);
    connect(dialog, &QFileDialog::fileSelected, this, [this, profile, typed](const QString &path) {
        m_planPath = path;
        if (m_dialog)
            m_dialog->close();
        begin(profile, typed);
    });
    dialog->open();
}

void Connections::begin(const ConnectionProfile &profile, const std::optional<Secret> &typed)
{
    if (profile.ssh.isUsed())
        Q_EMIT progressed(tr("Opening the SSH tunnel through %1…").arg(profile.ssh.host));
    m_lookup.start(profile, typed);
}

void Connections::askPassword(const ConnectionProfile &profile, bool keyringWorks)
{
    Q_EMIT progressed({});
    const QString noKeyring =
        tr("The desktop's keyring can't be reached, so the password is asked for each time.");
    auto *dialog = new PasswordDialog({.place = profile.toTarget({}).display(),
                                       .environment = profile.environment,
                                       .remark = keyringWorks ? QString() : noKeyring,
                                       .answer = tr("Sign in")},
                                      &m_window);
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    connect(dialog, &PasswordDialog::typed, this,
            [this, profile](const Secret &password) { begin(profile, password); });
    dialog->open();
}

} // namespace lockkeeper
