// SPDX-FileCopyrightText: 2026 Lockkeeper contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/engine/target.h"
#include "ui/theme/panel.h"

class QLineEdit;

namespace lockkeeper {

/// Which plan, and which database. A password that is written into the URL moves into its own field, where nobody sees it.
class OpenForm final : public Panel
{
    Q_OBJECT

public:
    explicit OpenForm(QWidget *parent = nullptr);

    /// Another database for a plan that is known; the caret goes where something is missing.
    void fill(const QString &planPath, const QString &url);
    bool isEmpty() const;
    /// Asks for a plan file.
    void browse();

Q_SIGNALS:
    void openRequested(const QString &planPath, const lockkeeper::Target &target);
    /// The URL can't be read.
    void failed(const lockkeeper::Error &error);

private:
    void build();
    void request();
    void hidePassword();

    QLineEdit *m_plan;
    QLineEdit *m_url;
    QLineEdit *m_password;
};

} // namespace lockkeeper
