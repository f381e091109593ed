// SPDX-FileCopyrightText: 2026 Lockkeeper contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/recipes/newplanwizard.h"

#include "core/base/hash.h"
#include "core/workflow/migration.h"
#include "ui/passworddialog.h"
#include "ui/recipes/connectionpage.h"
#include "ui/recipes/fieldeditor.h"
#include "ui/recipes/parameterspage.h"
#include "ui/recipes/previewpage.h"
#include "ui/recipes/recipeform.h"
#include "ui/recipes/recipepage.h"

#include <QFileDialog>

#include <utility>

namespace lockkeeper {

namespace {

using namespace Qt::StringLiterals;

enum PageId { ConnectionId, RecipeId, ParametersId, PreviewId };

/// The same text for the same way to the same database.
QString placeOf(const ConnectionPage::Choice &choice)
{
    if (const auto *profile = std::get_if<ConnectionProfile>(&choice))
        return profile->id;
    const auto &target = std::get<Target>(choice);
    return target.display() + u' ' + shortHash(target.password.reveal());
}

QString nameOf(const ConnectionPage::Choice &choice)
{
    const auto *profile = std::get_if<ConnectionProfile>(&choice);
    return profile ? profile->name : std::get<Target>(choice).display();
}

} // namespace

NewPlanWizard::NewPlanWizard(const ConnectionList &list, SecretStore &secrets, QWidget *parent)
    : QWizard(parent)
    , m_lookup(secrets)
    , m_connections(new ConnectionPage(list))
    , m_recipes(new RecipePage)
    , m_parameters(new ParametersPage(m_repository))
    , m_preview(new PreviewPage(m_repository))
{
    setWindowTitle(tr("New plan from a recipe"));
    setWizardStyle(QWizard::ClassicStyle);
    setOptions(QWizard::NoBackButtonOnStartPage | QWizard::NoDefaultButton);
    setPage(ConnectionId, m_connections);
    setPage(RecipeId, m_recipes);
    setPage(ParametersId, m_parameters);
    setPage(PreviewId, m_preview);
    setButtonText(QWizard::BackButton, tr("&Back"));
    setButtonText(QWizard::NextButton, tr("&Next"));
    setButtonText(QWizard::FinishButton, tr("&Save plan…"));
    connectPages();
    resize(900, 680);
}

// The pages' texts are coloured by the repository, which goes with this part of the window.
NewPlanWizard::~NewPlanWizard()
{
    for (const int id : pageIds())
        delete page(id);
}

void NewPlanWizard::connectPages()
{
    connect(&m_lookup, &TargetLookup::reached, this, [this](const ReachedTarget &reached) {
        m_reached = reached;
        connectTo(reached.target);
    });
    connect(&m_lookup, &TargetLookup::passwordNeeded, this, &NewPlanWizard::askPassword);
    connect(&m_lookup, &TargetLookup::failed, this, &NewPlanWizard::showError);
    connect(m_parameters, &ParametersPage::retryRequested, this, &NewPlanWizard::reachAnew);
    connect(m_parameters, &ParametersPage::previewRequested, this, [this](const RecipeValues &values) {
        m_isAsked = true;
        m_connection->preview(m_recipes->recipe(), values);
    });
    connect(this, &QDialog::finished, &m_lookup, &TargetLookup::cancel);
}

void NewPlanWizard::initializePage(int id)
{
    QWizard::initializePage(id);
    if (id == RecipeId)
        reach(); // while somebody chooses a recipe
    if (id == ParametersId) {
        m_isAsked = false;
        m_parameters->setRecipe(m_recipes->recipe());
        takeEnvironment();
    }
}

/// A plan is for what its connection is marked as, until somebody says otherwise.
void NewPlanWizard::takeEnvironment()
{
    const auto choice = m_connections->choice();
    const auto *profile = std::get_if<ConnectionProfile>(&choice);
    if (std::exchange(m_isNewPlace, false) && profile)
        m_parameters->form().editor(u"environment")->setText(environmentName(profile->environment));
}

void NewPlanWizard::reach()
{
    if (placeOf(m_connections->choice()) != m_place)
        reachAnew();
}

void NewPlanWizard::reachAnew()
{
    const auto choice = m_connections->choice();
    m_isNewPlace = std::exchange(m_place, placeOf(choice)) != m_place;
    m_connection.reset();
    m_reached.reset();
    m_target.reset();
    m_parameters->showWaiting(tr("Reading the tables of %1…").arg(nameOf(choice)));
    if (const auto *profile = std::get_if<ConnectionProfile>(&choice)) {
        m_lookup.start(*profile);
    } else {
        m_lookup.cancel();
        m_target = std::get<Target>(choice);
        connectTo(*m_target);
    }
}

void NewPlanWizard::askPassword(const ConnectionProfile &profile, bool keyringWorks)
{
    auto *dialog = new PasswordDialog(
        {.place = profile.toTarget({}).display(),
         .environment = profile.environment,
         .remark =
             keyringWorks
                 ? QString()
                 : tr("The desktop's keyring can't be reached, so the password is asked for each time."),
         .answer = tr("Sign in")},
        this);
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    connect(dialog, &PasswordDialog::typed, this,
            [this, profile](const Secret &password) { m_lookup.start(profile, password); });
    connect(dialog, &QDialog::rejected, this,
            [this] { m_parameters->showRefusal(tr("No password was given.")); });
    dialog->open();
}

void NewPlanWizard::connectTo(const Target &target)
{
    m_connection = std::make_unique<RecipeConnection>(target);
    connect(m_connection.get(), &RecipeConnection::tablesRead, m_parameters, &ParametersPage::showTables);
    connect(m_connection.get(), &RecipeConnection::previewed, this, &NewPlanWizard::take);
    connect(m_connection.get(), &RecipeConnection::saved, this, &NewPlanWizard::saved);
    connect(m_connection.get(), &RecipeConnection::failed, this, &NewPlanWizard::showError);
    m_connection->readTables();
}

void NewPlanWizard::take(const RecipePreview &preview)
{
    if (!std::exchange(m_isAsked, false) || currentId() != ParametersId)
        return; // somebody went back meanwhile
    m_parameters->showProblems(preview.problems);
    if (!preview.plan)
        return;
    m_result = preview;
    m_preview->showPreview(preview);
    m_parameters->showReady();
    next();
}

void NewPlanWizard::accept()
{
    auto *dialog = new QFileDialog(this, tr("Save plan"), {}, tr("Plans (*.lockkeeper.yaml *.yaml *.yml)"));
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    dialog->setAcceptMode(QFileDialog::AcceptSave);
    dialog->setFileMode(QFileDialog::AnyFile);
    dialog->setDefaultSuffix(u"lockkeeper.yaml"_s);
    dialog->selectFile(migrationId(*m_result.plan) + u".lockkeeper.yaml"_s);
    connect(dialog, &QFileDialog::fileSelected, this,
            [this](const QString &path) { m_connection->save(path, m_result.text); });
    dialog->open();
}

void NewPlanWizard::saved(const QString &path)
{
    if (m_reached)
        Q_EMIT savedOnConnection(path, *m_reached);
    else if (m_target)
        Q_EMIT savedOnUrl(path, *m_target);
    QWizard::accept();
}

void NewPlanWizard::showError(const Error &error)
{
    if (currentId() == PreviewId)
        m_preview->showError(error);
    else
        m_parameters->showError(error);
}

} // namespace lockkeeper
