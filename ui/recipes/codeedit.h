// SPDX-FileCopyrightText: 2026 Lockkeeper contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QPlainTextEdit>

namespace KSyntaxHighlighting {
class Repository;
} // namespace KSyntaxHighlighting

namespace lockkeeper {

class CodeHighlighter;

/// A few lines of SQL or YAML, coloured as in the editor and after the palette. Tab leads on to the next field.
class CodeEdit final : public QPlainTextEdit
{
    Q_OBJECT

public:
    /// @p language as KSyntaxHighlighting calls it; @p repository outlives the widget.
    CodeEdit(KSyntaxHighlighting::Repository &repository, const QString &language, QWidget *parent = nullptr);

    /// So high that @p lines fit, and no higher.
    void setLines(int lines);

protected:
    void changeEvent(QEvent *event) override;

private:
    void applyTheme();

    KSyntaxHighlighting::Repository &m_repository;
    CodeHighlighter *m_highlighter;
};

} // namespace lockkeeper
