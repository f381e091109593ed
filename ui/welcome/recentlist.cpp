// SPDX-FileCopyrightText: 2026 Lockkeeper contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/welcome/recentlist.h"

#include "ui/theme/look.h"
#include "ui/theme/theme.h"

#include <QAction>
#include <QListView>
#include <QPainter>
#include <QPushButton>
#include <QStyledItemDelegate>
#include <QToolButton>
#include <QVBoxLayout>

#include <algorithm>

namespace lockkeeper {

namespace {

constexpr int inset = 10;
constexpr int sign = 16;
constexpr int gap = 8;
constexpr Look missingLook{.tone = Tone::Waiting, .glyph = Glyph::Warning};

/// Title and when; path and stage; database. A file that isn't there has a sign and a word for it.
class RecentDelegate final : public QStyledItemDelegate
{
public:
    using QStyledItemDelegate::QStyledItemDelegate;

    QSize sizeHint(const QStyleOptionViewItem &option, const QModelIndex & /*index*/) const override
    {
        return {200, 3 * lineHeight(option) + 2 * inset};
    }

    void paint(QPainter *painter, const QStyleOptionViewItem &option, const QModelIndex &index) const override
    {
        const bool isSelected = option.state & QStyle::State_Selected;
        const bool isCurrent = isSelected && (option.state & QStyle::State_HasFocus);
        const bool isMissing = index.data(RecentModel::MissingRole).toBool();
        const QPalette &palette = option.palette;
        if (isCurrent)
            painter->fillRect(option.rect, palette.highlight());
        else if (isSelected)
            painter->fillRect(option.rect, toneTint(Tone::Running, palette));
        const QColor loud = palette.color(isCurrent ? QPalette::HighlightedText : QPalette::Text);
        const QColor quiet = isCurrent ? loud : quietColor(palette);
        const QColor state = isMissing && !isCurrent ? toneColor(missingLook.tone, palette) : quiet;
        const int line = lineHeight(option);
        QRect row = option.rect.adjusted(inset, inset, -inset, 0);
        row.setHeight(line);
        const auto rest = [&](RecentModel::Role role, const QColor &color) {
            return drawRight(*painter, row, color, index.data(role).toString());
        };
        painter->setFont(option.font);
        const QRect title = rest(RecentModel::WhenRole, quiet);
        painter->setFont(scaled(option.font, 1.0, true));
        drawLeft(*painter, title, isMissing ? quiet : loud, index.data().toString());
        painter->setFont(option.font);
        row.translate(0, line);
        QRect path = rest(RecentModel::StageRole, state);
        if (isMissing && !isCurrent) {
            paintGlyph(*painter, QRectF(path.right() - sign, row.center().y() - sign / 2.0, sign, sign),
                       missingLook, palette);
            path.setRight(path.right() - sign - gap);
        }
        drawLeft(*painter, path, quiet, index.data(RecentModel::PathRole).toString());
        row.translate(0, line);
        drawLeft(*painter, row, quiet, index.data(RecentModel::PlaceRole).toString());
    }

private:
    static int lineHeight(const QStyleOptionViewItem &option) { return option.fontMetrics.height() + 4; }

    /// @returns what is left of @p row.
    static QRect drawRight(QPainter &painter, const QRect &row, const QColor &color, const QString &text)
    {
        painter.setPen(color);
        painter.drawText(row, Qt::AlignRight | Qt::AlignVCenter, text);
        return row.adjusted(0, 0, -painter.fontMetrics().horizontalAdvance(text) - gap, 0);
    }

    static void drawLeft(QPainter &painter, const QRect &row, const QColor &color, const QString &text)
    {
        painter.setPen(color);
        painter.drawText(row, Qt::AlignLeft | Qt::AlignVCenter,
                         painter.fontMetrics().elidedText(text, Qt::ElideMiddle, row.width()));
    }
};

} // namespace

RecentList::RecentList(QWidget *parent) : Panel(tr("Recent plans"), parent)
{
    build();
    connect(m_list, &QListView::activated, this, &RecentList::openCurrent);
    connect(m_list->selectionModel(), &QItemSelectionModel::currentChanged, this,
            &RecentList::showWhatCanBeDone);
    show({});
}

void RecentList::build()
{
    m_list = new QListView;
    m_list->setModel(&m_model);
    m_list->setItemDelegate(new RecentDelegate(m_list));
    m_list->setAccessibleName(tr("Recent plans"));
    m_list->setFrameShape(QFrame::NoFrame);
    m_list->setEditTriggers(QAbstractItemView::NoEditTriggers);
    m_list->setVerticalScrollMode(QAbstractItemView::ScrollPerPixel);
    m_list->setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    m_list->setContextMenuPolicy(Qt::ActionsContextMenu);
    auto *open = new QAction(tr("Open"), m_list);
    connect(open, &QAction::triggered, this, &RecentList::openCurrent);
    m_remove = new QAction(tr("Remove from list"), m_list);
    m_remove->setShortcut(QKeySequence::Delete);
    m_remove->setShortcutContext(Qt::WidgetShortcut);
    m_remove->setToolTip(tr("Takes the plan off this list; its file and its database stay as they are"));
    connect(m_remove, &QAction::triggered, this, &RecentList::removeCurrent);
    m_list->addActions({open, m_remove});
    m_removeButton = new QToolButton;
    m_removeButton->setDefaultAction(m_remove);
    m_empty = emptyState();
    body()->addWidget(m_empty);
    body()->addWidget(m_list, 1);
    body()->addStretch();
    addCorner(m_removeButton);
}

QWidget *RecentList::emptyState()
{
    auto *browse = new QPushButton(tr("Open a plan…"));
    auto *sample = new QPushButton(tr("Try the sample"));
    connect(browse, &QPushButton::clicked, this, &RecentList::browseRequested);
    connect(sample, &QPushButton::clicked, this, &RecentList::sampleRequested);
    auto *row = new QHBoxLayout;
    row->addWidget(browse);
    row->addWidget(sample);
    row->addStretch();
    auto *state = new QWidget;
    auto *layout = new QVBoxLayout(state);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->addWidget(new QuietLabel(
        tr("No plan was opened yet. Open one, or watch the sample go through all six stages.")));
    layout->addLayout(row);
    return state;
}

void RecentList::show(const QList<RecentPlan> &plans)
{
    const int row = m_list->currentIndex().row();
    m_model.setPlans(plans);
    m_list->setVisible(!plans.isEmpty());
    m_empty->setVisible(plans.isEmpty());
    m_removeButton->setVisible(!plans.isEmpty());
    if (!plans.isEmpty())
        m_list->setCurrentIndex(m_model.index(std::clamp(row, 0, static_cast<int>(plans.size()) - 1)));
    showWhatCanBeDone();
}

void RecentList::showWhatCanBeDone() { m_remove->setEnabled(m_list->currentIndex().isValid()); }

void RecentList::openCurrent()
{
    if (const RecentPlan *plan = m_model.planAt(m_list->currentIndex()))
        Q_EMIT openRequested(RecentPlan(*plan)); // the list may change while it is answered
}

void RecentList::removeCurrent()
{
    if (const RecentPlan *plan = m_model.planAt(m_list->currentIndex()))
        Q_EMIT removeRequested(RecentPlan(*plan));
}

} // namespace lockkeeper
