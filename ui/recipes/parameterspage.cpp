// SPDX-FileCopyrightText: 2026 Lockkeeper contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/recipes/parameterspage.h"

#include "core/text/recipes.h"
#include "ui/messagebar.h"
#include "ui/recipes/pagehead.h"
#include "ui/recipes/recipeform.h"
#include "ui/theme/look.h"
#include "ui/theme/panel.h"
#include "ui/theme/theme.h"

#include <QProgressBar>
#include <QPushButton>
#include <QScrollArea>
#include <QStackedWidget>
#include <QVBoxLayout>

#include <utility>

namespace lockkeeper {

namespace {

QProgressBar *endlessBar(const QString &name)
{
    auto *bar = new QProgressBar;
    bar->setRange(0, 0);
    bar->setTextVisible(false);
    bar->setFixedHeight(6);
    bar->setAccessibleName(name);
    return bar;
}

} // namespace

ParametersPage::ParametersPage(KSyntaxHighlighting::Repository &repository, QWidget *parent)
    : QWizardPage(parent)
    , m_head(new PageHead)
    , m_messages(new MessageBar)
    , m_retry(new QPushButton(tr("Try again")))
    , m_states(new QStackedWidget)
{
    m_waiting = buildWaiting();
    m_formState = buildForm(repository);
    m_states->addWidget(m_waiting);
    m_states->addWidget(m_formState);
    m_retry->hide();
    connect(m_retry, &QPushButton::clicked, this, &ParametersPage::retryRequested);
    auto *layout = new QVBoxLayout(this);
    layout->addWidget(m_head);
    layout->addWidget(m_messages);
    layout->addWidget(m_retry, 0, Qt::AlignLeft);
    layout->addWidget(m_states, 1);
}

QWidget *ParametersPage::buildWaiting()
{
    m_waitingText = new QuietLabel;
    auto *waiting = new QWidget;
    auto *layout = new QVBoxLayout(waiting);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->addWidget(m_waitingText);
    layout->addWidget(endlessBar(tr("The database is being asked")));
    layout->addStretch(1);
    return waiting;
}

QWidget *ParametersPage::buildForm(KSyntaxHighlighting::Repository &repository)
{
    m_form = new RecipeForm(repository);
    auto *scroll = new QScrollArea;
    scroll->setFrameShape(QFrame::NoFrame);
    scroll->setWidgetResizable(true);
    scroll->setFocusPolicy(Qt::NoFocus);
    scroll->setWidget(m_form);
    m_problem = plainLabel();
    m_problem->setWordWrap(true);
    m_making = endlessBar(tr("The plan is being made"));
    auto *state = new QWidget;
    auto *layout = new QVBoxLayout(state);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->addWidget(scroll, 1);
    layout->addWidget(m_problem);
    layout->addWidget(m_making);
    setTextOrHide(m_problem, {});
    m_making->hide();
    return state;
}

void ParametersPage::setRecipe(const Recipe &recipe)
{
    m_head->say(sentences::recipeText(recipe.info().title), sentences::recipeText(recipe.info().summary), 3,
                4);
    m_form->setRecipe(recipe);
    m_isReady = false;
    m_making->hide();
    setTextOrHide(m_problem, {});
}

void ParametersPage::showWaiting(const QString &text)
{
    m_hasTables = false;
    m_messages->hide();
    m_retry->hide();
    m_waitingText->setText(text);
    m_waiting->show();
    m_states->show();
    m_states->setCurrentWidget(m_waiting);
    Q_EMIT completeChanged();
}

void ParametersPage::showTables(const QList<WrittenTable> &tables)
{
    m_hasTables = true;
    m_form->setTables(tables);
    m_messages->hide();
    m_retry->hide();
    m_states->show();
    m_states->setCurrentWidget(m_formState);
    setTextOrHide(m_problem, tables.isEmpty() ? tr("This database has no tables yet.") : QString());
    Q_EMIT completeChanged();
}

void ParametersPage::showProblems(const QList<RecipeProblem> &problems)
{
    m_making->hide();
    QStringList homeless;
    for (const RecipeProblem &problem : m_form->showProblems(problems))
        homeless << sentences::problemSentence(problem);
    m_problem->setPalette(withText(palette(), toneColor(Tone::Failed, palette())));
    setTextOrHide(m_problem, homeless.join(u'\n'));
}

void ParametersPage::showError(const Error &error)
{
    m_messages->showError(error);
    offerRetry();
}

void ParametersPage::showRefusal(const QString &text)
{
    m_messages->showMessage({.what = text,
                             .means = tr("Nothing was asked of the database."),
                             .toDo = tr("Try again, or go back and choose another one.")},
                            {});
    offerRetry();
}

void ParametersPage::offerRetry()
{
    m_making->hide();
    m_states->setVisible(m_hasTables); // what was filled in stays in sight
    m_retry->show();
    m_retry->setFocus();
}

void ParametersPage::showReady()
{
    m_making->hide();
    m_isReady = true;
}

bool ParametersPage::isComplete() const { return m_hasTables; }

// Somebody wants to go on: that waits until the plan is made, and happens by itself then.
bool ParametersPage::validatePage()
{
    if (std::exchange(m_isReady, false))
        return true;
    m_messages->hide();
    m_retry->hide();
    setTextOrHide(m_problem, {});
    m_making->show();
    Q_EMIT previewRequested(m_form->values());
    return false;
}

} // namespace lockkeeper
