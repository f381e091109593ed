// SPDX-FileCopyrightText: 2026 Lockkeeper contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/editor/lintwatch.h"
#include "ui/editor/placedfindings.h"

#include <QObject>

class QPainter;

namespace lockkeeper {

class SqlEditor;

/// Draws findings into an editor, from quiet to loud: a sign in the margin, a line under the very words, a sentence
/// behind the line, a box below it when somebody asks. Old findings stay, dimmed, until new ones come. UI thread only.
class FindingLayer final : public QObject
{
    Q_OBJECT

public:
    explicit FindingLayer(SqlEditor &editor);

    void show(const std::shared_ptr<const lint::LintResult> &result,
              const std::shared_ptr<const lint::LiveFacts> &live);
    const PlacedFindings &findings() const { return m_findings; }

    /// The findings that the caret is in, else those of its line, the worst first and what a comment allows last.
    std::vector<int> atCaret() const;
    void goTo(int index);
    void goToNext();
    void goToPrevious();
    /// Opens the box below the caret's line, or closes it.
    void toggleDetails();
    bool areDetailsShown() const { return m_detailsLine >= 0; }
    void hideDetails();

Q_SIGNALS:
    /// Of the caret's line, or the text changed since.
    void currentChanged();

private:
    void textMoved(int at, int removed, int added);
    void viewMoved();
    void defineIndicators();
    void fillIndicators();
    void showDetails(int line);
    QString detailsOf(const std::vector<int> &indexes) const;
    void paint(QPainter &painter) const;
    void paintLine(QPainter &painter, int line, const std::vector<int> &indexes) const;
    void paintSign(QPainter &painter, int top, const lint::Finding &finding) const;
    void paintSentence(QPainter &painter, int line, int top, const QString &text,
                       const lint::Finding &finding) const;

    SqlEditor &m_editor;
    PlacedFindings m_findings;
    std::shared_ptr<const lint::LiveFacts> m_live;
    int m_typedLine = -1; ///< nobody is told about a line while he types it
    int m_detailsLine = -1;
    bool m_isDimmed = false;
};

} // namespace lockkeeper
