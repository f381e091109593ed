// SPDX-FileCopyrightText: 2026 Lockkeeper contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/yamltree.h"
#include "core/plan/plandraft.h"

namespace lockkeeper {

/// True for keys that could only hold a secret or the way to a database: "password", "api_token", "url".
bool isSecretKey(QStringView key);

/// Reports passwords anywhere in the text, comments included, and database URLs among the values.
void reportSecrets(const QByteArray &text, const YamlNode &root, PlanDraft &draft);

} // namespace lockkeeper
