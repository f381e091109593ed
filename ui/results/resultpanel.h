// SPDX-FileCopyrightText: 2026 Lockkeeper contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/error.h"
#include "core/engine/value.h"

#include <QElapsedTimer>
#include <QTimer>
#include <QWidget>

class QLabel;
class QTableView;
class QToolButton;

namespace lockkeeper {

class MessageBar;
class ResultModel;

/// How a query ended, when it didn't fail.
struct QueryEnd
{
    bool isCut = false; ///< there were more rows than are shown
};

/// What a query brought: rows as they come, how long it took, and ways to take them along.
class ResultPanel final : public QWidget
{
    Q_OBJECT

public:
    explicit ResultPanel(QWidget *parent = nullptr);

    void started(const QString &sql);
    void append(const lockkeeper::Rows &chunk);
    void finished(const lockkeeper::QueryEnd &end);
    void failed(const lockkeeper::Error &error);
    /// Nothing was sent, and why.
    void refused(const QString &reason);

Q_SIGNALS:
    void cancelRequested();

private:
    void build();
    void cancel();
    void end(const QString &state);
    void showState(const QString &state);
    void showRunning();
    void askWhereTo();
    void saveTo(const QString &path);
    void copyTable();

    ResultModel *m_model;
    QTableView *m_view;
    MessageBar *m_message;
    QLabel *m_state = nullptr;
    QToolButton *m_cancel = nullptr;
    QToolButton *m_export = nullptr;
    QToolButton *m_copy = nullptr;
    QElapsedTimer m_elapsed;
    QTimer m_clock;
    bool m_isRunning = false;
};

} // namespace lockkeeper
