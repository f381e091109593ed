// SPDX-FileCopyrightText: 2026 Lockkeeper contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/lint/linter.h"

#include <QDialog>

class QPlainTextEdit;

namespace lockkeeper {

/// A finding's fix before it is applied: the lines that change, or the statements of a rewrite in several stages, which
/// can only be copied.
class FixDialog final : public QDialog
{
    Q_OBJECT

public:
    /// @p finding is one of @p result's and has a fix; neither is kept.
    FixDialog(const lint::Finding &finding, const lint::LintResult &result, QWidget *parent);

    QString text() const;

private:
    void showDiff(const lint::Finding &finding, const lint::LintResult &result);
    void showStages(const lint::Finding &finding, const lint::LintResult &result);
    void build(const QString &title, bool canApply);

    QPlainTextEdit *m_text;
};

} // namespace lockkeeper
