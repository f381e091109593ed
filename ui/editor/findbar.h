// SPDX-FileCopyrightText: 2026 Lockkeeper contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/editor/textsearch.h"

#include <QWidget>

class QLabel;
class QLineEdit;
class QToolButton;

namespace lockkeeper {

class SqlEditor;

/// Find and replace below an editor. Esc closes it; what was found stays selected.
class FindBar final : public QWidget
{
    Q_OBJECT

public:
    explicit FindBar(SqlEditor &editor, QWidget *parent = nullptr);

    void openFind();
    void openReplace();
    void findNext() { find(Forward); }
    void findPrevious() { find(Backward); }

protected:
    void keyPressEvent(QKeyEvent *event) override;

private:
    enum Direction { Forward, Backward };

    void build();
    QToolButton *option(const QString &text, const QString &tip);
    void open();
    void close();
    SearchOptions options() const;
    void search();
    void find(Direction direction);
    void replaceOne();
    void replaceAll();
    void markMatches();
    void tellCount(qsizetype current);

    SqlEditor &m_editor;
    QLineEdit *m_find = nullptr;
    QLineEdit *m_replace = nullptr;
    QWidget *m_replaceRow = nullptr;
    QToolButton *m_case = nullptr;
    QToolButton *m_words = nullptr;
    QToolButton *m_expression = nullptr;
    QLabel *m_count = nullptr;
    std::vector<Span> m_matches;
};

} // namespace lockkeeper
