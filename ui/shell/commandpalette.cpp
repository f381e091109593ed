// SPDX-FileCopyrightText: 2026 Lockkeeper contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/shell/commandpalette.h"

#include "ui/theme/panel.h"
#include "ui/theme/theme.h"

#include <QAction>
#include <QKeyEvent>
#include <QLineEdit>
#include <QListView>
#include <QPainter>
#include <QStyledItemDelegate>
#include <QVBoxLayout>

namespace lockkeeper {

namespace {

using namespace Qt::StringLiterals;

constexpr int rowPadding = 7;

/// Title, quiet detail, and the shortcut at the right.
class CommandDelegate final : public QStyledItemDelegate
{
public:
    using QStyledItemDelegate::QStyledItemDelegate;

    QSize sizeHint(const QStyleOptionViewItem &option, const QModelIndex & /*index*/) const override
    {
        return {200, option.fontMetrics.height() + 2 * rowPadding};
    }

    void paint(QPainter *painter, const QStyleOptionViewItem &option, const QModelIndex &index) const override
    {
        const bool isCurrent = option.state & QStyle::State_Selected;
        const bool isEnabled = index.flags() & Qt::ItemIsEnabled;
        const QPalette &colors = option.palette;
        if (isCurrent)
            painter->fillRect(option.rect, colors.highlight());
        const QColor loud =
            isCurrent ? colors.color(QPalette::HighlightedText) : colors.color(QPalette::Text);
        const QColor quiet = isCurrent ? loud : quietColor(colors);
        const QRect area = option.rect.adjusted(10, 0, -10, 0);
        const auto draw = [&](const QRect &where, Qt::Alignment side, const QColor &color, int role) {
            const QString text =
                option.fontMetrics.elidedText(index.data(role).toString(), Qt::ElideRight, where.width());
            painter->setPen(color);
            painter->drawText(where, static_cast<int>((Qt::AlignVCenter | side).toInt()), text);
            return option.fontMetrics.horizontalAdvance(text);
        };
        const int right = draw(area, Qt::AlignRight, quiet, CommandModel::ShortcutRole) + 16;
        const QRect middle = area.adjusted(0, 0, -right, 0);
        const int left = draw(middle, Qt::AlignLeft, isEnabled ? loud : quiet, Qt::DisplayRole) + 12;
        draw(middle.adjusted(left, 0, 0, 0), Qt::AlignLeft, quiet, CommandModel::DetailRole);
    }
};

} // namespace

CommandPalette::CommandPalette(QWidget *parent) : QDialog(parent, Qt::Popup | Qt::FramelessWindowHint)
{
    build();
}

void CommandPalette::build()
{
    m_line = new QLineEdit;
    m_line->setClearButtonEnabled(false);
    m_line->installEventFilter(this);
    m_list = new QListView;
    m_list->setModel(&m_model);
    m_list->setItemDelegate(new CommandDelegate(m_list));
    m_list->setFocusPolicy(Qt::NoFocus);
    m_list->setFrameShape(QFrame::NoFrame);
    m_list->setUniformItemSizes(true);
    m_nothing = new QuietLabel(tr("Nothing has that name."));
    m_nothing->setMargin(10);
    auto *layout = new QVBoxLayout(this);
    layout->setContentsMargins(8, 8, 8, 8);
    layout->setSpacing(6);
    layout->addWidget(m_line);
    layout->addWidget(m_nothing);
    layout->addWidget(m_list, 1);
    connect(m_line, &QLineEdit::textChanged, this, &CommandPalette::filter);
    connect(m_list, &QListView::clicked, this, &CommandPalette::runCurrent);
}

void CommandPalette::open(const QString &name, const QString &hint, QList<Command> commands)
{
    setWindowTitle(name);
    m_line->setAccessibleName(name);
    m_list->setAccessibleName(name);
    m_line->setPlaceholderText(hint);
    m_line->clear();
    m_model.setCommands(std::move(commands));
    filter({});
    place();
    show();
    m_line->setFocus();
}

void CommandPalette::place()
{
    const QRect window = parentWidget()->rect();
    const QSize size(qMin(640, window.width() - 40), qMin(420, window.height() - 80));
    resize(size);
    move(parentWidget()->mapToGlobal(QPoint((window.width() - size.width()) / 2, 60)));
}

void CommandPalette::filter(const QString &words)
{
    m_model.setFilter(words);
    m_nothing->setVisible(m_model.rowCount() == 0);
    m_list->setCurrentIndex(m_model.index(0));
}

void CommandPalette::runCurrent()
{
    const QModelIndex current = m_list->currentIndex();
    if (!current.isValid() || !m_model.at(current.row()).isEnabled)
        return;
    const Command command = m_model.at(current.row());
    close();
    command.run();
}

bool CommandPalette::eventFilter(QObject *watched, QEvent *event)
{
    if (watched != m_line || event->type() != QEvent::KeyPress)
        return QDialog::eventFilter(watched, event);
    switch (static_cast<QKeyEvent *>(event)->key()) {
    case Qt::Key_Up:
    case Qt::Key_Down:
    case Qt::Key_PageUp:
    case Qt::Key_PageDown:
        QCoreApplication::sendEvent(m_list, event);
        return true;
    case Qt::Key_Return:
    case Qt::Key_Enter:
        runCurrent();
        return true;
    default:
        return false;
    }
}

QList<Command> commandsOf(const QList<QAction *> &actions, const QString &detail)
{
    QList<Command> commands;
    for (QAction *action : actions) {
        if (action->isSeparator() || action->menu() || action->text().isEmpty())
            continue;
        commands.append({.title = action->text().remove(u'&'),
                         .detail = detail,
                         .shortcut = action->shortcut().toString(QKeySequence::NativeText),
                         .isEnabled = action->isEnabled(),
                         .run = [action] { action->trigger(); }});
    }
    return commands;
}

} // namespace lockkeeper
