// SPDX-FileCopyrightText: 2026 Lockkeeper contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/editor/findbar.h"

#include "ui/editor/scintilla.h"
#include "ui/editor/sqleditor.h"
#include "ui/theme/panel.h"

#include <QHBoxLayout>
#include <QKeyEvent>
#include <QLineEdit>
#include <QToolButton>

#include <algorithm>

namespace lockkeeper {

namespace {

using namespace Qt::StringLiterals;
using Sci = QsciScintillaBase;

constexpr int matchIndicator = Sci::INDIC_CONTAINER + 4;
constexpr std::size_t mostShown = 10'000;

QToolButton *button(const QString &text, const QString &tip)
{
    auto *made = new QToolButton;
    made->setText(text);
    made->setToolTip(tip);
    return made;
}

} // namespace

FindBar::FindBar(SqlEditor &editor, QWidget *parent) : QWidget(parent), m_editor(editor)
{
    build();
    editor.indicatorDefine(QsciScintilla::StraightBoxIndicator, matchIndicator);
    editor.setIndicatorDrawUnder(true, matchIndicator);
    connect(m_find, &QLineEdit::textChanged, this, &FindBar::search);
    for (QToolButton *toggle : {m_case, m_words, m_expression})
        connect(toggle, &QToolButton::toggled, this, &FindBar::search);
    hide();
}

QToolButton *FindBar::option(const QString &text, const QString &tip)
{
    QToolButton *made = button(text, tip);
    made->setCheckable(true);
    made->setAutoRaise(true);
    return made;
}

void FindBar::build()
{
    m_find = new QLineEdit;
    m_find->setPlaceholderText(tr("Find"));
    m_find->setAccessibleName(tr("Find"));
    m_replace = new QLineEdit;
    m_replace->setPlaceholderText(tr("Replace with"));
    m_replace->setAccessibleName(tr("Replace with"));
    m_case = option(tr("Aa"), tr("Upper and lower case differ"));
    m_case->setAccessibleName(tr("Match case"));
    m_words = option(tr("Word"), tr("Whole words only"));
    m_expression = option(tr(".*"), tr("Regular expression"));
    m_expression->setAccessibleName(tr("Regular expression"));
    m_count = new QuietLabel;
    m_count->setWordWrap(false);
    m_count->setMinimumWidth(110);
    auto *next = button(tr("Next"), tr("Next match (Enter)"));
    auto *previous = button(tr("Previous"), tr("Previous match (Shift+Enter)"));
    auto *done = button(tr("Close"), tr("Back to the text (Esc)"));
    auto *one = button(tr("Replace"), tr("Replaces this match and goes to the next"));
    auto *all = button(tr("Replace all"), tr("One step of undo"));
    connect(next, &QToolButton::clicked, this, &FindBar::findNext);
    connect(previous, &QToolButton::clicked, this, &FindBar::findPrevious);
    connect(done, &QToolButton::clicked, this, &FindBar::close);
    connect(one, &QToolButton::clicked, this, &FindBar::replaceOne);
    connect(all, &QToolButton::clicked, this, &FindBar::replaceAll);

    auto *findRow = new QHBoxLayout;
    findRow->addWidget(m_find, 1);
    for (QWidget *widget :
         std::initializer_list<QWidget *>{m_case, m_words, m_expression, m_count, previous, next, done})
        findRow->addWidget(widget);
    m_replaceRow = new QWidget;
    auto *replaceRow = new QHBoxLayout(m_replaceRow);
    replaceRow->setContentsMargins(0, 0, 0, 0);
    replaceRow->addWidget(m_replace, 1);
    replaceRow->addWidget(one);
    replaceRow->addWidget(all);
    auto *layout = new QVBoxLayout(this);
    layout->setContentsMargins(0, 4, 0, 4);
    layout->setSpacing(4);
    layout->addLayout(findRow);
    layout->addWidget(m_replaceRow);
}

void FindBar::openFind()
{
    m_replaceRow->hide();
    open();
}

void FindBar::openReplace()
{
    m_replaceRow->show();
    open();
}

void FindBar::open()
{
    const QString selected = m_editor.selectedText();
    if (!selected.isEmpty() && !selected.contains(u'\n') && !selected.contains(u'\r'))
        m_find->setText(selected);
    show();
    m_find->selectAll();
    m_find->setFocus();
    search();
}

void FindBar::close()
{
    m_matches.clear();
    markMatches();
    hide();
    m_editor.setFocus();
}

SearchOptions FindBar::options() const
{
    return {.text = m_find->text(),
            .matchesCase = m_case->isChecked(),
            .wholeWords = m_words->isChecked(),
            .isExpression = m_expression->isChecked()};
}

void FindBar::search()
{
    m_matches.clear();
    const QRegularExpression expression = expressionFor(options());
    if (!m_find->text().isEmpty() && expression.isValid())
        m_matches = matchesIn(m_editor.text(), expression, mostShown);
    markMatches();
    if (!expression.isValid())
        m_count->setText(tr("Not a valid expression"));
    else
        tellCount(-1);
}

void FindBar::find(Direction direction)
{
    search(); // the text may have changed
    if (m_matches.empty())
        return;
    const Span selected = selection(m_editor);
    auto match = direction == Forward
                     ? std::ranges::lower_bound(m_matches, std::max(selected.end, selected.begin + 1), {},
                                                &Span::begin)
                     : std::ranges::lower_bound(m_matches, selected.begin, {}, &Span::begin);
    if (direction == Backward)
        match = match == m_matches.begin() ? std::prev(m_matches.end()) : std::prev(match);
    else if (match == m_matches.end())
        match = m_matches.begin();
    const bool wasHere = m_find->hasFocus() || m_replace->hasFocus();
    QWidget *focused = focusWidget();
    m_editor.select(*match);
    if (wasHere && focused)
        focused->setFocus();
    tellCount(match - m_matches.begin());
}

void FindBar::replaceOne()
{
    search();
    const Span selected = selection(m_editor);
    if (std::ranges::find(m_matches, selected) != m_matches.end()) {
        const auto edits = replacements(m_editor.text(), options(), m_replace->text());
        const auto edit = std::ranges::find(edits, selected, &lint::TextEdit::span);
        if (edit != edits.end()) {
            m_editor.apply({*edit});
            const int behind = selected.begin + static_cast<int>(edit->text.size());
            m_editor.select({behind, behind});
        }
    }
    findNext();
}

void FindBar::replaceAll()
{
    if (m_find->text().isEmpty() || !expressionFor(options()).isValid())
        return;
    const auto edits = replacements(m_editor.text(), options(), m_replace->text());
    m_editor.apply(edits);
    search();
    m_count->setText(tr("Replaced: %1").arg(edits.size()));
}

void FindBar::markMatches()
{
    m_editor.setIndicatorForegroundColor(palette().color(QPalette::Highlight), matchIndicator);
    tell(m_editor, Sci::SCI_SETINDICATORCURRENT, matchIndicator);
    tell(m_editor, Sci::SCI_INDICATORCLEARRANGE, 0, m_editor.length());
    for (const Span match : m_matches)
        tell(m_editor, Sci::SCI_INDICATORFILLRANGE, match.begin, match.size());
}

void FindBar::tellCount(qsizetype current)
{
    const QString count =
        m_matches.size() < mostShown ? QString::number(m_matches.size()) : tr("more than %1").arg(mostShown);
    if (m_find->text().isEmpty())
        m_count->clear();
    else if (m_matches.empty())
        m_count->setText(tr("No match"));
    else if (current < 0)
        m_count->setText(tr("Matches: %1").arg(count));
    else
        m_count->setText(tr("%1 of %2").arg(current + 1).arg(count));
}

void FindBar::keyPressEvent(QKeyEvent *event)
{
    if (event->key() == Qt::Key_Escape)
        close();
    else if (event->key() == Qt::Key_Return || event->key() == Qt::Key_Enter)
        find(event->modifiers().testFlag(Qt::ShiftModifier) ? Backward : Forward);
    else
        QWidget::keyPressEvent(event);
}

} // namespace lockkeeper
