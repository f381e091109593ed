// SPDX-FileCopyrightText: 2026 Lockkeeper contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/theme/panel.h"

class QPushButton;

namespace lockkeeper {

/// What the demo's application does, and the one thing a person has to do for it.
class DemoPanel final : public Panel
{
    Q_OBJECT

public:
    explicit DemoPanel(QWidget *parent = nullptr);

    void showRetired();

Q_SIGNALS:
    void retireRequested();

private:
    QLabel *m_text;
    QPushButton *m_retire;
};

} // namespace lockkeeper
