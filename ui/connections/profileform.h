// SPDX-FileCopyrightText: 2026 Lockkeeper contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/connections/connectionprofile.h"
#include "core/connections/tlsmode.h"

#include <QWidget>

class QCheckBox;
class QComboBox;
class QFormLayout;
class QLabel;
class QLineEdit;
class QSpinBox;

namespace lockkeeper {

class EnvironmentBadge;

/// A connection's fields. What it doesn't show of a profile it leaves as it is.
class ProfileForm final : public QWidget
{
    Q_OBJECT

public:
    explicit ProfileForm(QWidget *parent = nullptr);

    /// Shows a profile; emits nothing.
    void show(const ConnectionProfile &profile, const Secret &typed);
    ConnectionProfile profile() const;
    /// What stands in the password's field.
    Secret typedPassword() const;
    void focusName();
    void focusPassword();

Q_SIGNALS:
    void edited();

private:
    void build();
    void addIdentity();
    void addPlace();
    void addTls();
    void addPassword();
    void addTunnel();
    QWidget *withBrowse(QLineEdit *line, const QString &title);
    void adapt();
    void setEngine(const QString &scheme);
    void watch();

    ConnectionProfile m_profile;
    bool m_isShowing = false;
    QFormLayout *m_rows = nullptr;
    QLineEdit *m_name = nullptr;
    QComboBox *m_environment = nullptr;
    EnvironmentBadge *m_badge = nullptr;
    QComboBox *m_engine = nullptr;
    QLineEdit *m_host = nullptr;
    QSpinBox *m_port = nullptr;
    QLineEdit *m_user = nullptr;
    QLineEdit *m_database = nullptr;
    QWidget *m_databaseRow = nullptr;
    QWidget *m_browseDatabase = nullptr;
    QComboBox *m_tls = nullptr;
    QLabel *m_tlsSentence = nullptr;
    QLineEdit *m_root = nullptr;
    QWidget *m_rootRow = nullptr;
    QComboBox *m_source = nullptr;
    QLineEdit *m_password = nullptr;
    QCheckBox *m_tunnel = nullptr;
    QLineEdit *m_hopHost = nullptr;
    QSpinBox *m_hopPort = nullptr;
    QLineEdit *m_hopUser = nullptr;
};

} // namespace lockkeeper
