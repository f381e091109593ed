// SPDX-FileCopyrightText: 2026 Lockkeeper contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/charts/livepill.h"

#include "ui/charts/chartwords.h"
#include "ui/theme/look.h"
#include "ui/theme/theme.h"

#include <QHBoxLayout>
#include <QLabel>
#include <QPainter>
#include <QPushButton>

namespace lockkeeper {

namespace {

constexpr int signSize = 14;

Look lookOfPill(bool isPaused)
{
    return isPaused ? Look{.tone = Tone::Waiting, .glyph = Glyph::Pause}
                    : Look{.tone = Tone::Done, .glyph = Glyph::Play};
}

} // namespace

LivePill::LivePill(QWidget *parent)
    : QWidget(parent), m_text(new QLabel), m_goLive(new QPushButton(tr("Go live")))
{
    auto *layout = new QHBoxLayout(this);
    layout->setContentsMargins(signSize + 14, 2, 10, 2);
    layout->addWidget(m_text);
    layout->addWidget(m_goLive);
    m_text->setTextFormat(Qt::PlainText);
    connect(m_goLive, &QPushButton::clicked, this, &LivePill::goLiveRequested);
    setSizePolicy(QSizePolicy::Maximum, QSizePolicy::Maximum);
    setMinimumHeight(m_goLive->sizeHint().height() + 4); // so that nothing moves when it is paused
    showLive();
}

QString LivePill::text() const { return m_text->text(); }

void LivePill::showLive()
{
    m_isPaused = false;
    m_text->setText(tr("Live"));
    m_goLive->hide();
    update();
}

void LivePill::showPaused(qint64 behind)
{
    m_isPaused = true;
    m_text->setText(tr("Paused, %1 behind").arg(chartwords::behind(behind)));
    m_goLive->show();
    update();
}

void LivePill::paintEvent(QPaintEvent *)
{
    const Look look = lookOfPill(m_isPaused);
    QPainter painter(this);
    painter.setRenderHint(QPainter::Antialiasing);
    painter.setPen(Qt::NoPen);
    painter.setBrush(toneTint(look.tone, palette()));
    const double radius = std::min(height() / 2.0, 13.0);
    painter.drawRoundedRect(QRectF(rect()), radius, radius);
    paintGlyph(painter, QRectF(8, (height() - signSize) / 2.0, signSize, signSize), look, palette());
}

} // namespace lockkeeper
