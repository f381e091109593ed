// SPDX-FileCopyrightText: 2026 Lockkeeper contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/connections/connectionprofile.h"
#include "core/engine/target.h"

#include <QWizardPage>

#include <variant>

class QLabel;
class QLineEdit;
class QListView;

namespace lockkeeper {

class ConnectionList;
class ConnectionModel;

/// Where the plan is for: one of the kept connections, or a database by its URL.
class ConnectionPage final : public QWizardPage
{
    Q_OBJECT

public:
    explicit ConnectionPage(const ConnectionList &list, QWidget *parent = nullptr);

    /// Valid once the page is complete.
    using Choice = std::variant<ConnectionProfile, Target>;
    Choice choice() const;

    bool isComplete() const override;
    bool validatePage() override;

private:
    void build();
    void showProfiles(const ConnectionList &list);
    bool isUrlGiven() const;

    ConnectionModel *m_model;
    QListView *m_view = nullptr;
    QLabel *m_empty = nullptr;
    QLineEdit *m_url = nullptr;
    QLineEdit *m_password = nullptr;
    QLabel *m_problem = nullptr;
};

} // namespace lockkeeper
