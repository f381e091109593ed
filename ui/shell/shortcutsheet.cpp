// SPDX-FileCopyrightText: 2026 Lockkeeper contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/shell/shortcutsheet.h"

#include "ui/theme/theme.h"

#include <QAction>
#include <QDialog>
#include <QDialogButtonBox>
#include <QHeaderView>
#include <QMenu>
#include <QMenuBar>
#include <QTreeWidget>
#include <QVBoxLayout>

namespace lockkeeper {

namespace {

struct Sheet
{
    Q_DECLARE_TR_FUNCTIONS(lockkeeper::ShortcutSheet)
};

void addGroup(QTreeWidget &tree, const QAction &menu)
{
    auto *group = new QTreeWidgetItem(&tree, {menu.text().remove(u'&')});
    group->setFirstColumnSpanned(true);
    group->setFont(0, scaled(tree.font(), 1.0, true));
    for (const QAction *action : menu.menu()->actions()) {
        if (!action->shortcut().isEmpty())
            new QTreeWidgetItem(
                group, {action->text().remove(u'&'), action->shortcut().toString(QKeySequence::NativeText)});
    }
}

QTreeWidget *shortcutTree(const QMenuBar &menus)
{
    auto *tree = new QTreeWidget;
    tree->setAccessibleName(Sheet::tr("Keyboard shortcuts"));
    tree->setHeaderLabels({Sheet::tr("Action"), Sheet::tr("Keys")});
    tree->setRootIsDecorated(false);
    tree->header()->setStretchLastSection(false);
    tree->header()->setSectionResizeMode(0, QHeaderView::Stretch);
    tree->header()->setSectionResizeMode(1, QHeaderView::ResizeToContents);
    for (const QAction *menu : menus.actions()) {
        if (menu->menu())
            addGroup(*tree, *menu);
    }
    tree->expandAll();
    return tree;
}

} // namespace

void showShortcutSheet(const QMenuBar &menus, QWidget *parent)
{
    auto *dialog = new QDialog(parent);
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    dialog->setWindowTitle(Sheet::tr("Keyboard shortcuts"));
    auto *buttons = new QDialogButtonBox(QDialogButtonBox::Close);
    QObject::connect(buttons, &QDialogButtonBox::rejected, dialog, &QDialog::reject);
    auto *layout = new QVBoxLayout(dialog);
    layout->addWidget(shortcutTree(menus));
    layout->addWidget(buttons);
    dialog->resize(440, 560);
    dialog->open();
}

} // namespace lockkeeper
