// SPDX-FileCopyrightText: 2026 Lockkeeper contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/workflow/snapshot.h"

#include <QDialog>

class QLabel;
class QLineEdit;
class QPushButton;

namespace lockkeeper {

/// Before a stage with steps that can't be undone: their SQL, what is lost, and a line for the table's name. The core
/// compares the name again; this only saves a way there in vain.
class TableNameDialog final : public QDialog
{
    Q_OBJECT

public:
    /// @param snapshot has a plan
    TableNameDialog(const MigrationSnapshot &snapshot, Stage stage, QWidget *parent = nullptr);

Q_SIGNALS:
    void named(const QString &table);

private:
    void build(const MigrationSnapshot &snapshot, Stage stage);
    QString factsOf(const MigrationSnapshot &snapshot, Stage stage) const;
    void compare();
    void choose();
    bool isNamed() const;

    QString m_table;
    QLineEdit *m_name = nullptr;
    QLabel *m_hint = nullptr;
    QPushButton *m_go = nullptr;
};

} // namespace lockkeeper
