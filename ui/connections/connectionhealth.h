// SPDX-FileCopyrightText: 2026 Lockkeeper contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/connections/connectiontest.h"
#include "ui/theme/look.h"

#include <QDateTime>
#include <QMap>

namespace lockkeeper {

/// Whether a kept connection leads anywhere, as last tried.
struct ConnectionHealth
{
    enum class State { NotTried, Trying, Good, Notice, Failed, AsksForPassword };

    State state = State::NotTried;
    QString text;        ///< the sentence behind the word; empty: there is none
    QDateTime checkedAt; ///< not valid: not tried to the end
    friend bool operator==(const ConnectionHealth &, const ConnectionHealth &) = default;
};

Look lookOf(ConnectionHealth::State state);
/// "Reachable, 14:02", "No answer, 14:02"; empty while nobody has tried.
QString healthWord(const ConnectionHealth &health);

/// Tries kept connections when somebody asks for it, never by itself: a sign-in is seen by the server. Each as the
/// connection test does, a few at a time; one that asks for a password is not tried to the end.
class HealthCheck final : public QObject
{
    Q_OBJECT

public:
    explicit HealthCheck(SecretStore &secrets, QObject *parent = nullptr);

    void check(const QList<ConnectionProfile> &profiles);

Q_SIGNALS:
    void changed(const QString &id, const lockkeeper::ConnectionHealth &health);

private:
    void next();
    void begin(const ConnectionProfile &profile);
    void end(const QString &id, const ConnectionHealth &health);

    SecretStore &m_secrets;
    QList<ConnectionProfile> m_waiting;
    QMap<QString, ConnectionTest *> m_running; ///< by the profile's id
};

} // namespace lockkeeper
