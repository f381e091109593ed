// SPDX-FileCopyrightText: 2026 Lockkeeper contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/lint/rule.h"
#include "tests/support/golden.h"

#include <QtTest>

using namespace lockkeeper;
using namespace lockkeeper::lint;
using namespace Qt::StringLiterals;

/// Every rule has its page, every page its rule.
class LintHelpTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void rulesAndPagesMatch();
    void pagesHaveTheirForm_data();
    void pagesHaveTheirForm();
    void theListIsCurrent();
};

namespace {

const QDir pages(QStringLiteral(LOCKKEEPER_HELP_DIR));

QString idOf(const RuleInfo &rule) { return QString::fromUtf8(rule.id.data(), qsizetype(rule.id.size())); }

QStringList ruleIds()
{
    QStringList ids;
    for (const RuleInfo *rule : allRules())
        ids << idOf(*rule);
    ids.sort();
    return ids;
}

QStringList pageIds()
{
    QStringList ids;
    for (const QString &file : pages.entryList({u"*.md"_s}, QDir::Files)) {
        if (file != "README.md"_L1 && file != "index.md"_L1)
            ids << file.chopped(3);
    }
    ids.sort();
    return ids;
}

QString severityOf(const RuleInfo &rule)
{
    const std::string_view name = nameOf(rule.severity);
    return QString::fromUtf8(name.data(), qsizetype(name.size()));
}

QString enginesOf(const RuleInfo &rule)
{
    QStringList engines;
    for (const auto &[engine, name] :
         {std::pair(Pg, u"PostgreSQL"_s), {My, u"MySQL"_s}, {Maria, u"MariaDB"_s}, {Lite, u"SQLite"_s}}) {
        if (rule.engines & engine)
            engines << name;
    }
    return engines.join(u", "_s);
}

QString headingOf(const QString &id)
{
    const QString text = QString::fromUtf8(goldenText(pages.filePath(id + u".md"_s)));
    return text.section(u'\n', 0, 0).mid(2);
}

} // namespace

void LintHelpTest::rulesAndPagesMatch() { QCOMPARE(pageIds(), ruleIds()); }

void LintHelpTest::pagesHaveTheirForm_data()
{
    QTest::addColumn<QString>("severity");
    for (const RuleInfo *rule : allRules())
        QTest::newRow(idOf(*rule).toUtf8().constData()) << severityOf(*rule);
}

void LintHelpTest::pagesHaveTheirForm()
{
    QFETCH(QString, severity);
    const QString id = QString::fromUtf8(QTest::currentDataTag());
    const QString text = QString::fromUtf8(goldenText(pages.filePath(id + u".md"_s)));
    const QStringList lines = text.split(u'\n');
    QVERIFY(lines.size() > 10);
    QVERIFY(lines[0].startsWith("# "_L1));
    QVERIFY2(lines[2].startsWith(u'`' + id + u"` · "_s + severity, Qt::CaseInsensitive),
             qPrintable(lines[2]));
    for (const QString &heading : {u"## Why"_s, u"## To allow it"_s, u"## Sources"_s})
        QVERIFY2(lines.contains(heading), qPrintable(heading));
    QVERIFY(text.contains(u"lockkeeper:allow "_s + id));
    for (const QString &line : lines)
        QVERIFY2(line.size() <= 110, qPrintable(line));
}

void LintHelpTest::theListIsCurrent()
{
    QString list = u"# The linter's rules\n\nWritten by `./dev golden` from the rules themselves.\n\n"
                   "| rule | severity | engines | |\n|---|---|---|---|\n"_s;
    for (const RuleInfo *rule : allRules()) {
        const QString id = idOf(*rule);
        list += u"| [%1](%1.md) | %2 | %3 | %4%5 |\n"_s.arg(
            id, severityOf(*rule), enginesOf(*rule), headingOf(id),
            rule->isOnByDefault ? QString() : u" (off by default)"_s);
    }
    const QByteArray difference = goldenDifference(pages.filePath(u"index.md"_s), list.toUtf8());
    QVERIFY2(difference.isEmpty(), difference.constData());
}

QTEST_GUILESS_MAIN(LintHelpTest)
#include "lint_help.moc"
