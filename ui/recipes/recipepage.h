// SPDX-FileCopyrightText: 2026 Lockkeeper contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/recipes/recipe.h"

#include <QWizardPage>

class QListWidget;

namespace lockkeeper {

/// Which change: the recipes, each with a sentence.
class RecipePage final : public QWizardPage
{
    Q_OBJECT

public:
    explicit RecipePage(QWidget *parent = nullptr);

    const Recipe &recipe() const;
    void choose(QStringView id);

private:
    QListWidget *m_list;
};

} // namespace lockkeeper
