// SPDX-FileCopyrightText: 2026 Lockkeeper contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/workflow/snapshot.h"

#include <QStringList>

namespace lockkeeper::ctl {

class Console;

/// Rows of cells as aligned text; the last cell of a row is never padded.
QString columns(const QList<QStringList> &rows, const QString &indent = {});

/// "Gate to Contract: closed, 3 of 4 open", and a line a condition: verdict, question, evidence, age.
QString gateReport(const MigrationSnapshot &snapshot, Stage gate, const Console &console);

/// A migration in detail: stages, steps of the active one, gates, backfill, helm, last events.
QString statusReport(const MigrationSnapshot &snapshot, const Console &console);

/// A line a migration.
QString listReport(const QList<MigrationRecord> &records);

/// "fill-display-name  62 %  620,000 of 1,000,000 rows, batches of 2,400", without anything about time.
QString fillReport(const FillSnapshot &fill);

} // namespace lockkeeper::ctl
