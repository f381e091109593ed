// SPDX-FileCopyrightText: 2026 Lockkeeper contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/engine/dialect.h"
#include "core/engine/sqlite/sqlitecatalog.h"
#include "core/engine/sqlite/sqlitesession.h"

#include <QRegularExpression>

namespace lockkeeper {

namespace {

using namespace Qt::StringLiterals;

// https://sqlite.org/lang_keywords.html: a quoted name is always right, so a plain one needs to be beyond doubt only.
QString written(const Dialect &dialect, const QString &name)
{
    static const QRegularExpression plain(u"^[A-Za-z_][A-Za-z0-9_]*$"_s);
    const bool isPlain = plain.match(name).hasMatch();
    return isPlain ? name : dialect.quoted(name);
}

} // namespace

Result<QList<WrittenTable>> SqliteCatalog::writtenTables()
{
    const auto rows = m_session.query({uR"(
SELECT t.name AS name, c.name AS column
FROM main.sqlite_master t JOIN pragma_table_info(t.name) c
WHERE t.type IN ('table', 'view') AND t.name NOT LIKE 'sqlite\_%' ESCAPE '\'
ORDER BY t.name, c.cid
LIMIT 50000)"_s,
                                       {}});
    LOCKKEEPER_TRY(rows);
    QList<WrittenTable> tables;
    QString last;
    for (qsizetype row = 0; row < rows->size(); ++row) {
        const QString name = rows->at(row, u"name").toString();
        if (tables.isEmpty() || name != last)
            tables.append({.name = written(m_session.dialect(), name), .columns = {}});
        last = name;
        tables.last().columns << written(m_session.dialect(), rows->at(row, u"column").toString());
    }
    return tables;
}

} // namespace lockkeeper
