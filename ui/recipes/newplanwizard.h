// SPDX-FileCopyrightText: 2026 Lockkeeper contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/connections/targetlookup.h"
#include "ui/recipes/recipeconnection.h"

#include <KSyntaxHighlighting/Repository>

#include <QWizard>

#include <memory>
#include <optional>

namespace lockkeeper {

class ConnectionList;
class ConnectionPage;
class ParametersPage;
class PreviewPage;
class RecipePage;

/// From an intent to a plan file: which database, which recipe, what it must be told, and the whole plan before it is
/// saved. It reads the database and changes nothing; no page waits for it.
class NewPlanWizard final : public QWizard
{
    Q_OBJECT

public:
    NewPlanWizard(const ConnectionList &list, SecretStore &secrets, QWidget *parent = nullptr);
    ~NewPlanWizard() override;

    void accept() override;
    void initializePage(int id) override;

Q_SIGNALS:
    void savedOnConnection(const QString &path, const lockkeeper::ReachedTarget &target);
    void savedOnUrl(const QString &path, const lockkeeper::Target &target);

private:
    void connectPages();
    void takeEnvironment();
    void reach();
    void reachAnew();
    void askPassword(const ConnectionProfile &profile, bool keyringWorks);
    void connectTo(const Target &target);
    void take(const RecipePreview &preview);
    void saved(const QString &path);
    void showError(const Error &error);

    KSyntaxHighlighting::Repository m_repository;
    TargetLookup m_lookup;
    std::optional<ReachedTarget> m_reached; // ahead of the connection, which goes through its tunnel
    std::optional<Target> m_target;
    std::unique_ptr<RecipeConnection> m_connection;
    QString m_place; ///< what is connected, or being so
    bool m_isNewPlace = false;
    bool m_isAsked = false; ///< for a plan, on the page that is shown
    RecipePreview m_result;
    ConnectionPage *m_connections;
    RecipePage *m_recipes;
    ParametersPage *m_parameters;
    PreviewPage *m_preview;
};

} // namespace lockkeeper
