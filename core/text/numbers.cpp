// SPDX-FileCopyrightText: 2026 Lockkeeper contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/text/numbers.h"

#include "core/text/sentences.h"

#include <QCoreApplication>
#include <QLocale>

#include <algorithm>
#include <limits>

namespace lockkeeper::sentences {

using namespace Qt::StringLiterals;

namespace {

/// The C locale doesn't group digits, and a seven-digit number without groups can't be read.
QLocale readable()
{
    const QLocale locale;
    return locale.language() == QLocale::C ? QLocale(QLocale::English, QLocale::UnitedStates) : locale;
}

QString unit(const char *text, qint64 value)
{
    return QCoreApplication::translate("durations", text).arg(value);
}

/// "2 h 5 min": the larger unit, and the smaller one where it isn't 0.
QString pair(const char *large, qint64 count, const char *small, qint64 rest)
{
    return rest == 0 ? unit(large, count) : unit(large, count) + u' ' + unit(small, rest);
}

} // namespace

QString number(qint64 value) { return readable().toString(value); }

QString number(double value) { return readable().toString(value, 'f', value >= 100 ? 0 : 1); }

QString duration(qint64 milliseconds)
{
    static constexpr auto day = QT_TRANSLATE_NOOP("durations", "%1 d");
    static constexpr auto hour = QT_TRANSLATE_NOOP("durations", "%1 h");
    static constexpr auto minute = QT_TRANSLATE_NOOP("durations", "%1 min");
    static constexpr auto second = QT_TRANSLATE_NOOP("durations", "%1 s");
    if (milliseconds < 1000)
        return QCoreApplication::translate("durations", "%1 ms").arg(std::max<qint64>(0, milliseconds));
    if (milliseconds < 10'000 && milliseconds % 1000 >= 50)
        return QCoreApplication::translate("durations", "%1 s").arg(number(double(milliseconds) / 1000));
    const qint64 seconds = (milliseconds + 500) / 1000;
    if (seconds < 60)
        return unit(second, seconds);
    if (seconds < 3600)
        return pair(minute, seconds / 60, second, seconds % 60);
    if (seconds < 86'400)
        return pair(hour, seconds / 3600, minute, seconds % 3600 / 60);
    return pair(day, seconds / 86'400, hour, seconds % 86'400 / 3600);
}

QString rows(qint64 count)
{
    const int form = static_cast<int>(std::min<qint64>(count, std::numeric_limits<int>::max()));
    const char *text =
        count == 1 ? QT_TRANSLATE_NOOP("numbers", "%1 row") : QT_TRANSLATE_NOOP("numbers", "%1 rows");
    return QCoreApplication::translate("numbers", text, nullptr, form).arg(number(count));
}

} // namespace lockkeeper::sentences
