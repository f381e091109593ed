// SPDX-FileCopyrightText: 2026 Lockkeeper contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/charts/chartspanel.h"

#include "core/text/sentences.h"
#include "ui/charts/chartexport.h"
#include "ui/charts/chartstack.h"
#include "ui/charts/charttable.h"
#include "ui/charts/livepill.h"
#include "ui/theme/flowlayout.h"
#include "ui/theme/icons.h"

#include <QAction>
#include <QButtonGroup>
#include <QClipboard>
#include <QFileDialog>
#include <QGuiApplication>
#include <QHBoxLayout>
#include <QHeaderView>
#include <QLineEdit>
#include <QStackedWidget>
#include <QTableView>
#include <QToolButton>

namespace lockkeeper {

namespace {

using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

qint64 steadyNow()
{
    return std::chrono::duration_cast<std::chrono::milliseconds>(
               std::chrono::steady_clock::now().time_since_epoch())
        .count();
}

} // namespace

ChartsPanel::ChartsPanel(QWidget *parent) : ChartsPanel(steadyNow, parent) {}

ChartsPanel::ChartsPanel(Clock clock, QWidget *parent)
    : Panel(tr("Live charts"), parent), m_clock(std::move(clock))
{
    build();
    begin({});
    m_timer.setInterval(1s);
    connect(&m_timer, &QTimer::timeout, this, &ChartsPanel::follow);
}

ChartsPanel::~ChartsPanel() = default;

void ChartsPanel::build()
{
    m_stack = new ChartStack;
    m_table = new QTableView;
    m_table->setAccessibleName(tr("Charts as a table"));
    m_table->setFrameShape(QFrame::NoFrame);
    m_table->setSelectionBehavior(QAbstractItemView::SelectRows);
    m_table->setTabKeyNavigation(false);
    m_table->setWordWrap(false);
    m_table->verticalHeader()->hide();
    m_table->horizontalHeader()->setStretchLastSection(true);
    m_pages = new QStackedWidget;
    m_pages->addWidget(m_stack);
    m_pages->addWidget(m_table);
    m_note = new QLineEdit;
    m_note->setPlaceholderText(tr("A note for everybody who looks at this migration; Enter keeps it"));
    m_note->setAccessibleName(tr("Note"));
    m_note->setMaxLength(300);
    m_note->hide();
    auto *cancel = new QAction(tr("Leave without a note"), m_note);
    cancel->setShortcut(Qt::Key_Escape);
    cancel->setShortcutContext(Qt::WidgetShortcut);
    m_note->addAction(cancel);
    m_reading = new QuietLabel;
    m_reading->setWordWrap(false);
    m_reading->setSizePolicy(QSizePolicy::Ignored, QSizePolicy::Preferred);
    body()->addWidget(buildTools());
    body()->addWidget(m_note);
    body()->addWidget(m_pages, 1);
    body()->addWidget(m_reading);
    connect(cancel, &QAction::triggered, this, [this] {
        m_note->hide();
        m_stack->setFocus();
    });
    connect(m_note, &QLineEdit::returnPressed, this, &ChartsPanel::sendNote);
    connect(m_stack, &ChartStack::pausedChanged, this, &ChartsPanel::showPill);
    connect(m_stack, &ChartStack::readingChanged, m_reading, &QLabel::setText);
    connect(m_stack, &ChartStack::copyRequested, this, &ChartsPanel::copyReading);
    connect(m_stack, &ChartStack::noteRequested, this, &ChartsPanel::askForNote);
}

QWidget *ChartsPanel::buildTools()
{
    auto *row = new QWidget;
    auto *layout = new FlowLayout(row);
    layout->addWidget(buildRanges());
    m_pill = new LivePill;
    connect(m_pill, &LivePill::goLiveRequested, this, [this] { m_stack->setPaused(false); });
    layout->addWidget(m_pill);
    connect(addTool(u"note"_s, tr("Note"), tr("Writes a note at the crosshair, or at the present (N)"), row),
            &QToolButton::clicked, this, &ChartsPanel::askForNote);
    connect(addTool(u"copy"_s, tr("Copy"),
                    tr("Copies the figures at the crosshair as one line (%1)")
                        .arg(QKeySequence(QKeySequence::Copy).toString(QKeySequence::NativeText)),
                    row),
            &QToolButton::clicked, this, &ChartsPanel::copyReading);
    connect(addTool(u"picture"_s, tr("PNG…"), tr("Saves the charts as a picture"), row),
            &QToolButton::clicked, this,
            [this] { askWhereTo(tr("Save the charts as a picture"), u"png"_s, &ChartsPanel::savePicture); });
    connect(addTool(u"save"_s, tr("CSV…"), tr("Saves the figures that are shown"), row),
            &QToolButton::clicked, this,
            [this] { askWhereTo(tr("Save the figures"), u"csv"_s, &ChartsPanel::saveCsv); });
    QToolButton *table = addTool(u"table"_s, tr("Table"), tr("The same figures in rows"), row);
    table->setCheckable(true);
    connect(table, &QToolButton::toggled, this, &ChartsPanel::showTable);
    return row;
}

QWidget *ChartsPanel::buildRanges()
{
    auto *row = new QWidget;
    auto *layout = new QHBoxLayout(row);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(2);
    auto *group = new QButtonGroup(this);
    const std::array ranges{
        std::pair{ChartRange::FiveMinutes, tr("5 min")}, std::pair{ChartRange::OneHour, tr("1 h")},
        std::pair{ChartRange::SixHours, tr("6 h")}, std::pair{ChartRange::All, tr("All")}};
    for (const auto &[range, text] : ranges) {
        QToolButton *button = addTool({}, text, tr("How much time the charts show"), row);
        button->setCheckable(true);
        button->setChecked(range == ChartRange::FiveMinutes);
        group->addButton(button, static_cast<int>(range));
    }
    connect(group, &QButtonGroup::idClicked, this,
            [this](int id) { m_stack->setRange(static_cast<ChartRange>(id)); });
    return row;
}

QToolButton *ChartsPanel::addTool(const QString &icon, const QString &text, const QString &tip, QWidget *row)
{
    auto *button = new QToolButton;
    if (!icon.isEmpty()) {
        button->setIcon(themedIcon(icon));
        button->setToolButtonStyle(Qt::ToolButtonTextBesideIcon);
    }
    button->setText(text);
    button->setToolTip(tip);
    button->setAutoRaise(true);
    row->layout()->addWidget(button);
    return button;
}

// Another migration has another past.
void ChartsPanel::begin(const QString &migration)
{
    m_migration = migration;
    auto feed = std::make_unique<ChartFeed>();
    auto model = std::make_unique<ChartTable>(feed->history());
    m_table->setModel(model.get());
    m_table->setColumnWidth(ChartTable::LagColumn, 2 * m_table->columnWidth(ChartTable::LagColumn));
    m_stack->show(feed->history(), 0);
    m_model = std::move(model);
    m_feed = std::move(feed);
}

void ChartsPanel::show(const MigrationSnapshot &snapshot)
{
    const bool isOther = m_migration != snapshot.record.id;
    if (isOther)
        begin(snapshot.record.id);
    m_feed->add(snapshot, std::exchange(m_activity, std::nullopt), m_clock());
    showLimits(snapshot);
    if (isOther)
        refresh();
}

void ChartsPanel::showDisconnected() { m_feed->disconnected(); }

void ChartsPanel::showLimits(const MigrationSnapshot &snapshot)
{
    const HoldLimits limits = holdLimits(snapshot);
    std::optional<ChartThreshold> lag;
    if (limits.replicationLag)
        lag = {.value = static_cast<double>(limits.replicationLag->count()) / 1000,
               .text =
                   tr("backfill holds above %1").arg(sentences::duration(limits.replicationLag->count()))};
    m_stack->setThreshold(MetricKind::ReplicationLag, lag);
    std::optional<ChartThreshold> waits;
    if (limits.lockWaiters)
        waits = {.value = static_cast<double>(*limits.lockWaiters),
                 .text = tr("backfill holds above %1").arg(*limits.lockWaiters)};
    m_stack->setThreshold(MetricKind::LockWaits, waits);
}

void ChartsPanel::refresh()
{
    const qint64 now = m_feed->now(m_clock());
    m_stack->show(m_feed->history(), now);
    m_model->advance(now);
    showPill();
}

void ChartsPanel::follow()
{
    const qint64 now = m_feed->now(m_clock());
    if (m_stack->isDue(now))
        m_stack->show(m_feed->history(), now);
    m_model->advance(now);
    showPill();
}

void ChartsPanel::showPill()
{
    if (m_stack->window().isPaused())
        m_pill->showPaused(m_stack->window().behind(m_feed->now(m_clock())));
    else
        m_pill->showLive();
}

// A hidden chart costs nothing; the history goes on.
void ChartsPanel::showEvent(QShowEvent *event)
{
    Panel::showEvent(event);
    refresh();
    m_timer.start();
}

void ChartsPanel::hideEvent(QHideEvent *event)
{
    Panel::hideEvent(event);
    m_timer.stop();
}

void ChartsPanel::showTable(bool table)
{
    QWidget *page = table ? static_cast<QWidget *>(m_table) : m_stack;
    m_pages->setCurrentWidget(page);
    page->setFocus();
}

void ChartsPanel::askForNote()
{
    m_note->show();
    m_note->setFocus();
}

void ChartsPanel::sendNote()
{
    const QString text = m_note->text().trimmed();
    m_note->clear();
    m_note->hide();
    m_stack->setFocus();
    const auto &crosshair = m_stack->crosshair();
    if (!text.isEmpty())
        Q_EMIT noteRequested(text, crosshair && crosshair->isPinned ? crosshair->at : 0);
}

void ChartsPanel::copyReading() { QGuiApplication::clipboard()->setText(m_stack->reading()); }

QString ChartsPanel::saveCsv(const QString &path) const
{
    return writeWhole(path, chartCsv(m_feed->history(), m_stack->from(), m_stack->to()));
}

QString ChartsPanel::savePicture(const QString &path) const
{
    return writePicture(path, sharpPicture(*m_stack));
}

void ChartsPanel::askWhereTo(const QString &title, const QString &suffix,
                             QString (ChartsPanel::*save)(const QString &) const)
{
    auto *dialog = new QFileDialog(this, title);
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    dialog->setAcceptMode(QFileDialog::AcceptSave);
    dialog->setDefaultSuffix(suffix);
    dialog->selectFile(u"%1-charts.%2"_s.arg(m_migration, suffix));
    connect(dialog, &QFileDialog::fileSelected, this, [this, save](const QString &path) {
        const QString problem = (this->*save)(path);
        m_reading->setText(
            problem.isEmpty() ? tr("Saved as %1.").arg(path)
                              : tr("Nothing was saved: %1 Choose another place and try again.").arg(problem));
    });
    dialog->open();
}

} // namespace lockkeeper
