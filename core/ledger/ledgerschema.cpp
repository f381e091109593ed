// SPDX-FileCopyrightText: 2026 Lockkeeper contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/ledger/ledgerschema.h"

#include "core/engine/catalog.h"
#include "core/engine/dialect.h"
#include "core/ledger/ledger.h"

namespace lockkeeper {

namespace {

using namespace Qt::StringLiterals;

/// Version 1. `[name]` and `[text]` stand for the dialect's types; times are milliseconds since the epoch by the
/// server's clock; cursors and evidence are JSON. Where DDL is not transactional it may have been cut off: the version
/// comes last, and what is there already is no harm.
QStringList firstVersion()
{
    return {
        u"CREATE TABLE IF NOT EXISTS {meta} (version bigint NOT NULL)"_s,
        u"CREATE TABLE IF NOT EXISTS {migration} (id [name] PRIMARY KEY, title [text] NOT NULL, target [text] NOT NULL, "
        "plan [text] NOT NULL, plan_sha256 [name] NOT NULL, revision bigint NOT NULL, stage [name] NOT NULL, "
        "state [name] NOT NULL, reason [text] NOT NULL, control [name] NOT NULL, settings [text] NOT NULL, "
        "created_by [text] NOT NULL, created_at bigint NOT NULL, stage_since bigint NOT NULL, updated_at bigint NOT NULL)"_s,
        u"CREATE TABLE IF NOT EXISTS {step} (migration [name] NOT NULL, id [name] NOT NULL, ordinal bigint NOT NULL, "
        "stage [name] NOT NULL, state [name] NOT NULL, attempt bigint NOT NULL, started_at bigint, finished_at bigint, "
        "actor [text], token bigint, error [text], observed [text], PRIMARY KEY (migration, id))"_s,
        u"CREATE TABLE IF NOT EXISTS {backfill} (migration [name] NOT NULL, step [name] NOT NULL, worker bigint NOT NULL, "
        "after_key [text], upper_key [text], rows_seen bigint NOT NULL, rows_changed bigint NOT NULL, "
        "rows_expected bigint NOT NULL, batches bigint NOT NULL, batch_size bigint NOT NULL, work_ms bigint NOT NULL, "
        "hold_ms bigint NOT NULL, state [name] NOT NULL, hold_reason [text], held_since bigint, "
        "updated_at bigint NOT NULL, PRIMARY KEY (migration, step, worker))"_s,
        u"CREATE TABLE IF NOT EXISTS {verdict} (migration [name] NOT NULL, id [name] NOT NULL, gate [name] NOT NULL, "
        "verdict [name] NOT NULL, evidence [text] NOT NULL, checked_at bigint NOT NULL, valid_until bigint NOT NULL, "
        "PRIMARY KEY (migration, id))"_s,
        u"CREATE TABLE IF NOT EXISTS {event} (migration [name] NOT NULL, seq bigint NOT NULL, at bigint NOT NULL, actor [text] NOT NULL, "
        "kind [name] NOT NULL, data [text] NOT NULL, previous [name] NOT NULL, hash [name] NOT NULL, "
        "PRIMARY KEY (migration, seq))"_s,
        u"CREATE TABLE IF NOT EXISTS {lease} (migration [name] PRIMARY KEY, holder [text] NOT NULL, machine [text] NOT NULL, "
        "process bigint NOT NULL, token bigint NOT NULL, acquired_at bigint NOT NULL, expires_at bigint NOT NULL)"_s,
        u"CREATE TABLE IF NOT EXISTS {approval} (migration [name] NOT NULL, who [name] NOT NULL, revision bigint NOT NULL, "
        "at bigint NOT NULL, comment [text] NOT NULL, PRIMARY KEY (migration, who, revision))"_s,
        u"INSERT INTO {meta} (version) VALUES (1)"_s,
    };
}

Status run(Session &session, const QStringList &statements)
{
    for (QString text : statements) {
        text.replace("[name]"_L1, session.dialect().shortText())
            .replace("[text]"_L1, session.dialect().longText());
        LOCKKEEPER_TRY(session.query(ledgerSql(session.dialect(), text)));
    }
    return {};
}

} // namespace

Result<int> readLedgerVersion(Session &session)
{
    const Dialect &dialect = session.dialect();
    const auto meta = session.catalog().table(TableName::parse(dialect.ledgerTable("meta"_L1)));
    if (!meta)
        return meta.error().code == Errc::TableNotFound ? Result<int>(0) : failure(meta.error());
    return session.query(ledgerSql(dialect, u"SELECT version FROM {meta}"_s)).transform([](const Rows &rows) {
        return rows.scalar().toInt();
    });
}

Status upgradeLedger(Session &session)
{
    const auto version = readLedgerVersion(session);
    if (!version)
        return failure(version.error());
    if (*version > ledgerVersion)
        return failure(Errc::LedgerTooNew, {{u"found"_s, QString::number(*version)},
                                            {u"known"_s, QString::number(ledgerVersion)}});
    if (*version == ledgerVersion)
        return {};
    auto transaction = Transaction::begin(session);
    if (!transaction)
        return failure(transaction.error());
    LOCKKEEPER_TRY(run(session, session.dialect().ledgerPreparation()));
    LOCKKEEPER_TRY(run(session, firstVersion()));
    return transaction->commit();
}

} // namespace lockkeeper
