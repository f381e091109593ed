// SPDX-FileCopyrightText: 2026 Lockkeeper contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/workflow/snapshot.h"

#include <QWidget>

class QLabel;
class QPlainTextEdit;

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

private:
    void build();
    void showError(const StepRecord &record);

    QLabel *m_name = nullptr;
    QPlainTextEdit *m_sql = nullptr;
    QLabel *m_undo = nullptr;
    QLabel *m_error = nullptr;
};

} // namespace lockkeeper
