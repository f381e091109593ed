// SPDX-FileCopyrightText: 2026 Lockkeeper contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/engine/mysql/mysqlprivileges.h"

#include "core/engine/mysql/mysqlsession.h"
#include "core/sql/tokens.h"

#include <QRegularExpression>

#include <algorithm>

namespace lockkeeper {

using namespace Qt::StringLiterals;

namespace {

/// A database in GRANT is a pattern of LIKE.
bool matches(const QString &pattern, const QString &name)
{
    if (pattern == "*"_L1)
        return true;
    QString expression;
    for (qsizetype i = 0; i < pattern.size(); ++i) {
        if (pattern[i] == u'\\' && i + 1 < pattern.size())
            expression += QRegularExpression::escape(pattern.sliced(++i, 1));
        else
            expression += pattern[i] == u'%'   ? u".*"_s
                          : pattern[i] == u'_' ? u"."_s
                                               : QRegularExpression::escape(pattern.sliced(i, 1));
    }
    return QRegularExpression(QRegularExpression::anchoredPattern(expression)).match(name).hasMatch();
}

QString namePart(const QString &text) { return text.startsWith(u'`') ? unquoted(text) : text; }

} // namespace

Result<QStringList> MySqlPrivileges::missing(const QList<TableName> &tables)
{
    LOCKKEEPER_TRY(readGrants());
    const auto own = m_session.query(u"SELECT DATABASE()"_s);
    LOCKKEEPER_TRY(own);
    const QString database = own->scalar().toString();
    if (database.isEmpty())
        return QStringList{u"a database to work in: the URL names none"_s};
    QStringList missing;
    // For the ledger, and for the empty copies that the server is asked about.
    const QStringList ledger = lacking(
        {u"SELECT"_s, u"INSERT"_s, u"UPDATE"_s, u"DELETE"_s, u"CREATE"_s, u"DROP"_s, u"ALTER"_s, u"INDEX"_s},
        database, u"*"_s);
    if (!ledger.isEmpty())
        missing << u"%1 on %2.*"_s.arg(ledger.join(", "_L1), database);
    for (const TableName &table : tables) {
        const auto lacks = lackingTable(table, database);
        LOCKKEEPER_TRY(lacks);
        missing += *lacks;
    }
    const auto server = lackingServer();
    LOCKKEEPER_TRY(server);
    return missing + *server;
}

Status MySqlPrivileges::readGrants()
{
    const auto role = m_session.query(u"SELECT CURRENT_ROLE()"_s);
    LOCKKEEPER_TRY(role);
    const QString roles = role->scalar().toString();
    const bool hasRoles = !roles.isEmpty() && roles != "NONE"_L1;
    QStringList questions{hasRoles && !m_session.isMariaDb()
                              ? u"SHOW GRANTS FOR CURRENT_USER() USING "_s + roles
                              : u"SHOW GRANTS"_s};
    if (hasRoles && m_session.isMariaDb())
        questions << u"SHOW GRANTS FOR CURRENT_ROLE"_s;
    for (const QString &question : std::as_const(questions)) {
        const auto rows = m_session.query(question);
        LOCKKEEPER_TRY(rows);
        for (const QVariantList &row : rows->rows)
            readGrant(row.first().toString());
    }
    return {};
}

/// `GRANT SELECT, INSERT (a) ON `shop`.* TO …`. Rights on single columns don't count.
void MySqlPrivileges::readGrant(const QString &line)
{
    static const QRegularExpression form(
        uR"(^GRANT (.+?) ON (?:TABLE )?(`(?:[^`]|``)*`|\*)\.(`(?:[^`]|``)*`|\*) TO )"_s);
    const auto match = form.match(line);
    if (!match.hasMatch())
        return;
    Grant grant{
        .schema = namePart(match.captured(2)), .table = namePart(match.captured(3)), .privileges = {}};
    for (const QString &privilege : match.captured(1).split(u','))
        grant.privileges.insert(privilege.trimmed().toUpper());
    m_grants << grant;
}

QStringList MySqlPrivileges::lacking(const QStringList &wanted, const QString &schema,
                                     const QString &table) const
{
    QSet<QString> has;
    for (const Grant &grant : m_grants) {
        const bool isForTable = grant.table == "*"_L1 || grant.table == table;
        if (isForTable && matches(grant.schema, schema))
            has += grant.privileges;
    }
    QStringList lacking =
        has.contains(u"ALL PRIVILEGES"_s) || has.contains(u"ALL"_s) ? QStringList() : wanted;
    lacking.removeIf([&](const QString &privilege) { return has.contains(privilege); });
    return lacking;
}

bool MySqlPrivileges::hasGlobal(const QString &privilege) const
{
    return std::ranges::any_of(m_grants, [&](const Grant &grant) {
        return grant.schema == "*"_L1
               && (grant.privileges.contains(privilege) || grant.privileges.contains(u"ALL PRIVILEGES"_s));
    });
}

Result<QStringList> MySqlPrivileges::lackingServer()
{
    const auto rows = m_session.query(u"SHOW GLOBAL VARIABLES WHERE Variable_name IN"
                                      " ('log_bin', 'log_bin_trust_function_creators', 'binlog_format')"_s);
    LOCKKEEPER_TRY(rows);
    QMap<QString, QString> settings;
    for (const QVariantList &row : rows->rows)
        settings.insert(row[0].toString(), row[1].toString().toUpper());
    QStringList missing;
    if (settings.value(u"log_bin"_s) != "ON"_L1)
        return missing;
    const bool maySetTriggers = settings.value(u"log_bin_trust_function_creators"_s) == "ON"_L1
                                || hasGlobal(u"SUPER"_s)
                                || (m_session.isMariaDb() && hasGlobal(u"BINLOG ADMIN"_s));
    if (!maySetTriggers)
        missing << u"SUPER, or log_bin_trust_function_creators = ON, for triggers with binary logging"_s;
    if (settings.value(u"binlog_format"_s) == "STATEMENT"_L1)
        missing << u"binlog_format = ROW or MIXED (it is STATEMENT)"_s;
    return missing;
}

Result<QStringList> MySqlPrivileges::lackingTable(const TableName &table, const QString &database)
{
    const QString schema = table.schema.isEmpty() ? database : table.schema;
    QStringList missing;
    const QStringList rights = lacking(
        {u"SELECT"_s, u"INSERT"_s, u"UPDATE"_s, u"ALTER"_s, u"CREATE"_s, u"DROP"_s, u"INDEX"_s, u"TRIGGER"_s},
        schema, table.name);
    if (!rights.isEmpty())
        missing << u"%1 on %2.%3"_s.arg(rights.join(", "_L1), schema, table.name);
    if (!lacking({u"LOCK TABLES"_s}, schema, u"*"_s).isEmpty())
        missing << u"LOCK TABLES on %1.*"_s.arg(schema);
    const auto engine =
        m_session.query({u"SELECT ENGINE FROM information_schema.TABLES WHERE TABLE_SCHEMA = :schema"
                         " AND TABLE_NAME = :name AND TABLE_TYPE = 'BASE TABLE'"_s,
                         {{u"schema"_s, schema}, {u"name"_s, table.name}}});
    LOCKKEEPER_TRY(engine);
    const QString name = engine->scalar().toString();
    if (!engine->isEmpty() && name.compare("InnoDB"_L1, Qt::CaseInsensitive) != 0)
        missing << u"InnoDB as the storage engine of %1.%2 (it is %3)"_s.arg(schema, table.name, name);
    return missing;
}

} // namespace lockkeeper
