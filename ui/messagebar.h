// SPDX-FileCopyrightText: 2026 Lockkeeper contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/text/sentences.h"

#include <QWidget>

class QLabel;
class QToolButton;

namespace lockkeeper {

/// Says what went wrong, in the window and not over it: what happened, what it means for the data, what to do. Its
/// texts may hold a server's words, so none of them is ever taken for HTML.
class MessageBar final : public QWidget
{
    Q_OBJECT

public:
    explicit MessageBar(QWidget *parent = nullptr);

    /// @p detail: the server's own words and SQLSTATE, or empty.
    void showMessage(const sentences::ErrorText &text, const QString &detail);
    void showError(const Error &error);
    /// Everything that is said, as Copy puts it on the clipboard.
    QString text() const;

protected:
    void paintEvent(QPaintEvent *event) override;

private:
    void build();

    QLabel *m_what = nullptr;
    QLabel *m_means = nullptr;
    QLabel *m_toDo = nullptr;
    QLabel *m_detail = nullptr;
    QToolButton *m_copy = nullptr;
    QToolButton *m_close = nullptr;
};

} // namespace lockkeeper
