// SPDX-FileCopyrightText: 2026 Lockkeeper contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QWidget>

class QLabel;
class QLineEdit;
class QProgressBar;

namespace lockkeeper {

/// The window before a plan is open: which plan, which database, or the sample. Opening runs nothing.
class WelcomePage final : public QWidget
{
    Q_OBJECT

public:
    explicit WelcomePage(QWidget *parent = nullptr);

    /// Something is on its way; empty: nothing.
    void showBusy(const QString &text);

Q_SIGNALS:
    void openRequested(const QString &planPath, const QString &url);
    void sampleRequested();

private:
    void build();
    QWidget *openForm();
    void browse();

    QLineEdit *m_plan = nullptr;
    QLineEdit *m_url = nullptr;
    QLabel *m_busyText = nullptr;
    QProgressBar *m_busy = nullptr;
};

} // namespace lockkeeper
