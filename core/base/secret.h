// SPDX-FileCopyrightText: 2026 Lockkeeper contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QByteArray>
#include <QString>

#include <optional>
#include <string>
#include <string_view>

namespace lockkeeper {

/// A password in memory: can't be printed or compared by accident, and is overwritten when dropped.
class Secret
{
public:
    Secret() = default;
    explicit Secret(const QString &text) : m_bytes(text.toUtf8()) {}
    Secret(const Secret &other) : m_bytes(other.m_bytes.constData(), other.m_bytes.size()) {}
    Secret(Secret &&other) noexcept : m_bytes(std::exchange(other.m_bytes, {})) {}
    Secret &operator=(Secret other) noexcept
    {
        m_bytes.swap(other.m_bytes);
        return *this;
    }
    ~Secret() { m_bytes.fill('\0'); }

    bool isEmpty() const { return m_bytes.isEmpty(); }
    /// The only way to the text: called where it is handed to the driver, and nowhere else.
    QString reveal() const { return QString::fromUtf8(m_bytes); }

private:
    QByteArray m_bytes; // never shared: copies are deep, so that the overwrite reaches the only buffer
};

/// Replaces passwords in URLs, conninfo strings and `PASSWORD '…'` clauses by `•••`. For every text that
/// leaves the process: logs, errors, journals, PDFs.
QString redacted(QString text);

/// The same for a script whose places must stay: every byte of a secret becomes an asterisk.
/// @returns nothing when there is no secret in it.
std::optional<std::string> masked(std::string_view script);

} // namespace lockkeeper
