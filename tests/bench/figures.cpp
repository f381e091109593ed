// SPDX-FileCopyrightText: 2026 Lockkeeper contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/bench/figures.h"

#include <QFile>

#include <algorithm>
#include <cmath>
#include <numeric>

namespace lockkeeper::bench {

namespace {

using namespace Qt::StringLiterals;

QString thousands(double rowsPerSecond) { return QString::number(rowsPerSecond / 1000, 'f', 1) + u" k"_s; }

QString millis(double value) { return QString::number(value, 'f', value < 10 ? 1 : 0); }

template<typename T>
QList<double> each(const QList<Figures> &runs, T figure)
{
    QList<double> values;
    for (const Figures &run : runs)
        values << figure(run);
    return values;
}

QList<double> allBatches(const QList<Figures> &runs)
{
    QList<double> all;
    for (const Figures &run : runs)
        all += run.batches;
    return all;
}

QString rate(const QList<Figures> &runs)
{
    const QList<double> rates = each(runs, [](const Figures &run) { return run.rowsPerSecond; });
    const auto [low, high] = std::ranges::minmax(rates);
    const bool guess = std::ranges::any_of(runs, &Figures::extrapolated);
    return (guess ? u"~ "_s : QString()) + thousands(median(rates)) + u" ("_s + thousands(low) + u" – "_s
           + thousands(high) + u')';
}

/// Each run over the ceiling of its own round: what drifts, drifts in both.
QString ratio(const QList<Figures> &runs, const QList<Figures> &ceiling)
{
    QList<double> ratios;
    for (qsizetype i = 0; i < std::min(runs.size(), ceiling.size()); ++i)
        ratios << runs[i].rowsPerSecond / ceiling[i].rowsPerSecond;
    const auto [low, high] = std::ranges::minmax(ratios);
    return u"%1 (%2 – %3)"_s.arg(median(ratios), 0, 'f', 2).arg(low, 0, 'f', 2).arg(high, 0, 'f', 2);
}

/// What a batch needs on average after its rows are written; nothing where the variant doesn't tell.
QString commitTime(const QList<Figures> &runs)
{
    double rest = 0;
    for (const Figures &run : runs)
        rest +=
            std::accumulate(run.batches.begin(), run.batches.end(), 0.0) - static_cast<double>(run.workMs);
    const bool told = std::ranges::all_of(runs, [](const Figures &run) { return run.workMs > 0; });
    return told ? millis(rest / static_cast<double>(allBatches(runs).size())) : QString();
}

} // namespace

double quantile(QList<double> values, double part)
{
    if (values.isEmpty())
        return 0;
    std::ranges::sort(values);
    const double rank = std::ceil(part * static_cast<double>(values.size())) - 1;
    return values[std::clamp<qsizetype>(static_cast<qsizetype>(rank), 0, values.size() - 1)];
}

double median(QList<double> values) { return quantile(std::move(values), 0.5); }

qint64 peakKib()
{
    QFile status(u"/proc/self/status"_s);
    if (!status.open(QIODevice::ReadOnly))
        return 0;
    for (const QByteArray &line : status.readAll().split('\n')) {
        if (line.startsWith("VmHWM:"))
            return line.sliced(6).trimmed().split(' ').first().toLongLong();
    }
    return 0;
}

void forgetPeak()
{
    QFile file(u"/proc/self/clear_refs"_s);
    if (file.open(QIODevice::WriteOnly))
        file.write("5");
}

double extrapolatedSeconds(const QList<double> &measured, double total)
{
    const auto count = static_cast<double>(measured.size());
    double sumX = 0;
    double sumY = 0;
    double sumXX = 0;
    double sumXY = 0;
    for (qsizetype i = 0; i < measured.size(); ++i) {
        const auto x = static_cast<double>(i);
        sumX += x;
        sumY += measured[i];
        sumXX += x * x;
        sumXY += x * measured[i];
    }
    // Batches don't get faster as the table fills: a falling line is noise, and then the mean is the kinder guess.
    const double slope =
        std::max(0.0, (count * sumXY - sumX * sumY) / std::max(1.0, count * sumXX - sumX * sumX));
    const double start = std::max(0.0, (sumY - slope * sumX) / std::max(1.0, count));
    return (total * start + slope * total * total / 2) / 1000;
}

QStringList header()
{
    return {u"table"_s,         u"variant"_s,  u"rows/s, median (min – max)"_s,
            u"of one UPDATE"_s, u"batches"_s,  u"p50 ms"_s,
            u"p99 ms"_s,        u"max ms"_s,   u"commit ms"_s,
            u"WAL B/row"_s,     u"client MB"_s};
}

QStringList line(const QString &table, const QString &variant, const QList<Figures> &runs,
                 const QList<Figures> &ceiling)
{
    const QList<double> batches = allBatches(runs);
    const auto wal = each(runs, [](const Figures &run) {
        return static_cast<double>(run.walBytes) / static_cast<double>(std::max<qint64>(run.rowsWritten, 1));
    });
    const auto counts =
        each(runs, [](const Figures &run) { return static_cast<double>(run.batches.size()); });
    const auto peaks = each(runs, [](const Figures &run) { return static_cast<double>(run.peakKib) / 1024; });
    return {table,
            variant,
            rate(runs),
            ratio(runs, ceiling),
            QString::number(median(counts), 'f', 0),
            millis(median(batches)),
            millis(quantile(batches, 0.99)),
            millis(quantile(batches, 1)),
            commitTime(runs),
            QString::number(median(wal), 'f', 0),
            QString::number(std::ranges::max(peaks), 'f', 0)};
}

QString aligned(const QList<QStringList> &lines)
{
    QList<qsizetype> widths(lines.first().size(), 0);
    for (const QStringList &line : lines) {
        for (qsizetype i = 0; i < line.size(); ++i)
            widths[i] = std::max(widths[i], line[i].size());
    }
    QString text;
    for (const QStringList &line : lines) {
        QStringList cells;
        for (qsizetype i = 0; i < line.size(); ++i)
            cells << (i < 2 ? line[i].leftJustified(widths[i]) : line[i].rightJustified(widths[i]));
        text += u"| "_s + cells.join(u" | "_s) + u" |\n"_s;
        if (&line == &lines.first()) {
            for (qsizetype i = 0; i < widths.size(); ++i)
                text += u'|' + QString(widths[i] + 1, u'-') + (i < 2 ? u'-' : u':');
            text += u"|\n"_s;
        }
    }
    return text;
}

} // namespace lockkeeper::bench
