// SPDX-FileCopyrightText: 2026 Lockkeeper contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/workflow/snapshot.h"

#include <QWidget>

class QLabel;
class QPlainTextEdit;
class QPushButton;

namespace lockkeeper {

/// One step: what it runs, how it is undone, and what went wrong.
class StepDetails final : public QWidget
{
    Q_OBJECT

public:
    explicit StepDetails(QWidget *parent = nullptr);

    void show(const StepSnapshot &step);
    /// Nothing selected: says what to do.
    void clear();

Q_SIGNALS:
    /// A copy of the step's SQL, for an editor.
    void openSqlRequested(const QString &name, const QString &sql);

private:
    void build();
    void showError(const StepRecord &record);

    QLabel *m_name = nullptr;
    QPlainTextEdit *m_sql = nullptr;
    QPushButton *m_open = nullptr;
    QString m_statements;
    QLabel *m_undo = nullptr;
    QLabel *m_error = nullptr;
};

} // namespace lockkeeper
