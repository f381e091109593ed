// SPDX-FileCopyrightText: 2026 Lockkeeper contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/theme/look.h"

#include "ui/theme/theme.h"

#include <QPainter>

#include <array>

namespace lockkeeper {

namespace {

struct TonePair
{
    QRgb light;
    QRgb dark;
};

// Each at least 4.5 to 1 against the palette's base; in order of Tone.
constexpr std::array<TonePair, 6> tones{{
    {.light = 0xff636c76, .dark = 0xff949ca6},
    {.light = 0xff1a5fc8, .dark = 0xff5fa8ff},
    {.light = 0xff8f5f00, .dark = 0xffdca43a},
    {.light = 0xff18763a, .dark = 0xff4cbb68},
    {.light = 0xffc42430, .dark = 0xffff6f67},
    {.light = 0xff7a4bd0, .dark = 0xffb08cff},
}};

QPolygonF at(const QRectF &box, std::initializer_list<QPointF> points)
{
    QPolygonF polygon;
    for (const QPointF &point : points)
        polygon << QPointF(box.x() + point.x() * box.width(), box.y() + point.y() * box.height());
    return polygon;
}

void paintLetter(QPainter &painter, const QRectF &box, QChar letter)
{
    QFont font = painter.font();
    font.setBold(true);
    font.setPixelSize(qMax(6, qRound(box.height() * 0.68)));
    painter.setFont(font);
    painter.drawText(box, Qt::AlignCenter, QString(letter));
}

void paintClock(QPainter &painter, const QRectF &box)
{
    painter.drawPolyline(at(box, {{0.5, 0.24}, {0.5, 0.52}, {0.7, 0.62}}));
}

void paintUndo(QPainter &painter, const QRectF &box)
{
    painter.drawPolyline(at(box, {{0.42, 0.28}, {0.26, 0.43}, {0.42, 0.58}}));
    painter.drawPolyline(at(box, {{0.28, 0.43}, {0.62, 0.43}, {0.72, 0.55}, {0.62, 0.7}, {0.45, 0.7}}));
}

void paintPause(QPainter &painter, const QRectF &box)
{
    painter.drawPolyline(at(box, {{0.4, 0.32}, {0.4, 0.68}}));
    painter.drawPolyline(at(box, {{0.6, 0.32}, {0.6, 0.68}}));
}

void paintCross(QPainter &painter, const QRectF &box)
{
    painter.drawPolyline(at(box, {{0.33, 0.33}, {0.67, 0.67}}));
    painter.drawPolyline(at(box, {{0.67, 0.33}, {0.33, 0.67}}));
}

void paintSign(QPainter &painter, const QRectF &box, Glyph glyph, const QColor &ink)
{
    painter.setPen(QPen(ink, qMax(1.4, box.width() / 9), Qt::SolidLine, Qt::RoundCap, Qt::RoundJoin));
    painter.setBrush(Qt::NoBrush);
    switch (glyph) {
    case Glyph::Ring:
        break;
    case Glyph::Check:
        painter.drawPolyline(at(box, {{0.28, 0.53}, {0.44, 0.68}, {0.73, 0.35}}));
        break;
    case Glyph::Cross:
        paintCross(painter, box);
        break;
    case Glyph::Pause:
        paintPause(painter, box);
        break;
    case Glyph::Clock:
        paintClock(painter, box);
        break;
    case Glyph::Undo:
        paintUndo(painter, box);
        break;
    case Glyph::Question:
        paintLetter(painter, box, u'?');
        break;
    case Glyph::Warning:
        paintLetter(painter, box, u'!');
        break;
    case Glyph::Information:
        paintLetter(painter, box, u'i');
        break;
    case Glyph::Play:
    case Glyph::Diamond:
        painter.setBrush(ink);
        painter.setPen(Qt::NoPen);
        painter.drawPolygon(glyph == Glyph::Play
                                ? at(box, {{0.38, 0.27}, {0.38, 0.73}, {0.74, 0.5}})
                                : at(box, {{0.5, 0.24}, {0.76, 0.5}, {0.5, 0.76}, {0.24, 0.5}}));
        break;
    }
}

QPixmap lookPixmap(Look look, const QPalette &palette, const QColor &ring)
{
    constexpr int size = 32; // twice what is shown, for sharp screens
    QPixmap pixmap(size, size);
    pixmap.fill(Qt::transparent);
    QPainter painter(&pixmap);
    painter.setRenderHint(QPainter::Antialiasing);
    painter.setPen(Qt::NoPen);
    painter.setBrush(ring);
    painter.drawEllipse(0, 0, size, size);
    paintGlyph(painter, QRectF(2, 2, size - 4, size - 4), look, palette);
    return pixmap;
}

} // namespace

Look lookOf(StageState state)
{
    switch (state) {
    case StageState::NotStarted:
        return {.tone = Tone::Idle, .glyph = Glyph::Ring};
    case StageState::Ready:
        return {.tone = Tone::Running, .glyph = Glyph::Ring};
    case StageState::Running:
        return {.tone = Tone::Running, .glyph = Glyph::Play};
    case StageState::Paused:
    case StageState::Held:
        return {.tone = Tone::Waiting, .glyph = Glyph::Pause};
    case StageState::WaitingForGate:
        return {.tone = Tone::Waiting, .glyph = Glyph::Diamond};
    case StageState::Failed:
        return {.tone = Tone::Failed, .glyph = Glyph::Cross};
    case StageState::Done:
        return {.tone = Tone::Done, .glyph = Glyph::Check};
    case StageState::RolledBack:
        return {.tone = Tone::Idle, .glyph = Glyph::Undo};
    }
    return {};
}

Look lookOf(StepState state)
{
    switch (state) {
    case StepState::Pending:
        return {.tone = Tone::Idle, .glyph = Glyph::Ring};
    case StepState::Running:
        return {.tone = Tone::Running, .glyph = Glyph::Play};
    case StepState::Done:
        return {.tone = Tone::Done, .glyph = Glyph::Check};
    case StepState::Failed:
        return {.tone = Tone::Failed, .glyph = Glyph::Cross};
    case StepState::Undone:
        return {.tone = Tone::Idle, .glyph = Glyph::Undo};
    }
    return {};
}

Look lookOf(MigrationState state)
{
    switch (state) {
    case MigrationState::Ready:
        return lookOf(StageState::Ready);
    case MigrationState::Running:
        return lookOf(StageState::Running);
    case MigrationState::Paused:
        return lookOf(StageState::Paused);
    case MigrationState::Held:
        return lookOf(StageState::Held);
    case MigrationState::AtGate:
        return lookOf(StageState::WaitingForGate);
    case MigrationState::Failed:
        return lookOf(StageState::Failed);
    case MigrationState::Cancelled:
        return {.tone = Tone::Idle, .glyph = Glyph::Cross};
    case MigrationState::Done:
        return lookOf(StageState::Done);
    case MigrationState::RolledBack:
        return lookOf(StageState::RolledBack);
    }
    return {};
}

Look lookOf(Verdict verdict)
{
    switch (verdict) {
    case Verdict::Open:
        return {.tone = Tone::Done, .glyph = Glyph::Check};
    case Verdict::Blocked:
        return {.tone = Tone::Failed, .glyph = Glyph::Cross};
    case Verdict::Inconclusive:
        return {.tone = Tone::Unsure, .glyph = Glyph::Question};
    case Verdict::Stale:
        return {.tone = Tone::Waiting, .glyph = Glyph::Clock};
    }
    return {};
}

Look lookOf(lint::Severity severity)
{
    switch (severity) {
    case lint::Severity::Note:
        return {.tone = Tone::Running, .glyph = Glyph::Information};
    case lint::Severity::Risk:
        return {.tone = Tone::Waiting, .glyph = Glyph::Warning};
    case lint::Severity::Blocker:
        return {.tone = Tone::Failed, .glyph = Glyph::Cross};
    }
    return {};
}

QColor toneColor(Tone tone, const QPalette &palette)
{
    const TonePair &pair = tones.at(static_cast<std::size_t>(tone));
    return QColor::fromRgb(isDark(palette) ? pair.dark : pair.light);
}

QColor toneTint(Tone tone, const QPalette &palette)
{
    QColor tint = toneColor(tone, palette);
    tint.setAlphaF(isDark(palette) ? 0.18F : 0.10F);
    return tint;
}

void paintGlyph(QPainter &painter, const QRectF &box, Look look, const QPalette &palette)
{
    const QColor color = toneColor(look.tone, palette);
    painter.save();
    painter.setRenderHint(QPainter::Antialiasing);
    const bool hollow = look.glyph == Glyph::Ring;
    const double line = qMax(1.5, box.width() / 12);
    painter.setPen(hollow ? QPen(color, line) : QPen(Qt::NoPen));
    painter.setBrush(hollow ? palette.color(QPalette::Base) : color);
    painter.drawEllipse(hollow ? box.adjusted(line / 2, line / 2, -line / 2, -line / 2) : box);
    paintSign(painter, box, look.glyph,
              isDark(palette) ? palette.color(QPalette::Window) : QColor(Qt::white));
    painter.restore();
}

QIcon lookIcon(Look look, const QPalette &palette)
{
    QIcon icon(lookPixmap(look, palette, Qt::transparent));
    // On a selected row the disc could have the row's own colour: a ring keeps them apart.
    icon.addPixmap(lookPixmap(look, palette, palette.color(QPalette::HighlightedText)), QIcon::Selected);
    return icon;
}

} // namespace lockkeeper
