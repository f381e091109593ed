// SPDX-FileCopyrightText: 2026 Lockkeeper contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/gates/gatecard.h"

#include "core/text/sentences.h"
#include "ui/theme/look.h"
#include "ui/theme/panel.h"
#include "ui/theme/textsize.h"
#include "ui/theme/theme.h"

#include <QDateTime>
#include <QPainter>
#include <QVBoxLayout>

namespace lockkeeper {

namespace {

using namespace Qt::StringLiterals;

constexpr int glyphSize = 18;
constexpr int inset = 12;

Look lookNow(Verdict verdict, bool asked)
{
    return asked ? lookOf(verdict) : Look{.tone = Tone::Idle, .glyph = Glyph::Ring};
}

QString ageText(const VerdictRecord &verdict, qint64 now)
{
    if (verdict.checkedAt == 0)
        return {};
    const QString checked = QDateTime::fromMSecsSinceEpoch(verdict.checkedAt).toString(u"HH:mm:ss"_s);
    if (verdict.validUntil <= now)
        return GateCard::tr("Checked at %1; no longer valid").arg(checked);
    return GateCard::tr("Checked at %1; valid for %2")
        .arg(checked, sentences::duration(verdict.validUntil - now));
}

} // namespace

GateCard::GateCard(QWidget *parent) : QWidget(parent) { build(); }

void GateCard::build()
{
    m_question = plainLabel();
    keepFont(m_question, 1.0, true);
    m_word = plainLabel();
    m_evidence = plainLabel();
    m_age = new QuietLabel;
    keepFont(m_age, 0.9);
    auto *layout = new QVBoxLayout(this);
    layout->setContentsMargins(inset + glyphSize + 10, 10, inset, 10);
    layout->setSpacing(2);
    m_question->setTextInteractionFlags(Qt::TextSelectableByMouse | Qt::TextSelectableByKeyboard);
    m_history = new GateHistory;
    for (QLabel *label : {m_question, m_word, m_evidence, m_age})
        layout->addWidget(label);
    layout->addWidget(m_history);
}

void GateCard::show(const ConditionSnapshot &condition, qint64 now, const QList<PastVerdict> &history)
{
    m_verdict = condition.verdict.verdict;
    m_asked = condition.verdict.checkedAt != 0;
    const Look look = lookNow(m_verdict, m_asked);
    const QString word = m_asked ? sentences::verdict(m_verdict) : tr("Not checked yet");
    m_question->setText(sentences::question(condition.condition));
    m_word->setText(word);
    m_word->setPalette(withText(palette(), toneColor(look.tone, palette())));
    setTextOrHide(m_evidence, m_asked ? sentences::evidence(condition) : QString());
    m_history->show(history);
    setTextOrHide(m_age, ageText(condition.verdict, now));
    setAccessibleName(m_question->text());
    setAccessibleDescription(
        QStringList{word, m_evidence->text(), m_age->text(), m_history->accessibleName()}.join(u". "_s));
    update();
}

void GateCard::paintEvent(QPaintEvent *)
{
    QPainter painter(this);
    painter.setRenderHint(QPainter::Antialiasing);
    const Look look = lookNow(m_verdict, m_asked);
    const QRectF box = QRectF(rect()).adjusted(0.5, 0.5, -0.5, -0.5);
    painter.setPen(borderColor(palette()));
    painter.setBrush(m_asked && m_verdict != Verdict::Open ? toneTint(look.tone, palette())
                                                           : palette().color(QPalette::AlternateBase));
    painter.drawRoundedRect(box, 6, 6);
    paintGlyph(painter, QRectF(inset, 11, glyphSize, glyphSize), look, palette());
}

} // namespace lockkeeper
