// SPDX-FileCopyrightText: 2026 Lockkeeper contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/recipes/recipepage.h"

#include "core/text/recipes.h"
#include "ui/theme/panel.h"
#include "ui/theme/theme.h"

#include <QButtonGroup>
#include <QRadioButton>
#include <QScrollArea>
#include <QVBoxLayout>

namespace lockkeeper {

namespace {

constexpr int besideTheButton = 26; ///< where a radio button's text begins

} // namespace

RecipePage::RecipePage(QWidget *parent) : QWizardPage(parent), m_buttons(new QButtonGroup(this))
{
    setTitle(tr("What should change?"));
    setSubTitle(tr("A recipe turns it into a plan of six stages, with its gates and its way back."));
    auto *content = new QWidget;
    auto *layout = new QVBoxLayout(content);
    layout->setSpacing(2);
    int number = 0;
    for (const Recipe *recipe : recipes()) {
        auto *button = new QRadioButton(sentences::recipeText(recipe->info().title));
        auto *summary = new QuietLabel(sentences::recipeText(recipe->info().summary));
        button->setFont(scaled(font(), 1.0, true));
        button->setAccessibleDescription(summary->text());
        summary->setContentsMargins(besideTheButton, 0, 0, 8);
        m_buttons->addButton(button, number++);
        layout->addWidget(button);
        layout->addWidget(summary);
    }
    layout->addStretch(1);
    m_buttons->button(0)->setChecked(true);
    auto *scroll = new QScrollArea;
    scroll->setFrameShape(QFrame::NoFrame);
    scroll->setWidgetResizable(true);
    scroll->setFocusPolicy(Qt::NoFocus);
    scroll->setWidget(content);
    auto *page = new QVBoxLayout(this);
    page->setContentsMargins(0, 0, 0, 0);
    page->addWidget(scroll);
}

const Recipe &RecipePage::recipe() const
{
    return *recipes()[static_cast<std::size_t>(m_buttons->checkedId())];
}

void RecipePage::choose(QStringView id)
{
    for (std::size_t i = 0; i < recipes().size(); ++i) {
        if (recipes()[i]->info().id == id)
            m_buttons->button(static_cast<int>(i))->setChecked(true);
    }
}

} // namespace lockkeeper
