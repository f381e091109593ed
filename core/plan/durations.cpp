// SPDX-FileCopyrightText: 2026 Lockkeeper contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/plan/durations.h"

#include <array>

using namespace Qt::StringLiterals;

namespace lockkeeper {

using namespace std::chrono_literals;

struct Unit
{
    QLatin1StringView name;
    std::chrono::milliseconds length;
};

namespace {

// The largest first; "ms" is asked for last, so that it is not taken for "m" or "s".
constexpr std::array units{Unit{"d"_L1, 24h}, Unit{"h"_L1, 1h}, Unit{"m"_L1, 1min}, Unit{"s"_L1, 1s},
                           Unit{"ms"_L1, 1ms}};
constexpr std::chrono::milliseconds longest = 24h * 3660;

} // namespace

std::optional<std::chrono::milliseconds> parseDuration(QStringView text)
{
    qsizetype digits = 0;
    while (digits < text.size() && text[digits] >= u'0' && text[digits] <= u'9')
        ++digits;
    bool ok = false;
    const qlonglong number = text.first(digits).toLongLong(&ok);
    for (const Unit &unit : units) {
        if (ok && text.sliced(digits) == unit.name && number <= longest / unit.length)
            return number * unit.length;
    }
    return std::nullopt;
}

QString durationText(std::chrono::milliseconds duration)
{
    if (duration == 0ms)
        return u"0s"_s;
    for (const Unit &unit : units) {
        if (duration % unit.length == 0ms)
            return QString::number(duration / unit.length) + unit.name;
    }
    Q_UNREACHABLE_RETURN({});
}

std::optional<double> parseFactor(QStringView text)
{
    if (!text.endsWith(u'x') || text.contains(u'e', Qt::CaseInsensitive))
        return std::nullopt;
    bool ok = false;
    const double factor = text.chopped(1).toDouble(&ok);
    if (!ok || !(factor > 1) || factor > 1'000'000)
        return std::nullopt;
    return factor;
}

} // namespace lockkeeper
