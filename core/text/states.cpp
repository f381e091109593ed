// SPDX-FileCopyrightText: 2026 Lockkeeper contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/text/sentences.h"

#include <QCoreApplication>

#include <array>

namespace lockkeeper::sentences {

namespace {

/// Enumerations count from 0 without gaps, so that a state's name is found by its value.
template<size_t count>
QString named(const std::array<const char *, count> &names, auto value)
{
    return QCoreApplication::translate("states", names.at(static_cast<size_t>(value)));
}

} // namespace

QString stage(Stage stage)
{
    static constexpr std::array names{
        QT_TRANSLATE_NOOP("states", "Classify"),
        QT_TRANSLATE_NOOP("states", "Expand"),
        QT_TRANSLATE_NOOP("states", "Backfill & dual-write"),
        QT_TRANSLATE_NOOP("states", "Flip reads/writes"),
        QT_TRANSLATE_NOOP("states", "Contract"),
        QT_TRANSLATE_NOOP("states", "Verify"),
    };
    return named(names, stage);
}

QString state(MigrationState state)
{
    static constexpr std::array names{
        QT_TRANSLATE_NOOP("states", "Ready"),       QT_TRANSLATE_NOOP("states", "Running"),
        QT_TRANSLATE_NOOP("states", "Paused"),      QT_TRANSLATE_NOOP("states", "Held"),
        QT_TRANSLATE_NOOP("states", "At a gate"),   QT_TRANSLATE_NOOP("states", "Failed"),
        QT_TRANSLATE_NOOP("states", "Cancelled"),   QT_TRANSLATE_NOOP("states", "Done"),
        QT_TRANSLATE_NOOP("states", "Rolled back"),
    };
    return named(names, state);
}

QString state(StageState state)
{
    static constexpr std::array names{
        QT_TRANSLATE_NOOP("states", "Not started"), QT_TRANSLATE_NOOP("states", "Ready"),
        QT_TRANSLATE_NOOP("states", "Running"),     QT_TRANSLATE_NOOP("states", "Paused"),
        QT_TRANSLATE_NOOP("states", "Held"),        QT_TRANSLATE_NOOP("states", "Waiting for its gate"),
        QT_TRANSLATE_NOOP("states", "Failed"),      QT_TRANSLATE_NOOP("states", "Done"),
        QT_TRANSLATE_NOOP("states", "Rolled back"),
    };
    return named(names, state);
}

QString state(StepState state)
{
    static constexpr std::array names{
        QT_TRANSLATE_NOOP("states", "Pending"), QT_TRANSLATE_NOOP("states", "Running"),
        QT_TRANSLATE_NOOP("states", "Done"),    QT_TRANSLATE_NOOP("states", "Failed"),
        QT_TRANSLATE_NOOP("states", "Undone"),
    };
    return named(names, state);
}

QString verdict(Verdict verdict)
{
    static constexpr std::array names{
        QT_TRANSLATE_NOOP("states", "Open"),
        QT_TRANSLATE_NOOP("states", "Blocked"),
        QT_TRANSLATE_NOOP("states", "Inconclusive"),
        QT_TRANSLATE_NOOP("states", "Stale"),
    };
    return named(names, verdict);
}

} // namespace lockkeeper::sentences
