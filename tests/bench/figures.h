// SPDX-FileCopyrightText: 2026 Lockkeeper contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QList>
#include <QString>
#include <QStringList>

namespace lockkeeper::bench {

/// One run of one variant.
struct Figures
{
    double seconds = 0;
    double rowsPerSecond = 0;
    QList<double> batches; ///< milliseconds each, from BEGIN to the answer to COMMIT
    qint64 workMs = 0; ///< of the batches up to their checkpoint; the rest is checkpoint, fence and COMMIT
    qint64 walBytes = 0;
    qint64 rowsWritten = 0;
    qint64 peakKib = 0;
    bool extrapolated = false; ///< cut off: rowsPerSecond is what the fitted whole would give
};

double median(QList<double> values);
double quantile(QList<double> values, double part);

/// The most memory this process had since forgetPeak().
qint64 peakKib();
void forgetPeak();

/// Seconds that @p total batches take when their time grows as it did in @p measured: a line fitted to the
/// milliseconds.
double extrapolatedSeconds(const QList<double> &measured, double total);

/// The table's lines; @p ceiling has the figures that the ratio is over, round by round.
QStringList header();
QStringList line(const QString &table, const QString &variant, const QList<Figures> &runs,
                 const QList<Figures> &ceiling);
QString aligned(const QList<QStringList> &lines);

} // namespace lockkeeper::bench
