// SPDX-FileCopyrightText: 2026 Lockkeeper contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/base/error.h"

#include <array>
#include <utility>

namespace lockkeeper {

namespace {

using namespace Qt::StringLiterals;

constexpr std::array names{
    std::pair{Errc::Usage, "usage"_L1},
    std::pair{Errc::UnreadableFile, "unreadable_file"_L1},
    std::pair{Errc::UnwritableFile, "unwritable_file"_L1},
    std::pair{Errc::FileChanged, "file_changed"_L1},
    std::pair{Errc::NotUtf8, "not_utf8"_L1},
    std::pair{Errc::InvalidPlan, "invalid_plan"_L1},
    std::pair{Errc::InvalidSettings, "invalid_settings"_L1},
    std::pair{Errc::InvalidUrl, "invalid_url"_L1},
    std::pair{Errc::InvalidConnections, "invalid_connections"_L1},
    std::pair{Errc::UnknownEngine, "unknown_engine"_L1},
    std::pair{Errc::UnknownMigration, "unknown_migration"_L1},
    std::pair{Errc::UnknownSetting, "unknown_setting"_L1},
    std::pair{Errc::ConnectionFailed, "connection_failed"_L1},
    std::pair{Errc::TunnelFailed, "tunnel_failed"_L1},
    std::pair{Errc::ConnectionLost, "connection_lost"_L1},
    std::pair{Errc::InDoubt, "in_doubt"_L1},
    std::pair{Errc::StatementFailed, "statement_failed"_L1},
    std::pair{Errc::LockTimeout, "lock_timeout"_L1},
    std::pair{Errc::Deadlock, "deadlock"_L1},
    std::pair{Errc::SerializationFailure, "serialization_failure"_L1},
    std::pair{Errc::StatementTimeout, "statement_timeout"_L1},
    std::pair{Errc::Cancelled, "cancelled"_L1},
    std::pair{Errc::MissingPrivilege, "missing_privilege"_L1},
    std::pair{Errc::ServerTooOld, "server_too_old"_L1},
    std::pair{Errc::ReadOnlyServer, "read_only_server"_L1},
    std::pair{Errc::TableNotFound, "table_not_found"_L1},
    std::pair{Errc::NoUsableKey, "no_usable_key"_L1},
    std::pair{Errc::SequentialScan, "sequential_scan"_L1},
    std::pair{Errc::LedgerTooNew, "ledger_too_new"_L1},
    std::pair{Errc::StepFailed, "step_failed"_L1},
    std::pair{Errc::WrongTarget, "wrong_target"_L1},
    std::pair{Errc::WrongEngine, "wrong_engine"_L1},
    std::pair{Errc::PlanChanged, "plan_changed"_L1},
    std::pair{Errc::MigrationExists, "migration_exists"_L1},
    std::pair{Errc::GateRefused, "gate_refused"_L1},
    std::pair{Errc::VerdictExpired, "verdict_expired"_L1},
    std::pair{Errc::PointOfNoReturn, "point_of_no_return"_L1},
    std::pair{Errc::NothingToUndo, "nothing_to_undo"_L1},
    std::pair{Errc::TableNotNamed, "table_not_named"_L1},
    std::pair{Errc::Paused, "paused"_L1},
    std::pair{Errc::Held, "held"_L1},
    std::pair{Errc::ContractInSameRun, "contract_in_same_run"_L1},
    std::pair{Errc::HelmHeld, "helm_held"_L1},
    std::pair{Errc::HelmLost, "helm_lost"_L1},
};

} // namespace

QString errorName(Errc code)
{
    for (const auto &[known, name] : names) {
        if (known == code)
            return name;
    }
    std::unreachable(); // the table names every code; a unit test walks it
}

std::optional<Errc> errorNamed(QStringView wanted)
{
    for (const auto &[code, name] : names) {
        if (name == wanted)
            return code;
    }
    return {};
}

bool Error::isRetryable() const
{
    return code == Errc::LockTimeout || code == Errc::Deadlock || code == Errc::SerializationFailure;
}

bool Error::isConnectionGone() const
{
    return code == Errc::ConnectionLost || code == Errc::InDoubt || code == Errc::ConnectionFailed;
}

} // namespace lockkeeper
