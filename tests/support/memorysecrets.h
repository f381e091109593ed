// SPDX-FileCopyrightText: 2026 Lockkeeper contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/connections/secretstore.h"

#include <QMap>
#include <QTimer>

namespace lockkeeper::test {

/// A keyring in memory, which answers later as the real one does, or not at all as one that isn't there.
class MemorySecrets final : public SecretStore
{
public:
    void read(const QString &id, QObject *context, std::function<void(const KeptSecret &)> answer) override
    {
        KeptSecret kept{.secret = {}, .works = works};
        if (works && all.contains(id))
            kept.secret = all.value(id);
        QTimer::singleShot(0, context, [answer = std::move(answer), kept] { answer(kept); });
    }
    void write(const QString &id, const Secret &secret, QObject *context,
               std::function<void(bool)> answer) override
    {
        if (works)
            all.insert(id, secret);
        QTimer::singleShot(0, context, [answer = std::move(answer), kept = works] { answer(kept); });
    }
    void remove(const QString &id) override { all.remove(id); }

    QMap<QString, Secret> all;
    bool works = true;
};

} // namespace lockkeeper::test
