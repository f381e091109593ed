// SPDX-FileCopyrightText: 2026 Lockkeeper contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QMap>
#include <QString>

#include <expected>
#include <optional>

namespace lockkeeper {

/// What went wrong, as a fact. Sentences are made from it in core/text, exit codes in app/ctl.
enum class Errc {
    // What was asked for can't be read or makes no sense.
    Usage,
    UnreadableFile,
    UnwritableFile,
    FileChanged,
    NotUtf8,
    InvalidPlan,
    InvalidSettings,
    InvalidUrl,
    InvalidConnections,
    UnknownEngine,
    UnknownMigration,
    UnknownSetting,
    // The database, or the way to it.
    ConnectionFailed,
    TunnelFailed,
    ConnectionLost,
    InDoubt,
    StatementFailed,
    LockTimeout,
    Deadlock,
    SerializationFailure,
    StatementTimeout,
    Cancelled,
    MissingPrivilege,
    ServerTooOld,
    ReadOnlyServer,
    TableNotFound,
    NoUsableKey,
    SequentialScan,
    LedgerTooNew,
    StepFailed,
    // Refusals: nothing was changed, and the reason is in the facts.
    WrongTarget,
    WrongEngine,
    PlanChanged,
    MigrationExists,
    GateRefused,
    VerdictExpired,
    PointOfNoReturn,
    NothingToUndo,
    TableNotNamed,
    // It can go on later.
    Paused,
    Held,
    ContractInSameRun,
    // The helm.
    HelmHeld,
    HelmLost,
};

/// The code's name as written in logs, JSON and tests ("lock_timeout").
QString errorName(Errc code);
std::optional<Errc> errorNamed(QStringView wanted);

/// A failure with everything a front end needs to say what happened, what it means for the data
/// and what to do. Holds no secret: engines redact before they fill it.
struct Error
{
    Errc code = Errc::StatementFailed;
    QMap<QString, QString> facts; ///< values for the sentence, by placeholder ("table", "blocker")
    QString detail{};             ///< the server's or library's own words, untranslated
    QString sqlstate{};           ///< five characters, or empty where there is none
    QString statement{};          ///< the SQL that failed, shortened, or empty

    Error &&with(const QString &name, const QString &value) &&
    {
        facts.insert(name, value);
        return std::move(*this);
    }

    bool isRetryable() const; ///< lock timeout, deadlock or serialization failure: the same again may work
    bool isConnectionGone() const; ///< lost or in doubt: the session is of no more use
};

template<typename T>
using Result = std::expected<T, Error>;
using Status = Result<void>;

/// `return failure(Errc::TableNotFound, {{"table", name}})`
inline std::unexpected<Error> failure(Errc code, QMap<QString, QString> facts = {}, QString detail = {})
{
    return std::unexpected(Error{.code = code, .facts = std::move(facts), .detail = std::move(detail)});
}

inline std::unexpected<Error> failure(Error error) { return std::unexpected(std::move(error)); }

} // namespace lockkeeper

/// Leaves the function with the error of a Result expression that failed; the value is dropped.
#define LOCKKEEPER_TRY(expression)                                                                           \
    do {                                                                                                     \
        if (auto &&tried = (expression); !tried)                                                             \
            return ::lockkeeper::failure(std::move(tried).error());                                          \
    } while (false)
