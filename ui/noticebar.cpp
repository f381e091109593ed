// SPDX-FileCopyrightText: 2026 Lockkeeper contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/noticebar.h"

#include "ui/theme/panel.h"

#include <QAccessible>
#include <QHBoxLayout>
#include <QPainter>
#include <QPushButton>

namespace lockkeeper {

namespace {

constexpr int glyphSize = 20;
constexpr int inset = 12;

} // namespace

NoticeBar::NoticeBar(QWidget *parent) : QWidget(parent), m_text(plainLabel()), m_answers(new QHBoxLayout)
{
    auto *layout = new QHBoxLayout(this);
    layout->setContentsMargins(inset + glyphSize + 10, 8, inset, 8);
    layout->setSpacing(12);
    layout->addWidget(m_text, 1);
    layout->addLayout(m_answers);
    hide();
}

QString NoticeBar::text() const { return m_text->text(); }

void NoticeBar::ask(Look look, const QString &text, const QList<Answer> &answers)
{
    m_look = look;
    m_text->setText(text);
    setAccessibleName(text);
    while (QLayoutItem *item = m_answers->takeAt(0)) {
        // It may be the very button whose click is being answered.
        item->widget()->hide();
        item->widget()->deleteLater();
        delete item;
    }
    for (const Answer &answer : answers)
        addAnswer(answer);
    show();
    update();
    QAccessibleEvent event(this, QAccessible::Alert);
    QAccessible::updateAccessibility(&event);
}

void NoticeBar::addAnswer(const Answer &answer)
{
    auto *button = new QPushButton(answer.text);
    m_answers->addWidget(button);
    connect(button, &QPushButton::clicked, this, [this, run = answer.run] {
        hide();
        if (run)
            run();
    });
}

void NoticeBar::paintEvent(QPaintEvent *)
{
    QPainter painter(this);
    painter.setRenderHint(QPainter::Antialiasing);
    const QRectF box = QRectF(rect()).adjusted(0.5, 0.5, -0.5, -0.5);
    painter.setPen(toneColor(m_look.tone, palette()));
    painter.setBrush(palette().color(QPalette::Base));
    painter.drawRoundedRect(box, 7, 7);
    painter.setPen(Qt::NoPen);
    painter.setBrush(toneTint(m_look.tone, palette()));
    painter.drawRoundedRect(box, 7, 7);
    paintGlyph(painter, QRectF(inset, (height() - glyphSize) / 2.0, glyphSize, glyphSize), m_look, palette());
}

} // namespace lockkeeper
