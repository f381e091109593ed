// SPDX-FileCopyrightText: 2026 Lockkeeper contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/connections/tlsmode.h"

#include <utility>

namespace lockkeeper {

using namespace Qt::StringLiterals;

QString tlsModeName(TlsMode mode)
{
    switch (mode) {
    case TlsMode::Disable:
        return u"disable"_s;
    case TlsMode::Prefer:
        return u"prefer"_s;
    case TlsMode::Require:
        return u"require"_s;
    case TlsMode::VerifyCa:
        return u"verify-ca"_s;
    case TlsMode::VerifyFull:
        return u"verify-full"_s;
    }
    std::unreachable();
}

std::optional<TlsMode> tlsModeNamed(QStringView name)
{
    const QString wanted = name.toString().toLower().replace(u'_', u'-');
    for (const TlsMode mode : allTlsModes) {
        if (tlsModeName(mode) == wanted)
            return mode;
    }
    if (wanted == "disabled"_L1)
        return TlsMode::Disable;
    if (wanted == "allow"_L1 || wanted == "preferred"_L1)
        return TlsMode::Prefer;
    if (wanted == "required"_L1)
        return TlsMode::Require;
    if (wanted == "verify-identity"_L1)
        return TlsMode::VerifyFull;
    return {};
}

} // namespace lockkeeper
