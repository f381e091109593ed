// SPDX-FileCopyrightText: 2026 Lockkeeper contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/ledger/ledger.h"

#include "core/engine/dialect.h"

namespace lockkeeper {

using namespace Qt::StringLiterals;

QString ledgerSql(const Dialect &dialect, const QString &text)
{
    QString result;
    qsizetype copied = 0;
    for (auto open = text.indexOf(u'{'); open >= 0; open = text.indexOf(u'{', copied)) {
        const auto close = text.indexOf(u'}', open);
        const QByteArray name = QStringView(text).sliced(open + 1, close - open - 1).toLatin1();
        result += QStringView(text).sliced(copied, open - copied);
        if (name == "now")
            result += dialect.serverMillis();
        else if (name == "share")
            result += dialect.lockedForShare();
        else if (name == "update")
            result += dialect.lockedForUpdate();
        else
            result += dialect.ledgerTable(QLatin1StringView(name));
        copied = close + 1;
    }
    result += QStringView(text).sliced(copied);
    return result;
}

Result<Rows> Ledger::query(const QString &text, QVariantMap values) const
{
    values.insert(u"migration"_s, m_migration);
    return m_session->query({ledgerSql(m_session->dialect(), text), std::move(values)});
}

Status Ledger::change(const QString &text, QVariantMap values) const
{
    const auto rows = query(text, std::move(values));
    if (!rows)
        return failure(rows.error());
    if (rows->affected != 1)
        return failure(Errc::UnknownMigration, {{u"migration"_s, m_migration}});
    return {};
}

Result<qint64> Ledger::now() const
{
    return query(u"SELECT {now}"_s).transform([](const Rows &rows) { return rows.scalar().toLongLong(); });
}

} // namespace lockkeeper
