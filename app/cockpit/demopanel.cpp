// SPDX-FileCopyrightText: 2026 Lockkeeper contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/cockpit/demopanel.h"

#include <QBoxLayout>
#include <QPushButton>

namespace lockkeeper {

DemoPanel::DemoPanel(QWidget *parent)
    : Panel(tr("Demo"), parent)
    , m_text(new QuietLabel(
          tr("An old and a new version of an application use this database. The gate before Contract "
             "stays closed while the old one runs.")))
    , m_retire(new QPushButton(tr("Retire the old version")))
{
    body()->addWidget(m_text);
    body()->addWidget(m_retire, 0, Qt::AlignLeft);
    connect(m_retire, &QPushButton::clicked, this, &DemoPanel::retireRequested);
}

void DemoPanel::showRetired()
{
    m_text->setText(
        tr("The old version is retired; a few seconds later the gate sees it. The new one goes on."));
    m_retire->hide();
}

} // namespace lockkeeper
