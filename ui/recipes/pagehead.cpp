// SPDX-FileCopyrightText: 2026 Lockkeeper contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/recipes/pagehead.h"

#include "ui/theme/panel.h"
#include "ui/theme/theme.h"

#include <QGridLayout>

namespace lockkeeper {

PageHead::PageHead(QWidget *parent)
    : QWidget(parent), m_title(new QLabel), m_below(new QuietLabel), m_step(new QuietLabel)
{
    m_title->setTextFormat(Qt::PlainText);
    m_title->setFont(scaled(font(), 1.5, true));
    m_step->setWordWrap(false);
    auto *layout = new QGridLayout(this);
    layout->setContentsMargins(0, 0, 0, 8);
    layout->setVerticalSpacing(2);
    layout->setColumnStretch(0, 1);
    layout->addWidget(m_title, 0, 0);
    layout->addWidget(m_step, 0, 1, Qt::AlignRight | Qt::AlignVCenter);
    layout->addWidget(m_below, 1, 0, 1, 2);
}

void PageHead::say(const QString &title, const QString &below, int step, int steps)
{
    m_title->setText(title);
    m_below->setText(below);
    m_step->setText(tr("Step %1 of %2").arg(step).arg(steps));
}

} // namespace lockkeeper
