// SPDX-FileCopyrightText: 2026 Lockkeeper contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/demo/account.h"

#include "app/demo/shape.h"

#include <QUuid>

namespace lockkeeper::demo {

using namespace Qt::StringLiterals;

namespace {

constexpr qsizetype mostExamples = 10;
constexpr int pageSize = 20'000;

void addExample(Verification &found, const QString &text)
{
    if (found.examples.size() < mostExamples)
        found.examples << text;
}

// The old shape is the truth until it's gone; the new one must agree as soon as triggers keep both.
QString disagreement(const QString &oldName, const QVariant &newName, const QStringList &expected,
                     const Shape &shape)
{
    if (shape.hasOldNames && !expected.contains(oldName))
        return u"first and last name say “%1”"_s.arg(oldName);
    const bool newCounts = !shape.hasOldNames || (shape.inStep && newName.isValid());
    if (newCounts && !expected.contains(newName.toString()))
        return u"display_name says “%1”"_s.arg(newName.toString());
    return {};
}

QString namesQuery(const Shape &shape, const ShapeSql &sql)
{
    return u"SELECT id, %1 AS old_name, %2 AS new_name FROM users WHERE id > :after ORDER BY id LIMIT %3"_s
        .arg(shape.hasOldNames ? sql.fullName : u"''"_s, shape.hasDisplayName ? u"display_name"_s : u"NULL"_s,
             QString::number(pageSize));
}

} // namespace

Status Account::open(Session &session)
{
    const auto count = session.query({u"SELECT count(*) FROM users"_s});
    LOCKKEEPER_TRY(count);
    m_rowsBefore = count->scalar().toLongLong();
    m_run = QUuid::createUuid().toString(QUuid::Id128).first(8);
    return {};
}

std::unique_lock<std::mutex> Account::lock(qint64 id) { return std::unique_lock(stripe(id).guard); }

void Account::wrote(qint64 id, const QString &name) { stripe(id).names.insert(id, {name}); }

void Account::mayHaveWritten(qint64 id, const QString &name)
{
    // A row nobody wrote to before may keep a name that we don't know: nothing can be expected of it.
    if (auto &names = stripe(id).names; names.contains(id))
        names[id] << name;
}

bool Account::expects(qint64 id, const QString &name) const
{
    const auto expected = stripe(id).names.constFind(id);
    return expected == stripe(id).names.cend() || expected->contains(name);
}

void Account::inserted(qint64 id, const QString &name)
{
    {
        const auto held = lock(id);
        wrote(id, name);
    }
    const std::scoped_lock held(m_guard);
    m_inserted << id;
}

void Account::mayHaveInserted(const QString &email, const QString &name)
{
    const std::scoped_lock held(m_guard);
    m_doubtfulInserts.insert(email, name);
}

QString Account::nextEmail()
{
    const std::scoped_lock held(m_guard);
    return u"traffic-%1-%2@example.org"_s.arg(m_run).arg(++m_emails);
}

bool Account::isFull() const
{
    const std::scoped_lock held(m_guard);
    return m_inserted.size() >= mostRows;
}

qint64 Account::insertedRow(quint64 index) const
{
    const std::scoped_lock held(m_guard);
    if (m_inserted.isEmpty())
        return 0;
    return m_inserted[static_cast<qsizetype>(index % static_cast<quint64>(m_inserted.size()))];
}

QHash<qint64, QStringList> Account::expectations() const
{
    QHash<qint64, QStringList> all;
    for (const Stripe &stripe : m_stripes)
        all.insert(stripe.names);
    return all;
}

Result<Verification> Account::verify(Session &session) const
{
    Verification found;
    LOCKKEEPER_TRY(checkDoubtfulInserts(session, found));
    LOCKKEEPER_TRY(checkDoubled(session, found));
    LOCKKEEPER_TRY(checkRows(session, found));
    const std::scoped_lock held(m_guard);
    found.surplus -= m_rowsBefore + m_inserted.size();
    return found;
}

// Each may be there once, with the name it was to have; then it is no surplus.
Status Account::checkDoubtfulInserts(Session &session, Verification &found) const
{
    const std::scoped_lock held(m_guard);
    for (const QString &email : m_doubtfulInserts.keys()) {
        const auto rows =
            session.query({u"SELECT count(*) FROM users WHERE email = :email"_s, {{u"email"_s, email}}});
        LOCKKEEPER_TRY(rows);
        found.surplus -= rows->scalar().toLongLong();
    }
    return {};
}

Status Account::checkDoubled(Session &session, Verification &found) const
{
    const auto rows = session.query({u"SELECT email, count(*) FROM users WHERE email LIKE :ours "
                                     "GROUP BY email HAVING count(*) > 1"_s,
                                     {{u"ours"_s, u"traffic-%1-%"_s.arg(m_run)}}});
    LOCKKEEPER_TRY(rows);
    found.doubled = rows->size();
    for (const auto &row : rows->rows)
        addExample(found, u"%1 is there %2 times"_s.arg(row[0].toString(), row[1].toString()));
    return {};
}

Status Account::checkRows(Session &session, Verification &found) const
{
    const auto identity = session.identity();
    LOCKKEEPER_TRY(identity);
    const ShapeSql sql = ShapeSql::forEngine(identity->engine);
    const auto shape = readShape(session, sql);
    LOCKKEEPER_TRY(shape);
    auto expected = expectations();
    found.checked = expected.size();
    for (qint64 after = 0;;) {
        const auto page = session.query({namesQuery(*shape, sql), {{u"after"_s, after}}});
        LOCKKEEPER_TRY(page);
        for (const auto &row : page->rows) {
            const QStringList names = expected.take(row[0].toLongLong());
            const QString problem =
                names.isEmpty() ? QString() : disagreement(row[1].toString(), row[2], names, *shape);
            if (problem.isEmpty())
                continue;
            ++found.wrong;
            addExample(found, u"row %1: %2 instead of “%3”"_s.arg(row[0].toString(), problem,
                                                                  names.join(u"” or “"_s)));
        }
        found.surplus += page->size();
        if (page->size() < pageSize)
            break;
        after = page->rows.last()[0].toLongLong();
    }
    found.lost = expected.size();
    for (auto row = expected.cbegin(); row != expected.cend(); ++row)
        addExample(found, u"row %1, “%2”, is gone"_s.arg(QString::number(row.key()), row.value().last()));
    return {};
}

} // namespace lockkeeper::demo
