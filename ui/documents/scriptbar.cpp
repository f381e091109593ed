// SPDX-FileCopyrightText: 2026 Lockkeeper contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/documents/scriptbar.h"

#include "ui/noticebar.h"
#include "ui/theme/theme.h"

#include <QAction>
#include <QEvent>
#include <QFileDialog>
#include <QSignalBlocker>
#include <QTabBar>
#include <QToolButton>
#include <QVBoxLayout>

#include <utility>

namespace lockkeeper {

namespace {

using namespace Qt::StringLiterals;

constexpr Look changedLook{.tone = Tone::Waiting, .glyph = Glyph::Warning};
constexpr Look closedLook{.tone = Tone::Running, .glyph = Glyph::Information};

QString filter() { return ScriptBar::tr("SQL scripts (*.sql);;All files (*)"); }

} // namespace

ScriptBar::ScriptBar(SqlEditor &editor, QWidget *parent) : QWidget(parent), m_desk(editor)
{
    buildActions();
    build();
    connect(&m_desk, &ScriptDesk::changed, this, &ScriptBar::showScripts);
    connect(&m_desk, &ScriptDesk::pathNeeded, this, &ScriptBar::askForPath);
    connect(&m_desk, &ScriptDesk::opened, this, &ScriptBar::shown);
    connect(&m_desk, &ScriptDesk::opened, m_closed, &QWidget::hide); // it speaks of the newest only
    connect(&m_desk, &ScriptDesk::failed, this, &ScriptBar::failed);
    connect(&m_desk, &ScriptDesk::closedUnsaved, this, &ScriptBar::offerUndo);
    connect(&m_watch, &FileWatch::somethingHappened, &m_desk, &ScriptDesk::askForFiles);
    showScripts();
}

void ScriptBar::build()
{
    m_tabs = new QTabBar;
    m_tabs->setAccessibleName(tr("Open scripts"));
    m_tabs->setDrawBase(false);
    m_tabs->setExpanding(false);
    m_tabs->setUsesScrollButtons(true);
    m_tabs->setElideMode(Qt::ElideMiddle);
    connect(m_tabs, &QTabBar::currentChanged, &m_desk, &ScriptDesk::setCurrent);
    auto *add = new QToolButton;
    add->setText(u"+"_s);
    add->setAutoRaise(true);
    add->setAccessibleName(tr("New script"));
    add->setToolTip(
        tr("New script (%1)").arg(m_actions.first()->shortcut().toString(QKeySequence::NativeText)));
    connect(add, &QToolButton::clicked, m_actions.first(), &QAction::trigger);
    auto *row = new QHBoxLayout;
    row->setSpacing(2);
    row->addWidget(m_tabs);
    row->addWidget(add);
    row->addStretch(1);
    m_disk = new NoticeBar;
    m_closed = new NoticeBar;
    auto *layout = new QVBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 2);
    layout->setSpacing(4);
    layout->addLayout(row);
    layout->addWidget(m_disk);
    layout->addWidget(m_closed);
}

QAction *ScriptBar::addCommand(const QString &text, const QKeySequence &keys,
                               const std::function<void()> &run)
{
    auto *action = new QAction(text, this);
    action->setShortcut(keys);
    connect(action, &QAction::triggered, this, [run] { run(); });
    m_actions.append(action);
    return action;
}

void ScriptBar::buildActions()
{
    addCommand(tr("New script"), QKeySequence::New, [this] { m_desk.addNew(); });
    addCommand(tr("Open SQL file…"), Qt::CTRL | Qt::SHIFT | Qt::Key_O, [this] { askForFile(); });
    m_onShown = {
        addCommand(tr("Save script"), QKeySequence::Save, [this] { m_desk.save(); }),
        addCommand(tr("Save script as…"), Qt::CTRL | Qt::SHIFT | Qt::Key_S, [this] { askForPath(); }),
        addCommand(tr("Close script"), Qt::CTRL | Qt::Key_W, [this] { m_desk.close(m_desk.current()); }),
        addCommand(tr("Next script"), Qt::CTRL | Qt::Key_PageDown,
                   [this] { m_desk.setCurrent((m_desk.current() + 1) % m_desk.count()); }),
        addCommand(tr("Previous script"), Qt::CTRL | Qt::Key_PageUp,
                   [this] { m_desk.setCurrent((m_desk.current() + m_desk.count() - 1) % m_desk.count()); })};
    m_undoClose =
        addCommand(tr("Undo close"), Qt::CTRL | Qt::SHIFT | Qt::Key_T, [this] { m_desk.undoClose(); });
}

QList<QAction *> ScriptBar::actions() const { return m_actions; }

void ScriptBar::askForFile()
{
    auto *dialog = new QFileDialog(window(), tr("Open SQL file"), {}, filter());
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    dialog->setFileMode(QFileDialog::ExistingFiles);
    connect(dialog, &QFileDialog::filesSelected, this, [this](const QStringList &paths) {
        for (const QString &path : paths)
            m_desk.open(path);
    });
    dialog->open();
}

