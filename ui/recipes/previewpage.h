// SPDX-FileCopyrightText: 2026 Lockkeeper contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/error.h"

#include <QWizardPage>

class QLabel;
class QTreeWidget;

namespace KSyntaxHighlighting {
class Repository;
} // namespace KSyntaxHighlighting

namespace lockkeeper {

class CodeEdit;
class MessageBar;
struct Plan;
struct RecipePreview;
struct StepFinding;

/// The whole plan before anybody has it: its stages with gates, steps and SQL, the file itself, and what the linter says.
class PreviewPage final : public QWizardPage
{
    Q_OBJECT

public:
    explicit PreviewPage(KSyntaxHighlighting::Repository &repository, QWidget *parent = nullptr);

    void showPreview(const RecipePreview &preview);
    void showError(const Error &error);

private:
    void build(KSyntaxHighlighting::Repository &repository);
    void showStages(const Plan &plan);
    void showFindings(const QList<StepFinding> &findings);

    MessageBar *m_messages = nullptr;
    QTreeWidget *m_stages = nullptr;
    CodeEdit *m_file = nullptr;
    QLabel *m_summary = nullptr;
    QTreeWidget *m_findings = nullptr;
    QLabel *m_why = nullptr;
};

} // namespace lockkeeper
