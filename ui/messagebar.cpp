// SPDX-FileCopyrightText: 2026 Lockkeeper contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/messagebar.h"

#include "ui/theme/look.h"
#include "ui/theme/panel.h"
#include "ui/theme/textsize.h"
#include "ui/theme/theme.h"

#include <QAccessible>
#include <QClipboard>
#include <QGuiApplication>
#include <QHBoxLayout>
#include <QPainter>
#include <QToolButton>

namespace lockkeeper {

namespace {

constexpr int glyphSize = 20;

QToolButton *textButton(const QString &text)
{
    auto *button = new QToolButton;
    button->setText(text);
    button->setToolButtonStyle(Qt::ToolButtonTextOnly);
    return button;
}

} // namespace

MessageBar::MessageBar(QWidget *parent) : QWidget(parent)
{
    build();
    connect(m_copy, &QToolButton::clicked, this, [this] { QGuiApplication::clipboard()->setText(text()); });
    connect(m_close, &QToolButton::clicked, this, &QWidget::hide);
    hide();
}

void MessageBar::build()
{
    m_what = plainLabel();
    keepFont(m_what, 1.0, true);
    m_means = plainLabel();
    m_toDo = plainLabel();
    m_detail = new QuietLabel;
    m_detail->setTextInteractionFlags(Qt::TextSelectableByMouse | Qt::TextSelectableByKeyboard);
    auto *texts = new QVBoxLayout;
    texts->setSpacing(2);
    for (QLabel *label : {m_what, m_means, m_toDo, m_detail})
        texts->addWidget(label);
    m_copy = textButton(tr("Copy"));
    m_close = textButton(tr("Dismiss"));
    auto *layout = new QHBoxLayout(this);
    layout->setContentsMargins(14 + glyphSize + 10, 10, 12, 10);
    layout->addLayout(texts, 1);
    layout->addWidget(m_copy, 0, Qt::AlignTop);
    layout->addWidget(m_close, 0, Qt::AlignTop);
}

void MessageBar::showMessage(const sentences::ErrorText &text, const QString &detail)
{
    setTextOrHide(m_what, text.what);
    setTextOrHide(m_means, text.means);
    setTextOrHide(m_toDo, text.toDo);
    setTextOrHide(m_detail, detail);
    setAccessibleName(text.what);
    setAccessibleDescription(MessageBar::text());
    show();
    QAccessibleEvent event(this, QAccessible::Alert);
    QAccessible::updateAccessibility(&event);
}

void MessageBar::showError(const Error &error)
{
    QStringList detail;
    if (!error.sqlstate.isEmpty())
        detail << tr("SQLSTATE %1").arg(error.sqlstate);
    if (!error.detail.isEmpty())
        detail << error.detail;
    showMessage(sentences::error(error), detail.join(QStringLiteral(": ")));
}

QString MessageBar::text() const
{
    QStringList lines;
    for (const QLabel *label : {m_what, m_means, m_toDo, m_detail}) {
        if (!label->text().isEmpty())
            lines << label->text();
    }
    return lines.join(u'\n');
}

void MessageBar::paintEvent(QPaintEvent *)
{
    QPainter painter(this);
    painter.setRenderHint(QPainter::Antialiasing);
    const QRectF box = QRectF(rect()).adjusted(0.5, 0.5, -0.5, -0.5);
    painter.setPen(toneColor(Tone::Failed, palette()));
    painter.setBrush(palette().color(QPalette::Base));
    painter.drawRoundedRect(box, 7, 7);
    painter.setPen(Qt::NoPen);
    painter.setBrush(toneTint(Tone::Failed, palette()));
    painter.drawRoundedRect(box, 7, 7);
    paintGlyph(painter, QRectF(14, 10, glyphSize, glyphSize), lookOf(StepState::Failed), palette());
}

} // namespace lockkeeper
