// SPDX-FileCopyrightText: 2026 Lockkeeper contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/connections/diagnosisview.h"

#include "core/text/checks.h"
#include "core/text/sentences.h"
#include "ui/theme/look.h"
#include "ui/theme/panel.h"
#include "ui/theme/textsize.h"
#include "ui/theme/theme.h"

#include <QHBoxLayout>
#include <QPainter>

#include <algorithm>
#include <utility>

namespace lockkeeper {

namespace {

constexpr int glyphSize = 16;
constexpr int glyphColumn = 26;
constexpr int wordColumn = 64;
constexpr int stepColumn = 92;

Look lookOf(CheckOutcome outcome)
{
    switch (outcome) {
    case CheckOutcome::Good:
        return {.tone = Tone::Done, .glyph = Glyph::Check};
    case CheckOutcome::Notice:
        return {.tone = Tone::Waiting, .glyph = Glyph::Warning};
    case CheckOutcome::Failed:
        return {.tone = Tone::Failed, .glyph = Glyph::Cross};
    }
    std::unreachable();
}

class CheckRow final : public QWidget
{
public:
    CheckRow(const Check &check, const QString &spoken) : m_look(lookOf(check.outcome))
    {
        setFocusPolicy(Qt::StrongFocus);
        setAccessibleName(spoken);
        const sentences::CheckText text = sentences::check(check);
        auto *word = new QLabel(sentences::outcome(check.outcome));
        word->setPalette(withText(palette(), toneColor(m_look.tone, palette())));
        word->setFixedWidth(wordColumn);
        auto *step = new QLabel(sentences::check(check.step));
        keepFont(step, 1.0, true);
        step->setFixedWidth(stepColumn);
        auto *what = plainLabel(text.what);
        auto *texts = new QVBoxLayout;
        texts->setSpacing(1);
        texts->addWidget(what);
        if (!text.toDo.isEmpty())
            texts->addWidget(new QuietLabel(text.toDo));
        auto *layout = new QHBoxLayout(this);
        layout->setContentsMargins(glyphColumn, 4, 4, 4);
        layout->setSpacing(8);
        layout->addWidget(word, 0, Qt::AlignTop);
        layout->addWidget(step, 0, Qt::AlignTop);
        layout->addLayout(texts, 1);
        layout->addWidget(new QuietLabel(sentences::duration(check.took.count())), 0, Qt::AlignTop);
    }

protected:
    void paintEvent(QPaintEvent *) override
    {
        QPainter painter(this);
        paintGlyph(painter, QRectF(4, 5, glyphSize, glyphSize), m_look, palette());
        if (!hasFocus())
            return;
        painter.setPen(palette().color(QPalette::Accent));
        painter.drawRoundedRect(QRectF(rect()).adjusted(0.5, 0.5, -0.5, -0.5), 4, 4);
    }

private:
    Look m_look;
};

QString spokenText(const Check &check)
{
    const sentences::CheckText text = sentences::check(check);
    const QString line = DiagnosisView::tr("%1: %2. %3")
                             .arg(sentences::check(check.step), sentences::outcome(check.outcome), text.what);
    return text.toDo.isEmpty() ? line : line + u' ' + text.toDo;
}

} // namespace

DiagnosisView::DiagnosisView(QWidget *parent)
    : QWidget(parent), m_rows(new QVBoxLayout), m_summary(plainLabel())
{
    keepFont(m_summary, 1.0, true);
    m_rows->setSpacing(2);
    auto *layout = new QVBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->addWidget(m_summary);
    layout->addLayout(m_rows);
    clear();
}

void DiagnosisView::clear(const QString &summary)
{
    while (const QLayoutItem *item = m_rows->takeAt(0)) {
        delete item->widget();
        delete item;
    }
    m_lines.clear();
    m_worst = CheckOutcome::Good;
    setSummary(summary);
}

void DiagnosisView::add(const Check &check)
{
    m_worst = std::max(m_worst, check.outcome);
    m_lines.append(spokenText(check));
    m_rows->addWidget(new CheckRow(check, m_lines.last()));
}

void DiagnosisView::setSummary(const QString &summary) { setTextOrHide(m_summary, summary); }

QString DiagnosisView::text() const { return (QStringList{m_summary->text()} + m_lines).join(u'\n'); }

} // namespace lockkeeper
