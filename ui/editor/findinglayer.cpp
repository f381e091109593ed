// SPDX-FileCopyrightText: 2026 Lockkeeper contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/editor/findinglayer.h"

#include "ui/editor/editorlook.h"
#include "ui/editor/findingtext.h"
#include "ui/editor/scintilla.h"
#include "ui/editor/sqleditor.h"
#include "ui/theme/look.h"
#include "ui/theme/theme.h"

#include <Qsci/qscistyle.h>

#include <QPainter>

#include <algorithm>
#include <functional>
#include <iterator>
#include <utility>

namespace lockkeeper {

namespace {

using namespace Qt::StringLiterals;
using Sci = QsciScintillaBase;

constexpr int signMargin = 1;
constexpr int sign = 14;
constexpr int boxStyle = 60; // above all that the lexer takes
constexpr double dimmed = 0.4;

constexpr int indicatorOf(lint::Severity severity)
{
    return Sci::INDIC_CONTAINER + static_cast<int>(severity);
}

/// Told apart without colour.
QsciScintilla::IndicatorStyle lineUnder(lint::Severity severity)
{
    if (severity == lint::Severity::Blocker)
        return QsciScintilla::SquiggleIndicator;
    return severity == lint::Severity::Risk ? QsciScintilla::DotsIndicator : QsciScintilla::DashesIndicator;
}

int textLeft(const SqlEditor &editor) { return editor.marginWidth(0) + editor.marginWidth(signMargin); }

} // namespace

FindingLayer::FindingLayer(SqlEditor &editor) : QObject(&editor), m_editor(editor)
{
    defineIndicators();
    editor.setOverlay([this](QPainter &painter) { paint(painter); });
    connect(&editor, &SqlEditor::bytesChanged, this, &FindingLayer::textMoved);
    connect(&editor, &SqlEditor::viewChanged, this, &FindingLayer::viewMoved);
    connect(&editor, &SqlEditor::lookChanged, this, [this] {
        defineIndicators();
        if (areDetailsShown())
            showDetails(m_detailsLine);
    });
    connect(&editor, &QsciScintilla::marginClicked, this, [this](int margin, int line) {
        if (margin == signMargin)
            showDetails(line);
    });
}

void FindingLayer::show(const std::shared_ptr<const lint::LintResult> &result,
                        const std::shared_ptr<const lint::LiveFacts> &live)
{
    m_findings = PlacedFindings(result);
    m_live = live;
    defineIndicators();
    fillIndicators();
    if (areDetailsShown())
        showDetails(m_editor.caretLine());
    m_editor.viewport()->update();
    Q_EMIT currentChanged();
}

void FindingLayer::defineIndicators()
{
    m_isDimmed = m_findings.isStale();
    const QPalette palette = m_editor.palette();
    for (const auto severity : {lint::Severity::Note, lint::Severity::Risk, lint::Severity::Blocker}) {
        const QColor color = toneColor(lookOf(severity).tone, palette);
        const int indicator = indicatorOf(severity);
        m_editor.indicatorDefine(lineUnder(severity), indicator);
        m_editor.setIndicatorForegroundColor(
            m_isDimmed ? blended(palette.color(QPalette::Base), color, dimmed) : color, indicator);
    }
}

void FindingLayer::fillIndicators()
{
    for (const auto severity : {lint::Severity::Note, lint::Severity::Risk, lint::Severity::Blocker}) {
        tell(m_editor, Sci::SCI_SETINDICATORCURRENT, indicatorOf(severity));
        tell(m_editor, Sci::SCI_INDICATORCLEARRANGE, 0, m_editor.length());
        for (int i = 0; i < m_findings.size(); ++i) {
            const lint::Finding &finding = m_findings.finding(i);
            const Span place = m_findings.place(i);
            if (finding.severity == severity && !finding.isSuppressed)
                tell(m_editor, Sci::SCI_INDICATORFILLRANGE, place.begin, place.size());
        }
    }
}

void FindingLayer::textMoved(int at, int removed, int added)
{
    m_findings.move(at, removed, added);
    m_typedLine = m_editor.lineOf(at);
    if (!m_isDimmed)
        defineIndicators();
    hideDetails();
    Q_EMIT currentChanged();
}

void FindingLayer::viewMoved()
{
    const int line = m_editor.caretLine();
    if (line != m_typedLine)
        m_typedLine = -1;
    if (areDetailsShown() && line != m_detailsLine)
        hideDetails();
    Q_EMIT currentChanged();
}

std::vector<int> FindingLayer::atCaret() const
{
    const int caret = m_editor.caret();
    std::vector<int> onLine = m_findings.beginningIn(lineSpan(m_editor, m_editor.caretLine()));
    std::vector<int> around;
    std::ranges::copy_if(onLine, std::back_inserter(around), [&](int index) {
        const Span place = m_findings.place(index);
        return place.begin <= caret && caret <= place.end;
    });
    std::vector<int> &found = around.empty() ? onLine : around;
    std::ranges::stable_sort(found, std::greater(), [this](int index) { return m_findings.rank(index); });
    return found;
}

void FindingLayer::goTo(int index)
{
    if (index >= 0 && index < m_findings.size())
        m_editor.select(m_findings.place(index));
}

void FindingLayer::goToNext() { goTo(m_findings.next(selection(m_editor).begin)); }

void FindingLayer::goToPrevious() { goTo(m_findings.previous(selection(m_editor).begin)); }

void FindingLayer::toggleDetails()
{
    if (areDetailsShown())
        hideDetails();
    else
        showDetails(m_editor.caretLine());
}

void FindingLayer::showDetails(int line)
{
    hideDetails();
    if (line != m_editor.caretLine())
        m_editor.goToLine(line);
    const std::vector<int> indexes = atCaret();
    if (indexes.empty())
        return;
    const QPalette palette = m_editor.palette();
    const QColor tone = toneColor(lookOf(m_findings.finding(indexes.front()).severity).tone, palette);
    const QsciStyle style(boxStyle, tr("Finding"), palette.color(QPalette::Text),
                          blended(palette.color(QPalette::Base), tone, 0.09), scaled(monospace(), 0.95));
    const int width = m_editor.viewport()->width() - textLeft(m_editor);
    const int columns = std::clamp(width / m_editor.fontMetrics().averageCharWidth() - 6, 30, 100);
    m_editor.setAnnotationDisplay(QsciScintilla::AnnotationBoxed);
    m_editor.annotate(line, wrapped(detailsOf(indexes), columns), style);
    m_detailsLine = line;
}

QString FindingLayer::detailsOf(const std::vector<int> &indexes) const
{
    QStringList texts;
    for (const int index : indexes)
        texts << details(m_findings.finding(index), *m_findings.result(), m_live.get());
    return texts.join("\n\n"_L1);
}

void FindingLayer::hideDetails()
{
    m_detailsLine = -1;
    m_editor.clearAnnotations();
}

void FindingLayer::paint(QPainter &painter) const
{
    std::vector<int> onLine;
    int line = -1;
    for (const int index : m_findings.beginningIn(visibleSpan(m_editor))) {
        const int own = m_editor.lineOf(m_findings.place(index).begin);
        if (own != line && !onLine.empty())
            paintLine(painter, line, std::exchange(onLine, {}));
        line = own;
        onLine.push_back(index);
    }
    if (!onLine.empty())
        paintLine(painter, line, onLine);
}

void FindingLayer::paintLine(QPainter &painter, int line, const std::vector<int> &indexes) const
{
    const lint::Finding &worst = m_findings.finding(m_findings.worstOf(indexes));
    const auto shown =
        std::ranges::count_if(indexes, [this](int index) { return !m_findings.finding(index).isSuppressed; });
    const long end = tell(m_editor, Sci::SCI_GETLINEENDPOSITION, line);
    const int top = static_cast<int>(tell(m_editor, Sci::SCI_POINTYFROMPOSITION, 0, end));
    painter.setOpacity(m_findings.isStale() ? dimmed : 1.0);
    if (shown > 0)
        paintSign(painter, top, worst);
    if (line != m_typedLine)
        paintSentence(painter, line, top, headline(worst, shown - 1), worst);
}

void FindingLayer::paintSign(QPainter &painter, int top, const lint::Finding &finding) const
{
    const long height = tell(m_editor, Sci::SCI_TEXTHEIGHT);
    const QRectF box(m_editor.marginWidth(0) + (m_editor.marginWidth(signMargin) - sign) / 2.0,
                     top + static_cast<double>(height - sign) / 2.0, sign, sign);
    paintGlyph(painter, box, lookOf(finding.severity), m_editor.palette());
}

void FindingLayer::paintSentence(QPainter &painter, int line, int top, const QString &text,
                                 const lint::Finding &finding) const
{
    const long end = tell(m_editor, Sci::SCI_GETLINEENDPOSITION, line);
    const int left = textLeft(m_editor);
    const auto height = static_cast<int>(tell(m_editor, Sci::SCI_TEXTHEIGHT, line));
    const int from = static_cast<int>(tell(m_editor, Sci::SCI_POINTXFROMPOSITION, 0, end))
                     + 4 * m_editor.fontMetrics().averageCharWidth();
    const QRect box(std::max(from, left), top, m_editor.viewport()->width() - std::max(from, left) - 8,
                    height);
    if (box.width() < 40)
        return;
    const QPalette palette = m_editor.palette();
    QFont font = scaled(m_editor.font(), 0.95);
    font.setItalic(true);
    font.setStrikeOut(finding.isSuppressed);
    painter.setFont(font);
    painter.setPen(finding.isSuppressed ? quietColor(palette)
                                        : toneColor(lookOf(finding.severity).tone, palette));
    painter.drawText(box, Qt::AlignVCenter | Qt::AlignLeft,
                     QFontMetrics(font).elidedText(text, Qt::ElideRight, box.width()));
}

} // namespace lockkeeper
