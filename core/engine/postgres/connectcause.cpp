// SPDX-FileCopyrightText: 2026 Lockkeeper contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/engine/postgres/connectcause.h"

#include <array>

namespace lockkeeper {

using namespace Qt::StringLiterals;

namespace {

struct Sign
{
    QLatin1StringView words;
    QLatin1StringView cause;
};

// The first that fits: with sslmode=prefer libpq tries twice and tells of both, and only the first attempt says why.
constexpr std::array signs{
    Sign{"password authentication failed"_L1, "password"_L1},
    Sign{"no password supplied"_L1, "no-password"_L1},
    Sign{"Peer authentication failed"_L1, "account"_L1},
    Sign{"Ident authentication failed"_L1, "account"_L1},
    Sign{"is not permitted to log in"_L1, "account"_L1},
    Sign{"permission denied for database"_L1, "access"_L1},
    Sign{"no pg_hba.conf entry"_L1, "access"_L1},
    Sign{"pg_hba.conf rejects"_L1, "access"_L1},
    Sign{"does not match host name"_L1, "tls-name"_L1},
    Sign{"certificate verify failed"_L1, "tls-untrusted"_L1},
    Sign{"self-signed certificate"_L1, "tls-untrusted"_L1},
    Sign{"root certificate file"_L1, "tls-root"_L1},
    Sign{"does not support SSL"_L1, "tls-off"_L1},
    Sign{"too many connections"_L1, "busy"_L1},
    Sign{"too many clients"_L1, "busy"_L1},
    Sign{"connection slots are reserved"_L1, "busy"_L1},
    Sign{"the database system is"_L1, "starting"_L1},
    Sign{"timeout expired"_L1, "timeout"_L1},
    Sign{"closed the connection unexpectedly"_L1, "closed"_L1},
    Sign{"SSL error"_L1, "tls"_L1},
    Sign{"certificate"_L1, "tls"_L1},
};

} // namespace

QString connectCause(const QString &words)
{
    if (words.contains(R"(database ")"_L1) && words.contains("does not exist"_L1))
        return u"database"_s;
    if (words.contains(R"(role ")"_L1) && words.contains("does not exist"_L1))
        return u"account"_s;
    for (const Sign &sign : signs) {
        if (words.contains(sign.words))
            return sign.cause;
    }
    return {};
}

} // namespace lockkeeper
