// SPDX-FileCopyrightText: 2026 Lockkeeper contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QWidget>

class QLabel;

namespace lockkeeper {

/// What stands above each page of the wizard: what is asked, why, and how far it is.
class PageHead final : public QWidget
{
    Q_OBJECT

public:
    explicit PageHead(QWidget *parent = nullptr);

    void say(const QString &title, const QString &below, int step, int steps);

private:
    QLabel *m_title;
    QLabel *m_below;
    QLabel *m_step;
};

} // namespace lockkeeper
