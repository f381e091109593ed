// SPDX-FileCopyrightText: 2026 Lockkeeper contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QDir>

namespace lockkeeper::test {

/// Every page of the wizard for a new plan, on a database of its own: "newplan-…-light.png".
void shootNewPlan(const QDir &folder, const QString &scheme);

} // namespace lockkeeper::test
