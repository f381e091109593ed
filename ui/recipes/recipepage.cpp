// SPDX-FileCopyrightText: 2026 Lockkeeper contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/recipes/recipepage.h"

#include "core/text/recipes.h"
#include "ui/recipes/pagehead.h"
#include "ui/theme/twolines.h"

#include <QListWidget>
#include <QPainter>
#include <QStyledItemDelegate>
#include <QVBoxLayout>
#include <QWizard>

#include <utility>

namespace lockkeeper {

namespace {

constexpr int summaryRole = Qt::UserRole;

/// A recipe's name and its sentence.
class RecipeDelegate final : public QStyledItemDelegate
{
public:
    using QStyledItemDelegate::QStyledItemDelegate;

    void paint(QPainter *painter, const QStyleOptionViewItem &option, const QModelIndex &index) const override
    {
        QStyleOptionViewItem row = option;
        initStyleOption(&row, index);
        const QString title = std::exchange(row.text, QString());
        row.widget->style()->drawControl(QStyle::CE_ItemViewItem, &row, painter, row.widget);
        paintTwoLines(*painter, row.rect.adjusted(12, 7, -12, -7), row, title,
                      index.data(summaryRole).toString());
    }

    QSize sizeHint(const QStyleOptionViewItem &option, const QModelIndex &) const override
    {
        return {280, 2 * option.fontMetrics.height() + 18};
    }
};

} // namespace

RecipePage::RecipePage(QWidget *parent) : QWizardPage(parent), m_list(new QListWidget)
{
    m_list->setItemDelegate(new RecipeDelegate(m_list));
    m_list->setAccessibleName(tr("Recipes"));
    for (const Recipe *recipe : recipes()) {
        auto *item = new QListWidgetItem(sentences::recipeText(recipe->info().title), m_list);
        const QString summary = sentences::recipeText(recipe->info().summary);
        item->setData(summaryRole, summary);
        item->setToolTip(summary);
        item->setData(Qt::AccessibleDescriptionRole, summary);
    }
    m_list->setCurrentRow(0);
    connect(m_list, &QListWidget::itemActivated, this, [this] { wizard()->next(); });
    auto *head = new PageHead;
    head->say(tr("What should change?"),
              tr("A recipe turns it into a plan of six stages, with its gates and its way back."), 2, 4);
    auto *page = new QVBoxLayout(this);
    page->addWidget(head);
    page->addWidget(m_list, 1);
}

const Recipe &RecipePage::recipe() const
{
    return *recipes()[static_cast<std::size_t>(m_list->currentRow())];
}

void RecipePage::choose(QStringView id)
{
    for (std::size_t i = 0; i < recipes().size(); ++i) {
        if (recipes()[i]->info().id == id)
            m_list->setCurrentRow(static_cast<int>(i));
    }
}

} // namespace lockkeeper