void ScriptBar::askForPath()
{
    auto *dialog = new QFileDialog(window(), tr("Save script as"), {}, filter());
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    dialog->setAcceptMode(QFileDialog::AcceptSave);
    dialog->setDefaultSuffix(u"sql"_s);
    const QString path = m_desk.path(m_desk.current());
    dialog->selectFile(path.isEmpty() ? m_desk.title(m_desk.current()) + ".sql"_L1 : path);
    connect(dialog, &QFileDialog::fileSelected, &m_desk, &ScriptDesk::saveAs);
    dialog->open();
}

void ScriptBar::showScripts()
{
    const QSignalBlocker quiet(m_tabs);
    while (m_tabs->count() > m_desk.count())
        m_tabs->removeTab(m_tabs->count() - 1);
    QStringList paths;
    for (int i = 0; i < m_desk.count(); ++i) {
        if (i >= m_tabs->count())
            m_tabs->addTab({});
        showTab(i);
        if (!m_desk.path(i).isEmpty())
            paths << m_desk.path(i);
    }
    m_tabs->setCurrentIndex(m_desk.current());
    m_watch.setPaths(paths);
    showDisk();
    showWhatCanBeDone();
}

void ScriptBar::showTab(int index)
{
    const QString title = m_desk.title(index);
    const bool isModified = m_desk.isModified(index);
    m_tabs->setTabText(index, QString(isModified ? title + u" ●"_s : title).replace(u'&', "&&"_L1));
    // In dark colours the shapes alone hardly tell which one is shown.
    m_tabs->setTabTextColor(index, index == m_desk.current() ? palette().color(QPalette::Text)
                                                             : quietColor(palette()));
    m_tabs->setAccessibleTabName(index, isModified ? tr("%1, modified").arg(title) : title);
    m_tabs->setTabToolTip(index,
                          m_desk.path(index).isEmpty() ? tr("Not saved in a file yet") : m_desk.path(index));
    auto *close = qobject_cast<QToolButton *>(m_tabs->tabButton(index, QTabBar::RightSide));
    if (!close) {
        close = new QToolButton;
        close->setText(u"×"_s);
        close->setAutoRaise(true);
        close->setFocusPolicy(Qt::NoFocus); // the File menu has it for the keyboard
        m_tabs->setTabButton(index, QTabBar::RightSide, close);
        connect(close, &QToolButton::clicked, this, [this, index] { m_desk.close(index); });
    }
    close->setAccessibleName(tr("Close %1").arg(title));
    close->setToolTip(close->accessibleName());
}

// Once for each state of each script, so that the focus isn't taken from an answer with each key.
void ScriptBar::showDisk()
{
    const int current = m_desk.current();
    const DiskState disk = m_desk.disk(current);
    if (disk == DiskState::Same) {
        m_asked.clear();
        m_disk->hide();
        return;
    }
    const QString text = diskText(current);
    if (std::exchange(m_asked, text) == text && !m_disk->isHidden())
        return;
    const NoticeBar::Answer keep{tr("Keep mine"), [this] { m_desk.keepMine(); }};
    if (disk == DiskState::Missing)
        m_disk->ask(changedLook, text, {keep, {tr("Save as…"), [this] { askForPath(); }}});
    else
        m_disk->ask(changedLook, text,
                    {{tr("Reload"), [this] { m_desk.reload(); }},
                     {tr("Show theirs"), [this] { m_desk.openTheirs(); }},
                     keep});
}

QString ScriptBar::diskText(int index) const
{
    const QString path = m_desk.path(index);
    if (m_desk.disk(index) == DiskState::Missing)
        return m_desk.isRefused(index)
                   ? tr("Not saved: %1 is no longer there. Your text is still here.").arg(path)
                   : tr("%1 is no longer there. Your text is still here.").arg(path);
    return m_desk.isRefused(index)
               ? tr("Not saved: another program changed %1. Your text is as it was.").arg(path)
               : tr("Another program changed %1. Your text is as it was.").arg(path);
}

void ScriptBar::offerUndo(const QString &title)
{
    m_closed->ask(closedLook, tr("%1 was closed. What was typed is in no file.").arg(title),
                  {{tr("Bring it back"), [this] { m_desk.undoClose(); }}, {tr("Dismiss"), {}}});
}

void ScriptBar::showWhatCanBeDone()
{
    for (QAction *action : std::as_const(m_onShown))
        action->setEnabled(isVisible());
    m_undoClose->setEnabled(m_desk.canUndoClose());
}

void ScriptBar::changeEvent(QEvent *event)
{
    QWidget::changeEvent(event);
    if (event->type() == QEvent::PaletteChange && m_tabs)
        showScripts();
    if (event->type() == QEvent::FontChange && m_tabs) {
        for (QToolButton *close : m_tabs->findChildren<QToolButton *>())
            close->adjustSize(); // the bar gives a tab's button no other size by itself
    }
}

void ScriptBar::showEvent(QShowEvent *event)
{
    QWidget::showEvent(event);
    showWhatCanBeDone();
}

void ScriptBar::hideEvent(QHideEvent *event)
{
    QWidget::hideEvent(event);
    showWhatCanBeDone();
}

} // namespace lockkeeper
