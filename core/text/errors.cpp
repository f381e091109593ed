// SPDX-FileCopyrightText: 2026 Lockkeeper contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/text/errors.h"

#include "core/text/sentences.h"
#include "core/text/wording.h"

#include <QCoreApplication>

#include <algorithm>
#include <array>

namespace lockkeeper::sentences {

using namespace Qt::StringLiterals;

namespace {

#define TEXT(text) QT_TRANSLATE_NOOP("errors", text)

constexpr int refused = 1;
constexpr int input = 2;
constexpr int database = 3;
constexpr int resumable = 4;
constexpr int helm = 5;

constexpr auto nothingWasChanged = TEXT("Nothing was changed.");
constexpr auto ledgerKnows = TEXT("What is done is kept in the ledger, and nothing is half-written.");
constexpr auto runAgain = TEXT("Run it again with --resume.");

constexpr std::array entries{
    // What was asked for can't be read or makes no sense.
    ErrorEntry{Errc::Usage, input, "reason", TEXT("The command line can't be understood[: {reason}]."),
               nothingWasChanged, TEXT("Read lockkeeperctl[ {command}] --help.")},
    ErrorEntry{Errc::UnreadableFile, input, "path", TEXT("The file {path} can't be read[: {detail}]."),
               nothingWasChanged, TEXT("Check the path and its permissions.")},
    ErrorEntry{
        Errc::UnwritableFile, input, "path", TEXT("The file {path} can't be written[: {detail}]."),
        TEXT("The file is as it was, and what you have here is not lost."),
        TEXT("Save it under another name, or see to the folder's permissions and the room on the disk.")},
    ErrorEntry{Errc::FileChanged, input, "path", TEXT("Another program changed the file {path}."),
               TEXT("Nothing was written: theirs is on disk, yours is still here."),
               TEXT("Look at theirs, then reload it or keep yours.")},
    ErrorEntry{Errc::NotUtf8, input, "path", TEXT("The file {path} is not UTF-8 text."), nothingWasChanged,
               TEXT("Save it as UTF-8.")},
    ErrorEntry{Errc::InvalidPlan, input, "path", TEXT("The plan[ {path}] is not valid."), nothingWasChanged,
               TEXT("Correct it: lockkeeperctl plan check names every place.")},
    ErrorEntry{Errc::InvalidSettings, input, "path", TEXT("The settings[ in {path}] are not valid."),
               nothingWasChanged, TEXT("Correct them, or lint with --no-config.")},
    ErrorEntry{Errc::InvalidUrl, input, "reason", TEXT("The database URL can't be read[: {reason}]."),
               nothingWasChanged,
               TEXT("Write postgresql://user@host:port/database or sqlite:///path/to/file.")},
    ErrorEntry{Errc::InvalidConnections, input, "path",
               TEXT("The list of connections {path} can't be understood[: {detail}]."),
               TEXT("It is left as it is, and none of it is lost."),
               TEXT("Correct the file, or move it away to begin a new list.")},
    ErrorEntry{Errc::UnknownEngine, input, "engine", TEXT("This program has no engine called \"{engine}\"."),
               nothingWasChanged, TEXT("Use a postgresql:// or sqlite:/// URL.")},
    ErrorEntry{Errc::UnknownMigration, input, "migration",
               TEXT("The database has no migration[ called \"{migration}\"]."), nothingWasChanged,
               TEXT("See its migrations with lockkeeperctl status.")},
    ErrorEntry{Errc::UnknownSetting, input, "setting",
               TEXT("There is no such setting or value[: {setting}]."), nothingWasChanged,
               TEXT("Set batch-size, batch-time, max-lag or max-lock-waiters, for example max-lag=5s.")},

    // The database, or the way to it.
    ErrorEntry{Errc::ConnectionFailed, database, "target", TEXT("No connection to {target}[: {detail}]."),
               nothingWasChanged, TEXT("Check that the server runs and lets this user in.")},
    ErrorEntry{Errc::TunnelFailed, database, "host", TEXT("No SSH tunnel through {host}[: {detail}]."),
               nothingWasChanged,
               TEXT("Sign in once with ssh {host} in a terminal: keys and known hosts are settled there.")},
    ErrorEntry{Errc::ConnectionLost, database, "",
               TEXT("The connection to the database was lost[: {detail}]."),
               TEXT("What was not committed is undone by the server, everything before is kept."),
               TEXT("When the server is back, run again with --resume.")},
    ErrorEntry{Errc::InDoubt, database, "", TEXT("The connection was lost during a commit[: {detail}]."),
               TEXT("The last transaction took effect as a whole or not at all, and the ledger knows which."),
               TEXT("Run again with --resume: it reads the ledger first.")},
    ErrorEntry{Errc::StatementFailed, database, "",
               TEXT("The database refused a statement[ of step {step}][: {detail}][ ({sqlstate})]."),
               TEXT("Its transaction was undone, everything before is kept."),
               TEXT("Correct the cause and run again with --resume.")},
    ErrorEntry{Errc::LockTimeout, database, "relation blocker",
               TEXT("The lock[ on {relation}] was not free in time[, held by {blocker}]."),
               TEXT("The step changed nothing and held up nobody."),
               TEXT("Let that session end, then run again with --resume.")},
    ErrorEntry{Errc::Deadlock, database, "", TEXT("The server ended a deadlock[: {detail}]."),
               TEXT("The step's transaction was undone."), runAgain},
    ErrorEntry{Errc::SerializationFailure, database, "",
               TEXT("Another transaction changed the same rows[: {detail}]."),
               TEXT("The step's transaction was undone."), runAgain},
    ErrorEntry{Errc::StatementTimeout, database, "",
               TEXT("A statement took longer than allowed[: {detail}]."),
               TEXT("Its transaction was undone, everything before is kept."), runAgain},
    ErrorEntry{Errc::Cancelled, resumable, "", TEXT("The running statement was cancelled."),
               TEXT("Its transaction was undone, everything before is kept."), runAgain},
    ErrorEntry{Errc::MissingPrivilege, database, "missing",
               TEXT("The user lacks a privilege[: {missing}][: {detail}]."), nothingWasChanged,
               TEXT("Let the owner grant it, or connect as another user.")},
    ErrorEntry{
        Errc::ServerTooOld, database, "found needed",
        TEXT(
            "The server's version[ {found}][ {version}] is too old[, {needed} is needed][, the oldest is {oldest}]."),
        nothingWasChanged, TEXT("Upgrade the server, or change the plan's server_version.")},
    ErrorEntry{Errc::ReadOnlyServer, database, "database", TEXT("The database[ {database}] is read-only."),
               nothingWasChanged, TEXT("Connect to the primary.")},
    ErrorEntry{Errc::TableNotFound, database, "table", TEXT("The database has no table {table}."),
               nothingWasChanged, TEXT("Check the plan's table names, and that this is the right database.")},
    ErrorEntry{Errc::NoUsableKey, database, "table",
               TEXT("The table {table} has no unique key without NULLs to walk along."), nothingWasChanged,
               TEXT("Add a primary key, or a unique index over NOT NULL columns.")},
    ErrorEntry{Errc::SequentialScan, database, "table",
               TEXT("A batch would read the whole table {table}[: {detail}]."), nothingWasChanged,
               TEXT("Add an index that the fill can walk along, or analyse the table.")},
    ErrorEntry{Errc::LedgerTooNew, database, "found known",
               TEXT("The ledger was written by a newer program (version {found}, this one knows {known})."),
               nothingWasChanged, TEXT("Use the newer Lockkeeper.")},
    ErrorEntry{Errc::StepFailed, database, "step", TEXT("Step {step} failed[: {detail}][ ({sqlstate})]."),
               ledgerKnows, TEXT("Correct the cause and run again with --resume, or roll back.")},

    // Refusals.
    ErrorEntry{Errc::WrongTarget, refused, "expected found",
               TEXT("This is not the migration's database[: it belongs to {expected}, this is {found}]."),
               nothingWasChanged, TEXT("Connect to the right database.")},
    ErrorEntry{Errc::WrongEngine, refused, "expected found",
               TEXT("The plan is for another engine[ ({expected}, and this is {found})]."), nothingWasChanged,
               TEXT("Take the plan for this engine, or another database.")},
    ErrorEntry{
        Errc::PlanChanged, refused, "migration applied file",
        TEXT(
            "The plan was edited after migration[ {migration}] began[: {applied} was applied, the file is {file}]."),
        nothingWasChanged, TEXT("Run the file as it was applied: a changed plan needs a title of its own.")},
    ErrorEntry{Errc::MigrationExists, resumable, "migration state stage",
               TEXT("Migration[ {migration}] was begun before[ and is {state} in {stage}]."),
               nothingWasChanged, TEXT("Go on with --resume, or roll it back.")},
    ErrorEntry{Errc::GateRefused, refused, "gate closed open total",
               TEXT("The gate to {gate} is closed[: {open} of {total} conditions are open][, not {closed}]."),
               TEXT("Nothing of that stage was run, what is done before it is kept."),
               TEXT("Settle what the gate asks for, then run again.")},
    ErrorEntry{Errc::VerdictExpired, refused, "gate",
               TEXT("The evidence for the gate[ to {gate}] became too old before the step began."),
               nothingWasChanged, TEXT("Run again: the conditions are checked anew.")},
    ErrorEntry{Errc::PointOfNoReturn, refused, "step reason",
               TEXT("The point of no return is passed[: step {step} can't be undone][, because {reason}]."),
               nothingWasChanged, TEXT("Go forward, or restore from a backup.")},
    ErrorEntry{Errc::NothingToUndo, refused, "", TEXT("There is nothing to undo."), nothingWasChanged,
               TEXT("See what was done with lockkeeperctl status.")},
    ErrorEntry{Errc::TableNotNamed, refused, "step table",
               TEXT("Step {step} can't be undone, and {table} was not named for it."), nothingWasChanged,
               TEXT("Type the table's name to let it run.")},

    // It can go on later.
    ErrorEntry{Errc::Paused, resumable, "", TEXT("The migration is paused[ in {stage}]."), ledgerKnows,
               TEXT("Go on with lockkeeperctl run --resume.")},
    ErrorEntry{
        Errc::Held, resumable, "step attempts blocker",
        TEXT(
            "Work is held back[: {reason}][: step {step} got no lock in {attempts} tries][, {blocker} has it]."),
        ledgerKnows, TEXT("When that has passed, run again with --resume.")},
    ErrorEntry{Errc::ContractInSameRun, resumable, "",
               TEXT("Everything before Contract is done, and Contract has a run of its own."), ledgerKnows,
               TEXT("When the new version has proved itself, run it again.")},

    // The helm.
    ErrorEntry{Errc::HelmHeld, helm, "holder seconds",
               TEXT("The helm is held by {holder}[ (for another {seconds} s at least)]."), nothingWasChanged,
               TEXT("Wait, or pause the migration: lockkeeperctl pause.")},
    ErrorEntry{Errc::HelmLost, helm, "", TEXT("The helm is no longer ours[, {holder} has it]."),
               TEXT("What was under way was undone, everything before is kept."),
               TEXT("See who acts with lockkeeperctl status.")},
};

#undef TEXT

const ErrorEntry &entryOf(Errc code)
{
    // A unit test walks every code.
    return *std::ranges::find(entries, code, &ErrorEntry::code);
}

QString urlReason(const QString &reason)
{
    if (reason == "no-scheme"_L1)
        return QCoreApplication::translate("errors", "it doesn't begin with an engine's name and ://");
    if (reason == "no-database"_L1)
        return QCoreApplication::translate("errors", "it names no database");
    if (reason == "malformed"_L1)
        return QCoreApplication::translate("errors", "a part of it is not allowed in a URL");
    return reason;
}

QString stageTitle(const QString &name)
{
    const auto known = stageNamed(name);
    return known ? stage(*known) : name;
}

QMap<QString, QString> factsOf(const Error &error)
{
    QMap<QString, QString> facts = error.facts;
    facts.insert(u"detail"_s, error.detail);
    facts.insert(u"sqlstate"_s, error.sqlstate);
    if (error.code == Errc::InvalidUrl)
        facts.insert(u"reason"_s, urlReason(facts.value(u"reason"_s)));
    if (error.code == Errc::Held && facts.value(u"reason"_s).startsWith(u'{'))
        facts.insert(u"reason"_s, holdReason(facts.value(u"reason"_s)));
    if (const auto state = stateNamed(facts.value(u"state"_s)))
        facts.insert(u"state"_s, sentences::state(*state).toLower());
    for (const QString &name : {u"stage"_s, u"gate"_s}) {
        if (facts.contains(name))
            facts.insert(name, stageTitle(facts.value(name)));
    }
    return facts;
}

/// A sentence as a clause. Only a word like "The" loses its capital: abbreviations and names keep theirs.
QString clause(QString sentence)
{
    if (sentence.endsWith(u'.'))
        sentence.chop(1);
    if (sentence.size() > 1 && sentence[0].isUpper() && (sentence[1].isLower() || sentence[1].isSpace()))
        sentence[0] = sentence[0].toLower();
    return sentence;
}

} // namespace

std::span<const ErrorEntry> errorEntries() { return entries; }

ErrorText error(const Error &error)
{
    const ErrorEntry &entry = entryOf(error.code);
    const auto facts = factsOf(error);
    const auto text = [&](const char *source) {
        return filled(QCoreApplication::translate("errors", source), facts);
    };
    return {.what = text(entry.what), .means = text(entry.means), .toDo = text(entry.toDo)};
}

QString line(const Error &error)
{
    const ErrorText text = sentences::error(error);
    return QStringList{clause(text.what), clause(text.means), clause(text.toDo)}.join("; "_L1);
}

int exitCode(Errc code) { return entryOf(code).exitCode; }

} // namespace lockkeeper::sentences
