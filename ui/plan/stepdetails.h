// SPDX-FileCopyrightText: 2026 Lockkeeper contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/workflow/snapshot.h"

#include <QScrollArea>

class QFormLayout;
class QLabel;
class QPlainTextEdit;
class QPushButton;

namespace lockkeeper {

/// One step: what it runs, which locks that was expected and seen to take, how it is undone, how anybody can tell that it
/// is done, and what each attempt came to.
class StepDetails final : public QScrollArea
{
    Q_OBJECT

public:
    explicit StepDetails(QWidget *parent = nullptr);

    /// @param expected null: not known (the engine writes the SQL, or nobody looked yet)
    void show(const StepSnapshot &step, const ExpectedEffects *expected, const QList<Event> &events);
    /// Nothing selected: says what to do.
    void clear();

Q_SIGNALS:
    /// A copy of the step's SQL, for an editor.
    void openSqlRequested(const QString &name, const QString &sql);

protected:
    void resizeEvent(QResizeEvent *event) override;

private:
    void build();
    void fitSql();
    QLabel *addFact(QFormLayout *form, const QString &title);
    void showError(const StepRecord &record);

    QLabel *m_name = nullptr;
    QPlainTextEdit *m_sql = nullptr;
    QPushButton *m_open = nullptr;
    QString m_statements;
    QLabel *m_error = nullptr;
    QLabel *m_undo = nullptr;
    QLabel *m_doneWhen = nullptr;
    QLabel *m_expected = nullptr;
    QLabel *m_observed = nullptr;
    QLabel *m_attempts = nullptr;
    QList<QLabel *> m_facts;
};

} // namespace lockkeeper
