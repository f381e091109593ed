// SPDX-FileCopyrightText: 2026 Lockkeeper contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/lint/finding.h"
#include "core/workflow/snapshot.h"

#include <QColor>
#include <QIcon>
#include <QPalette>

class QPainter;

namespace lockkeeper {

/// The only meanings that colour has in the cockpit.
enum class Tone { Idle, Running, Waiting, Done, Failed, Unsure };

/// The sign that says the same without colour.
enum class Glyph { Ring, Play, Pause, Diamond, Check, Cross, Question, Clock, Undo, Warning, Information };

/// The sign of a state; its word comes from core/text.
struct Look
{
    Tone tone = Tone::Idle;
    Glyph glyph = Glyph::Ring;
    friend bool operator==(const Look &, const Look &) = default;
};

Look lookOf(StageState state);
Look lookOf(StepState state);
Look lookOf(MigrationState state);
Look lookOf(Verdict verdict);
Look lookOf(lint::Severity severity);

/// Readable as text on the palette's base, in light and dark.
QColor toneColor(Tone tone, const QPalette &palette);
/// The same as a faint background.
QColor toneTint(Tone tone, const QPalette &palette);
void paintGlyph(QPainter &painter, const QRectF &box, Look look, const QPalette &palette);
QIcon lookIcon(Look look, const QPalette &palette);

} // namespace lockkeeper
