// SPDX-FileCopyrightText: 2026 Lockkeeper contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/engine/session.h"

#include <QHash>

#include <array>
#include <mutex>

namespace lockkeeper::demo {

/// The database held against the account of it. Every count but the first should be 0.
struct Verification
{
    qint64 checked = 0;
    qint64 lost = 0;    ///< committed rows that aren't there
    qint64 doubled = 0; ///< inserts that are there more than once
    qint64 wrong = 0;   ///< rows whose name isn't the last one written
    qint64 surplus = 0; ///< rows beyond those that were there before and those inserted (negative: too few)
    QStringList examples;

    bool isClean() const { return lost == 0 && doubled == 0 && wrong == 0 && surplus == 0; }
};

/// What the application knows it wrote: the last full name of every row it touched, and the rows it inserted.
///
/// Thread-safe. "Last" is well-defined because a row's writers hold its lock while their statement runs. A write whose
/// outcome is unknown leaves several possible names until the next one that is certain.
class Account
{
public:
    /// Beyond this many rows, isFull() asks the application to go on with the ones it has.
    static constexpr qsizetype mostRows = 500'000;

    /// Begins with a table that holds the rows 1 to some number, and reads how many there are.
    Status open(Session &session);

    /// One writer a row at a time.
    [[nodiscard]] std::unique_lock<std::mutex> lock(qint64 id);
    /// The caller holds the row's lock for these three.
    void wrote(qint64 id, const QString &name);
    void mayHaveWritten(qint64 id, const QString &name);
    /// Whether a read that returned @p name is what it should be; true for rows nobody wrote to.
    bool expects(qint64 id, const QString &name) const;

    /// Takes the row's lock itself: nobody else knows the row yet.
    void inserted(qint64 id, const QString &name);
    void mayHaveInserted(const QString &email, const QString &name);
    /// Unlike any other e-mail address of this account or of another.
    QString nextEmail();

    bool isFull() const;
    qint64 rowsBefore() const { return m_rowsBefore; }
    /// The @p index-th inserted row, or 0; any index will do.
    qint64 insertedRow(quint64 index) const;

    /// Reads the whole table. Nobody writes meanwhile.
    Result<Verification> verify(Session &session) const;

private:
    struct Stripe
    {
        std::mutex guard;
        QHash<qint64, QStringList> names; ///< by row: what it may be called
    };
    struct Row;

    Stripe &stripe(qint64 id) { return m_stripes[static_cast<size_t>(id) % m_stripes.size()]; }
    const Stripe &stripe(qint64 id) const { return m_stripes[static_cast<size_t>(id) % m_stripes.size()]; }
    QHash<qint64, QStringList> expectations() const;
    Status checkDoubtfulInserts(Session &session, Verification &found) const;
    Status checkDoubled(Session &session, Verification &found) const;
    Status checkRows(Session &session, Verification &found) const;

    std::array<Stripe, 64> m_stripes;
    mutable std::mutex m_guard; // for what follows
    QList<qint64> m_inserted;
    QHash<QString, QString> m_doubtfulInserts; // name by e-mail
    qint64 m_emails = 0;
    qint64 m_rowsBefore = 0;
    QString m_run; // part of every e-mail
};

} // namespace lockkeeper::demo
