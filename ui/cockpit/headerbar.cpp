// SPDX-FileCopyrightText: 2026 Lockkeeper contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/cockpit/headerbar.h"

#include "core/text/sentences.h"
#include "ui/theme/environmentbadge.h"
#include "ui/theme/look.h"
#include "ui/theme/panel.h"
#include "ui/theme/textsize.h"
#include "ui/theme/theme.h"

#include <QAction>
#include <QHBoxLayout>
#include <QToolButton>

namespace lockkeeper {

namespace {

QToolButton *buttonFor(QAction *action)
{
    auto *button = new QToolButton;
    button->setDefaultAction(action);
    button->setToolButtonStyle(Qt::ToolButtonTextBesideIcon);
    button->setMinimumHeight(30);
    return button;
}

} // namespace

HeaderBar::HeaderBar(const QList<QAction *> &actions, QWidget *parent) : QWidget(parent) { build(actions); }

void HeaderBar::build(const QList<QAction *> &actions)
{
    m_title = plainLabel();
    keepFont(m_title, 1.5, true);
    m_title->setWordWrap(false);
    m_state = plainLabel();
    m_state->setWordWrap(false);
    m_target = new QuietLabel;
    m_target->setWordWrap(false);
    m_badge = new EnvironmentBadge;
    auto *second = new QHBoxLayout;
    second->setSpacing(10);
    second->addWidget(m_badge);
    second->addWidget(m_target);
    second->addWidget(m_state);
    second->addStretch();
    auto *texts = new QVBoxLayout;
    texts->setSpacing(5);
    texts->addWidget(m_title);
    texts->addLayout(second);
    auto *layout = new QHBoxLayout(this);
    layout->setContentsMargins(2, 0, 2, 0);
    layout->addLayout(texts, 1);
    for (QAction *action : actions)
        layout->addWidget(buttonFor(action));
}

void HeaderBar::show(const MigrationSnapshot &snapshot)
{
    m_title->setText(snapshot.record.title);
    m_state->setText(sentences::state(snapshot.record.state));
    m_state->setPalette(withText(palette(), toneColor(lookOf(snapshot.record.state).tone, palette())));
}

void HeaderBar::setEnvironment(Environment environment) { m_badge->setEnvironment(environment); }

void HeaderBar::setTarget(const QString &target) { m_target->setText(target); }

} // namespace lockkeeper
