// SPDX-FileCopyrightText: 2026 Lockkeeper contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QString>

#include <array>
#include <optional>

namespace lockkeeper {

/// How much a connection asks of TLS; each one asks for more than those before it.
enum class TlsMode {
    Disable,    ///< never encrypted
    Prefer,     ///< encrypted if the server can
    Require,    ///< always encrypted, but nobody checks with whom
    VerifyCa,   ///< the certificate comes from an authority that is trusted
    VerifyFull, ///< and it is for this host
};

inline constexpr std::array allTlsModes{TlsMode::VerifyFull, TlsMode::VerifyCa, TlsMode::Require,
                                        TlsMode::Prefer, TlsMode::Disable};

/// The option of a target that holds the mode, and the one for the file with trusted authorities.
inline constexpr QLatin1StringView tlsModeOption{"sslmode"};
inline constexpr QLatin1StringView tlsRootOption{"sslrootcert"};

/// As a target's option has it: "disable", "prefer", "require", "verify-ca", "verify-full".
QString tlsModeName(TlsMode mode);
/// Those, libpq's "allow" (as Prefer), and MySQL's names ("VERIFY_IDENTITY"); in any case.
std::optional<TlsMode> tlsModeNamed(QStringView name);

} // namespace lockkeeper
