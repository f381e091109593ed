// SPDX-FileCopyrightText: 2026 Lockkeeper contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/engine/catalog.h"
#include "core/recipes/recipe.h"

#include <QWidget>

class QGridLayout;
class QVBoxLayout;

namespace KSyntaxHighlighting {
class Repository;
} // namespace KSyntaxHighlighting

namespace lockkeeper {

class FieldEditor;

/// A recipe's fields. Table and columns are chosen from those that are there; a field with a value for each of other names
/// has a row for each.
class RecipeForm final : public QWidget
{
    Q_OBJECT

public:
    explicit RecipeForm(KSyntaxHighlighting::Repository &repository, QWidget *parent = nullptr);

    /// What was filled in of another recipe stays where the fields are called alike.
    void setRecipe(const Recipe &recipe);
    void setTables(const QList<WrittenTable> &tables);
    /// What isn't empty.
    RecipeValues values() const;
    /// Each at its field, the first with the focus.
    /// @returns those that belong to no field of this form.
    QList<RecipeProblem> showProblems(const QList<RecipeProblem> &problems);
    FieldEditor *editor(QStringView key) const;

private:
    /// The rows of a field with a value for each of other names.
    struct Many
    {
        RecipeField field;
        QWidget *host = nullptr;
        QGridLayout *rows = nullptr;
    };

    QGridLayout *addSection(const QString &title);
    void addField(QGridLayout &rows, const RecipeField &field);
    FieldEditor *makeEditor(const RecipeField &field, const QString &key, const QString &label);
    void noticeEdit(FieldEditor &edited, const QString &text);
    void fillMany(Many &many, const QStringList &names);
    void showColumns();

    KSyntaxHighlighting::Repository &m_repository;
    QVBoxLayout *m_sections;
    QList<FieldEditor *> m_editors;
    QList<Many> m_many;
    QList<WrittenTable> m_tables;
    RecipeValues m_written; ///< what was filled in before, for when a field comes again
};

} // namespace lockkeeper
