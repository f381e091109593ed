// SPDX-FileCopyrightText: 2026 Lockkeeper contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/recipes/recipe.h"

#include <QWidget>

#include <variant>

class QComboBox;
class QLabel;
class QLineEdit;

namespace KSyntaxHighlighting {
class Repository;
} // namespace KSyntaxHighlighting

namespace lockkeeper {

class CodeEdit;

/// One field of a recipe: a widget of the field's kind, what it is for below it, and what is wrong with it.
class FieldEditor final : public QWidget
{
    Q_OBJECT

public:
    /// @p key: the field's, or "key.name" for one of several; @p label: what the row is called.
    FieldEditor(const RecipeField &field, QString key, const QString &label,
                KSyntaxHighlighting::Repository &repository, QWidget *parent = nullptr);

    const QString &key() const { return m_key; }
    const RecipeField &field() const { return m_field; }
    QString text() const;
    void setText(const QString &text);
    /// What may be chosen or completed; what is written stays.
    void setNames(const QStringList &names);
    /// Empty: nothing is wrong.
    void showProblem(const QString &problem);

Q_SIGNALS:
    void edited(const QString &text);

private:
    using Input = std::variant<QLineEdit *, QComboBox *, CodeEdit *>;

    Input makeInput(KSyntaxHighlighting::Repository &repository);
    Input makeChoice();
    Input makeLine();
    QWidget *input() const;

    const RecipeField m_field;
    const QString m_key;
    Input m_input;
    QLabel *m_problem;
};

} // namespace lockkeeper
