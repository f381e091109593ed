// SPDX-FileCopyrightText: 2026 Lockkeeper contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/secret.h"

#include <QObject>

#include <functional>
#include <optional>

namespace lockkeeper {

/// What a keyring answered.
struct KeptSecret
{
    std::optional<Secret> secret; ///< nothing: it has none under this id
    bool works = true; ///< false: there is no keyring to be had, so passwords are asked for each time
};

/// Where passwords are kept, by the id of their connection. Every call answers later, on the caller's thread, or never
/// when @p context is gone by then. One thread.
class SecretStore
{
public:
    virtual ~SecretStore() = default;

    virtual void read(const QString &id, QObject *context,
                      std::function<void(const KeptSecret &)> answer) = 0;
    /// Answers whether it is kept now.
    virtual void write(const QString &id, const Secret &secret, QObject *context,
                       std::function<void(bool)> answer) = 0;
    /// What can't be removed stays; nobody waits for it.
    virtual void remove(const QString &id) = 0;
};

/// The desktop's keyring: the Secret Service or KWallet. Never a file of ours.
class Keyring final : public SecretStore
{
public:
    void read(const QString &id, QObject *context, std::function<void(const KeptSecret &)> answer) override;
    void write(const QString &id, const Secret &secret, QObject *context,
               std::function<void(bool)> answer) override;
    void remove(const QString &id) override;
};

} // namespace lockkeeper
