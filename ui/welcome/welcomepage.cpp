// SPDX-FileCopyrightText: 2026 Lockkeeper contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/welcome/welcomepage.h"

#include "core/text/sentences.h"
#include "ui/passworddialog.h"
#include "ui/theme/icons.h"
#include "ui/theme/panel.h"
#include "ui/theme/textsize.h"
#include "ui/theme/theme.h"
#include "ui/welcome/openform.h"
#include "ui/welcome/recentlist.h"
#include "ui/welcome/whatsnew.h"

#include <QProgressBar>
#include <QPushButton>
#include <QScrollArea>
#include <QVBoxLayout>

#include <utility>

namespace lockkeeper {

namespace {

using namespace Qt::StringLiterals;

constexpr int pageWidth = 1120;

QPushButton *link(const QString &text, const QString &icon = {})
{
    auto *button = new QPushButton(text);
    button->setMinimumWidth(130);
    if (!icon.isEmpty())
        button->setIcon(themedIcon(icon));
    return button;
}

} // namespace

WelcomePage::WelcomePage(QWidget *parent) : QWidget(parent) { build(); }

void WelcomePage::build()
{
    auto *scroll = new QScrollArea;
    scroll->setFrameShape(QFrame::NoFrame);
    scroll->setWidgetResizable(true);
    scroll->setFocusPolicy(Qt::NoFocus); // what is in it scrolls into view when it gets the focus
    scroll->setWidget(buildPage());
    scroll->viewport()->setAutoFillBackground(false);
    scroll->widget()->setAutoFillBackground(false);
    auto *layout = new QVBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->addWidget(scroll);
    showBusy({});
    showRecent({});
    showScripts(0);
}

QWidget *WelcomePage::buildPage()
{
    auto *page = new QWidget;
    auto *head = buildHead();
    m_recent = new RecentList;
    connect(m_recent, &RecentList::openRequested, this, &WelcomePage::reopen);
    connect(m_recent, &RecentList::removeRequested, this, &WelcomePage::removeRequested);
    m_lists = new QVBoxLayout;
    m_lists->setSpacing(12);
    m_lists->addWidget(m_recent, 1);
    m_form = new OpenForm;
    connect(m_recent, &RecentList::browseRequested, m_form, &OpenForm::browse);
    connect(m_recent, &RecentList::sampleRequested, this, &WelcomePage::sampleRequested);
    connect(m_form, &OpenForm::openRequested, this, &WelcomePage::openRequested);
    connect(m_form, &OpenForm::failed, this, &WelcomePage::failed);
    auto *actions = new QVBoxLayout;
    actions->setSpacing(12);
    for (QWidget *panel : {static_cast<QWidget *>(m_form), buildSample(), buildScripts(), buildHelp()})
        actions->addWidget(panel);
    actions->addStretch(1);
    auto *columns = new QHBoxLayout;
    columns->setSpacing(12);
    columns->addLayout(m_lists, 5);
    columns->addLayout(actions, 4);
    auto *content = new QWidget;
    content->setMaximumWidth(pageWidth);
    auto *column = new QVBoxLayout(content);
    column->setContentsMargins(0, 8, 0, 0);
    column->setSpacing(12);
    column->addWidget(head);
    column->addLayout(columns, 1);
    auto *middle = new QHBoxLayout(page);
    middle->setContentsMargins(0, 0, 0, 0);
    middle->addWidget(content, 1);
    return page;
}

QWidget *WelcomePage::buildHead()
{
    auto *title = new QLabel(tr("Open a migration"));
    keepFont(title, 1.9, true);
    m_busyText = new QuietLabel;
    m_busy = new QProgressBar;
    m_busy->setRange(0, 0);
    m_busy->setTextVisible(false);
    m_busy->setFixedHeight(6);
    m_continue = new QPushButton;
    m_continue->setObjectName(u"continue"_s);
    m_continue->setDefault(true);
    m_continue->setMinimumHeight(40);
    keepFont(m_continue, 1.1, true);
    m_continue->setSizePolicy(QSizePolicy::Maximum, QSizePolicy::Fixed);
    connect(m_continue, &QPushButton::clicked, this, [this] {
        if (!m_openTitle.isEmpty())
            Q_EMIT backRequested();
        else if (!m_plans.isEmpty())
            reopen(RecentPlan(m_plans.first()));
    });
    m_continueDetail = new QuietLabel;
    auto *fresh = link(tr("New plan from a recipe…"));
    fresh->setMinimumHeight(40);
    fresh->setToolTip(tr("Say what should change, and see the whole plan before it is saved"));
    connect(fresh, &QPushButton::clicked, this, &WelcomePage::newPlanRequested);
    auto *buttons = new QHBoxLayout;
    buttons->addWidget(m_continue);
    buttons->addWidget(fresh);
    buttons->addStretch(1);
    auto *head = new QWidget;
    auto *layout = new QVBoxLayout(head);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->addWidget(title);
    layout->addWidget(
        new QuietLabel(tr("Lockkeeper shows where a plan stands on its database. Every stage waits for its "
                          "button, and every gate for its evidence.")));
    layout->addSpacing(4);
    layout->addLayout(buttons);
    layout->addWidget(m_continueDetail);
    layout->addWidget(m_busyText);
    layout->addWidget(m_busy);
    return head;
}

QWidget *WelcomePage::buildSample()
{
    auto *panel = new Panel(tr("Sample"));
    auto *start = link(tr("Try the sample"), u"sample"_s);
    connect(start, &QPushButton::clicked, this, &WelcomePage::sampleRequested);
    panel->body()->addWidget(new QuietLabel(
        tr("Starts a throwaway database with a million rows and two versions of an application "
           "that use it, in less than a minute. It goes when the window goes.")));
    panel->body()->addWidget(start, 0, Qt::AlignLeft);
    return panel;
}

QWidget *WelcomePage::buildScripts()
{
    auto *panel = new Panel(tr("SQL scripts"));
    auto *fresh = link(tr("New script"), u"new"_s);
    auto *open = link(tr("Open SQL file…"), u"script"_s);
    connect(fresh, &QPushButton::clicked, this, &WelcomePage::newScriptRequested);
    connect(open, &QPushButton::clicked, this, &WelcomePage::openScriptRequested);
    m_scripts = link({});
    connect(m_scripts, &QPushButton::clicked, this, &WelcomePage::scriptsRequested);
    auto *row = new QHBoxLayout;
    row->addWidget(m_scripts);
    row->addWidget(fresh);
    row->addWidget(open);
    row->addStretch(1);
    panel->body()->addWidget(
        new QuietLabel(tr("See what a statement locks and for how long, without a database.")));
    panel->body()->addLayout(row);
    return panel;
}

QWidget *WelcomePage::buildHelp()
{
    auto *panel = new Panel(tr("Help"));
    auto *news = link(tr("What's new"));
    auto *keys = link(tr("Keyboard shortcuts"));
    connect(news, &QPushButton::clicked, this, [this] { showWhatsNew(this); });
    connect(keys, &QPushButton::clicked, this, &WelcomePage::shortcutsRequested);
    auto *row = new QHBoxLayout;
    row->addWidget(news);
    row->addWidget(keys);
    row->addStretch(1);
    panel->body()->addLayout(row);
    return panel;
}

void WelcomePage::addList(QWidget *list) { m_lists->addWidget(list); }

void WelcomePage::showScripts(int count)
{
    m_scripts->setText(tr("Open scripts: %n", nullptr, count));
    m_scripts->setVisible(count > 0);
}

void WelcomePage::showRecent(const QList<RecentPlan> &plans)
{
    m_plans = plans;
    m_recent->show(plans);
    showContinue();
    // What most people came for; once, because nobody who is at something else is pulled away.
    if (m_continue->isVisibleTo(this) && m_form->isEmpty() && !std::exchange(m_wasOffered, true))
        m_continue->setFocus();
}

void WelcomePage::showOpenPlan(const QString &title)
{
    m_openTitle = title;
    showContinue();
}

void WelcomePage::showContinue()
{
    const bool isOpen = !m_openTitle.isEmpty();
    const bool canReopen = !isOpen && !m_plans.isEmpty() && !m_plans.first().isMissing;
    m_continue->setVisible(isOpen || canReopen);
    if (isOpen) {
        m_continue->setText(tr("Back to “%1”").arg(m_openTitle));
        setTextOrHide(m_continueDetail, tr("It is open, and goes on while you look here."));
    } else if (canReopen) {
        const RecentPlan &last = m_plans.first();
        const auto target = Target::parse(last.url);
        m_continue->setText(tr("Continue: %1").arg(last.title));
        setTextOrHide(m_continueDetail, tr("Opens the plan on %1, %2, and runs nothing.")
                                            .arg(target ? target->display() : last.url, stageText(last)));
    } else {
        setTextOrHide(m_continueDetail, {});
    }
}

void WelcomePage::reopen(const RecentPlan &plan)
{
    const auto target = Target::parse(plan.url);
    if (!target) {
        Q_EMIT failed(target.error());
        m_form->fill(plan.path, plan.url);
        return;
    }
    if (!plan.needsPassword) {
        Q_EMIT openRequested(plan.path, *target);
        return;
    }
    auto *dialog =
        new PasswordDialog({.place = target->display(),
                            .remark = tr("It is used while the window is open, and stored nowhere."),
                            .answer = tr("Open plan")},
                           this);
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    connect(dialog, &PasswordDialog::typed, this,
            [this, path = plan.path, target = *target](const Secret &password) mutable {
                target.password = password;
                Q_EMIT openRequested(path, target);
            });
    dialog->open();
}

void WelcomePage::showEvent(QShowEvent *event)
{
    QWidget::showEvent(event);
    Q_EMIT shown();
}

void WelcomePage::showBusy(const QString &text)
{
    setTextOrHide(m_busyText, text);
    m_busy->setVisible(!text.isEmpty());
    m_busy->setAccessibleName(text);
}

} // namespace lockkeeper
