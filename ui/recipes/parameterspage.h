// SPDX-FileCopyrightText: 2026 Lockkeeper contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/error.h"
#include "core/engine/catalog.h"
#include "core/recipes/recipe.h"

#include <QWizardPage>

class QLabel;
class QProgressBar;
class QPushButton;
class QStackedWidget;

namespace KSyntaxHighlighting {
class Repository;
} // namespace KSyntaxHighlighting

namespace lockkeeper {

class MessageBar;
class PageHead;
class RecipeForm;

/// What the recipe must be told. Waits for the database's tables, says what is wrong at the field that it is about, and
/// leads on once a plan was made.
class ParametersPage final : public QWizardPage
{
    Q_OBJECT

public:
    explicit ParametersPage(KSyntaxHighlighting::Repository &repository, QWidget *parent = nullptr);

    void setRecipe(const Recipe &recipe);
    /// The database is being asked; empty: it isn't any more.
    void showWaiting(const QString &text);
    void showTables(const QList<WrittenTable> &tables);
    void showProblems(const QList<RecipeProblem> &problems);
    /// Nothing can be asked: @p retry is offered.
    void showError(const Error &error);
    void showRefusal(const QString &text);
    /// The plan is made: the next page may come.
    void showReady();
    RecipeForm &form() { return *m_form; }

    bool isComplete() const override;
    bool validatePage() override;

Q_SIGNALS:
    void previewRequested(const lockkeeper::RecipeValues &values);
    void retryRequested();

private:
    QWidget *buildWaiting();
    QWidget *buildForm(KSyntaxHighlighting::Repository &repository);
    void offerRetry();

    PageHead *m_head;
    MessageBar *m_messages;
    QPushButton *m_retry;
    QStackedWidget *m_states;
    QWidget *m_waiting = nullptr;
    QLabel *m_waitingText = nullptr;
    QWidget *m_formState = nullptr;
    RecipeForm *m_form = nullptr;
    QLabel *m_problem = nullptr;
    QProgressBar *m_making = nullptr;
    bool m_hasTables = false;
    bool m_isReady = false;
};

} // namespace lockkeeper
