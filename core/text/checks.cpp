// SPDX-FileCopyrightText: 2026 Lockkeeper contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/text/checks.h"

#include "core/text/sentences.h"
#include "core/text/wording.h"

#include <QCoreApplication>

#include <algorithm>
#include <array>
#include <utility>

namespace lockkeeper::sentences {

using namespace Qt::StringLiterals;

namespace {

#define TEXT(text) QT_TRANSLATE_NOOP("checks", text)

struct Entry
{
    CheckStep step;
    QLatin1StringView code;
    const char *what;
    const char *toDo;
};

constexpr auto nothing = "";

using enum CheckStep;

constexpr std::array entries{
    Entry{Tunnel, "open"_L1, TEXT("The SSH tunnel through {host} is open."), nothing},
    Entry{Tunnel, "failed"_L1, TEXT("No SSH tunnel through {host}[: {detail}]."),
          TEXT("Sign in once with ssh {host} in a terminal: keys and known hosts are settled there.")},

    Entry{Name, "address"_L1, TEXT("{host} is an address, no name to look up."), nothing},
    Entry{Name, "resolved"_L1, TEXT("{host} is {addresses}."), nothing},
    Entry{Name, "unknown"_L1, TEXT("Nobody knows the name {host}[: {detail}]."),
          TEXT("Check the spelling, and that the VPN is on if the name is known only there.")},

    Entry{Port, "reached"_L1, TEXT("{address} takes connections on port {port}."), nothing},
    Entry{Port, "refused"_L1, TEXT("{host} is there, but nothing listens on port {port}."),
          TEXT("Check the port, and that the server runs and listens on this address.")},
    Entry{Port, "silent"_L1, TEXT("{host} didn't answer on port {port} within 5 seconds."),
          TEXT("A firewall or a VPN that is off looks like this. Check them, or go through an SSH tunnel.")},
    Entry{Port, "no-route"_L1, TEXT("There is no way to {host} from here."),
          TEXT("Check the network and the VPN, or go through an SSH tunnel.")},
    Entry{Port, "behind-tunnel"_L1,
          TEXT("The tunnel is open, but no database answers at its other end[: {detail}]."),
          TEXT("Host and port must be right as seen from the SSH host. Check them.")},

    Entry{Tls, "verified"_L1, TEXT("Encrypted with {version}, and the server proved who it is."), nothing},
    Entry{Tls, "name-not-verified"_L1,
          TEXT("Encrypted with {version}; the certificate is trusted, its name was not compared."),
          TEXT("Choose the mode that compares the name as well.")},
    Entry{Tls, "not-verified"_L1, TEXT("Encrypted with {version}, but nobody checked who the server is."),
          TEXT("Choose a mode that verifies the certificate before you use it for production.")},
    Entry{Tls, "plain"_L1, TEXT("Not encrypted: everybody on the way can read the data."),
          TEXT("Choose a TLS mode that requires encryption, or go through an SSH tunnel.")},
    Entry{Tls, "not-needed"_L1, TEXT("Not encrypted, and it doesn't leave this machine in the open."),
          nothing},
    Entry{Tls, "not-known"_L1,
          TEXT("The server doesn't say whether the connection is encrypted[: {detail}]."), nothing},
    Entry{Tls, "off"_L1, TEXT("The server can't encrypt, and the TLS mode asks for it."),
          TEXT("Turn TLS on at the server, or choose a mode that goes on without it.")},
    Entry{Tls, "root"_L1, TEXT("The file with trusted authorities is missing[: {detail}]."),
          TEXT("Choose the file of the authority that signed the server's certificate.")},
    Entry{Tls, "untrusted"_L1, TEXT("The server's certificate comes from nobody whom you trust[: {detail}]."),
          TEXT("Choose the file of the authority that signed it. If nobody knows it, don't go on.")},
    Entry{Tls, "name"_L1, TEXT("The server's certificate is for another name[: {detail}]."),
          TEXT("Use the name that the certificate has. If nobody knows it, don't go on.")},
    Entry{Tls, "failed"_L1, TEXT("The encrypted connection failed[: {detail}]."),
          TEXT("Check the TLS mode and the certificate files.")},

    Entry{SignIn, "signed-in"_L1, TEXT("Signed in as {user}."), nothing},
    Entry{SignIn, "password"_L1, TEXT("The server doesn't accept this password for this user[: {detail}]."),
          TEXT("Type the password again, and check the user's name.")},
    Entry{SignIn, "no-password"_L1, TEXT("The server wants a password, and there is none."),
          TEXT("Type one, and choose where it is kept.")},
    Entry{SignIn, "account"_L1, TEXT("The server doesn't know this user or doesn't let it in[: {detail}]."),
          TEXT("Check the user's name, or ask for the right to sign in.")},
    Entry{SignIn, "access"_L1, TEXT("The server doesn't let this user in from here[: {detail}]."),
          TEXT("Ask the server's owner to allow it, or go through an SSH tunnel.")},
    Entry{SignIn, "busy"_L1, TEXT("All of the server's connections are in use[: {detail}]."),
          TEXT("Try again when some have ended.")},
    Entry{SignIn, "starting"_L1, TEXT("The server takes no connections now[: {detail}]."),
          TEXT("Try again when it is up.")},
    Entry{SignIn, "closed"_L1, TEXT("What listens there closed the connection[: {detail}]."),
          TEXT("It may be another kind of server. Check the port.")},
    Entry{SignIn, "timeout"_L1,
          TEXT("What listens there took the connection and said nothing for 5 seconds."),
          TEXT("It may be another kind of server, or one that is overloaded. Check the port.")},
    Entry{SignIn, "unknown-engine"_L1, TEXT("This program can't talk to {engine} databases."),
          TEXT("The connection is kept for a version that can.")},
    Entry{SignIn, "lost"_L1, TEXT("The connection broke right after it was made[: {detail}]."),
          TEXT("Try again; if it happens again, look into the server's log.")},
    Entry{SignIn, "refused"_L1, TEXT("The server refused the connection[: {detail}]."),
          TEXT("Its own words say why.")},

    Entry{Database, "found"_L1, TEXT("The database is {database}."), nothing},
    Entry{Database, "opened"_L1, TEXT("{database} is open."), nothing},
    Entry{Database, "unknown"_L1, TEXT("The server has no database {database}."),
          TEXT("Check the spelling: capitals count.")},
    Entry{Database, "file"_L1, TEXT("{database} can't be opened[: {detail}]."),
          TEXT("Check the path and its permissions. A new file is never made here.")},

    Entry{Server, "known"_L1, TEXT("{engine} {version}."), nothing},
    Entry{Server, "too-old"_L1, TEXT("The server's version {version} is too old, the oldest is {oldest}."),
          TEXT("Upgrade the server.")},

    Entry{Writing, "allowed"_L1, TEXT("It can be written."), nothing},
    Entry{Writing, "standby"_L1,
          TEXT("This is a standby, which follows another server and can't be written."),
          TEXT("Use the primary for migrations.")},
    Entry{Writing, "read-only"_L1, TEXT("It is read-only."),
          TEXT("A migration needs to write: find out why.")},

    Entry{Privileges, "enough"_L1,
          TEXT("This user may keep the ledger. Each plan's tables are checked when it is opened."), nothing},
    Entry{Privileges, "missing"_L1, TEXT("This user lacks: {missing}."),
          TEXT("Ask the owner to grant it before a migration.")},
    Entry{Privileges, "not-known"_L1, TEXT("The privileges can't be read[: {detail}]."), nothing},

    Entry{Clock, "close"_L1, TEXT("The server's clock and this one agree."), nothing},
    Entry{Clock, "apart"_L1, TEXT("The server's clock and this one are {difference} apart."),
          TEXT("Migrations go by the server's clock. Times that you compare with your own will be off.")},
};

#undef TEXT

} // namespace

QString engineTitle(const QString &name)
{
    if (name.startsWith("postgres"_L1))
        return u"PostgreSQL"_s;
    if (name == "mysql"_L1)
        return u"MySQL"_s;
    if (name == "mariadb"_L1)
        return u"MariaDB"_s;
    return name == "sqlite"_L1 ? u"SQLite"_s : name;
}

QString environment(Environment environment)
{
    switch (environment) {
    case Environment::Sandbox:
        return QCoreApplication::translate("checks", "Sandbox");
    case Environment::Development:
        return QCoreApplication::translate("checks", "Development");
    case Environment::Staging:
        return QCoreApplication::translate("checks", "Staging");
    case Environment::Production:
        return QCoreApplication::translate("checks", "Production");
    }
    std::unreachable();
}

QString tlsMode(TlsMode mode)
{
    switch (mode) {
    case TlsMode::Disable:
        return QCoreApplication::translate(
            "checks", "Never encrypted: everybody on the way can read the password's exchange and the data.");
    case TlsMode::Prefer:
        return QCoreApplication::translate(
            "checks", "Encrypted if the server offers it; somebody on the way can turn that off unnoticed.");
    case TlsMode::Require:
        return QCoreApplication::translate(
            "checks", "Always encrypted, but nobody checks with whom: a false server isn't noticed.");
    case TlsMode::VerifyCa:
        return QCoreApplication::translate(
            "checks", "Encrypted, with a server whose certificate comes from an authority that you trust.");
    case TlsMode::VerifyFull:
        return QCoreApplication::translate(
            "checks",
            "Encrypted, with a trusted certificate that is for this very host. Right for production.");
    }
    std::unreachable();
}

QString check(CheckStep step)
{
    switch (step) {
    case Tunnel:
        return QCoreApplication::translate("checks", "SSH tunnel");
    case Name:
        return QCoreApplication::translate("checks", "Name");
    case Port:
        return QCoreApplication::translate("checks", "Port");
    case Tls:
        return QCoreApplication::translate("checks", "Encryption");
    case SignIn:
        return QCoreApplication::translate("checks", "Sign-in");
    case Database:
        return QCoreApplication::translate("checks", "Database");
    case Server:
        return QCoreApplication::translate("checks", "Server");
    case Writing:
        return QCoreApplication::translate("checks", "Writing");
    case Privileges:
        return QCoreApplication::translate("checks", "Privileges");
    case Clock:
        return QCoreApplication::translate("checks", "Clock");
    }
    std::unreachable();
}

QString outcome(CheckOutcome outcome)
{
    switch (outcome) {
    case CheckOutcome::Good:
        return QCoreApplication::translate("checks", "Good");
    case CheckOutcome::Notice:
        return QCoreApplication::translate("checks", "Notice");
    case CheckOutcome::Failed:
        return QCoreApplication::translate("checks", "Failed");
    }
    std::unreachable();
}

CheckText check(const Check &check)
{
    const auto *entry = std::ranges::find_if(
        entries, [&](const Entry &one) { return one.step == check.step && one.code == check.code; });
    if (entry == entries.end())
        return {.what = check.code, .toDo = {}};
    QMap<QString, QString> facts = check.facts;
    facts.insert(u"detail"_s, oneLine(facts.value(u"detail"_s)));
    if (facts.contains(u"engine"_s))
        facts.insert(u"engine"_s, engineTitle(facts.value(u"engine"_s)));
    if (facts.contains(u"milliseconds"_s))
        facts.insert(u"difference"_s, duration(facts.value(u"milliseconds"_s).toLongLong()));
    const auto text = [&](const char *source) {
        return *source ? filled(QCoreApplication::translate("checks", source), facts) : QString();
    };
    return {.what = text(entry->what), .toDo = text(entry->toDo)};
}

} // namespace lockkeeper::sentences
