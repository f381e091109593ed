// SPDX-FileCopyrightText: 2026 Lockkeeper contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/connections/targetlookup.h"

#include <QPointer>

namespace lockkeeper {

/// Tests a profile from its password to its server's clock, without blocking. One test at a time; one that is cancelled
/// is silent at once, whatever it still waits for.
class ConnectionTest final : public QObject
{
    Q_OBJECT

public:
    explicit ConnectionTest(SecretStore &secrets, QObject *parent = nullptr);
    ~ConnectionTest() override;

    void start(const ConnectionProfile &profile, const std::optional<Secret> &typed = {});
    void cancel();
    bool isRunning() const { return m_isRunning; }

Q_SIGNALS:
    void checked(const lockkeeper::Check &check);
    /// The test is over, and begins again with start() and the password.
    void passwordNeeded(bool keyringWorks);
    /// All checks were told.
    void finished();

private:
    class Run;

    void diagnoseTarget(const ReachedTarget &reached);
    void tellOf(const Check &check);
    void end();

    TargetLookup m_lookup;
    QPointer<Run> m_run;
    quint64 m_ticket = 0;
    bool m_isRunning = false;
};

} // namespace lockkeeper
