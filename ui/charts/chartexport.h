// SPDX-FileCopyrightText: 2026 Lockkeeper contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/monitor/history.h"

#include <QByteArray>
#include <QImage>

class QWidget;

namespace lockkeeper {

/// The figures between two moments in the finest resolution that is left, one row a moment: RFC 4180, UTF-8, times in ISO
/// 8601 with their offset. Cells without a figure are empty, never 0.
QByteArray chartCsv(const History &history, qint64 from, qint64 to);

/// A widget at twice its size on the screen, on its own background.
QImage sharpPicture(QWidget &widget);

/// Writes a file whole or not at all. @returns what went wrong, or an empty text.
QString writeWhole(const QString &path, const QByteArray &content);
QString writePicture(const QString &path, const QImage &picture);

} // namespace lockkeeper
