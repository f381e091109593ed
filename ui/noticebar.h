// SPDX-FileCopyrightText: 2026 Lockkeeper contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/theme/look.h"

#include <QWidget>

#include <functional>

class QBoxLayout;
class QLabel;

namespace lockkeeper {

/// Says something that wants an answer, in the window and not over it. Its text is never taken for HTML.
class NoticeBar final : public QWidget
{
    Q_OBJECT

public:
    struct Answer
    {
        QString text;
        std::function<void()> run; ///< empty: the notice just goes
    };

    explicit NoticeBar(QWidget *parent = nullptr);

    /// Replaces what is said; an answer hides the bar before it runs.
    void ask(Look look, const QString &text, const QList<Answer> &answers);
    QString text() const;

protected:
    void paintEvent(QPaintEvent *event) override;

private:
    void addAnswer(const Answer &answer);

    Look m_look;
    QLabel *m_text;
    QBoxLayout *m_answers;
};

} // namespace lockkeeper
