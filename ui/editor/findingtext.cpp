// SPDX-FileCopyrightText: 2026 Lockkeeper contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/editor/findingtext.h"

#include "core/text/numbers.h"

#include <QCoreApplication>
#include <QLocale>
#include <QStringList>

#include <algorithm>

namespace lockkeeper {

namespace {

using namespace Qt::StringLiterals;

struct FindingText
{
    Q_DECLARE_TR_FUNCTIONS(lockkeeper::FindingText)
};

QString plain(const QString &table) { return table.startsWith("public."_L1) ? table.sliced(7) : table; }

QString waiting(lint::Blocks blocks)
{
    switch (blocks) {
    case lint::Blocks::Nothing:
        return {};
    case lint::Blocks::Ddl:
        return FindingText::tr("Other schema changes wait while it runs.");
    case lint::Blocks::Writes:
        return FindingText::tr("Writes wait while it runs.");
    case lint::Blocks::ReadsAndWrites:
        return FindingText::tr("Reads and writes wait while it runs.");
    }
    return {};
}

QString joined(const std::vector<std::string> &names)
{
    QStringList list;
    for (const std::string &name : names)
        list << QString::fromStdString(name);
    return list.join(", "_L1);
}

QStringList effectLines(const lint::Effects &effects)
{
    QStringList lines;
    if (const QString who = waiting(effects.blocks); !who.isEmpty())
        lines << (effects.isLong ? FindingText::tr("%1 It takes longer the larger the table is.").arg(who)
                                 : who);
    if (!effects.rewrites.empty())
        lines << FindingText::tr("Writes anew: %1.").arg(joined(effects.rewrites));
    if (!effects.scans.empty())
        lines << FindingText::tr("Reads from end to end: %1.").arg(joined(effects.scans));
    return lines;
}

QString sizeLine(const lint::TableFacts &table)
{
    QStringList facts;
    if (table.rows)
        facts << FindingText::tr("about %1 rows").arg(sentences::number(qint64(*table.rows)));
    if (table.bytes)
        facts << sizeText(*table.bytes);
    if (table.writesPerSecond)
        facts << FindingText::tr("%1 writes a second").arg(sentences::number(*table.writesPerSecond));
    return facts.isEmpty() ? QString()
                           : u"%1: %2."_s.arg(QString::fromStdString(table.name), facts.join(", "_L1));
}

QString sizeOf(const lint::Finding &finding, const lint::LiveFacts *live)
{
    const auto fact =
        std::ranges::find(finding.facts, std::string("table"), &std::pair<std::string, std::string>::first);
    if (!live || fact == finding.facts.end())
        return {};
    const QString wanted = plain(QString::fromStdString(fact->second));
    const auto table = std::ranges::find_if(live->tables, [&](const lint::TableFacts &one) {
        return plain(QString::fromStdString(one.name)) == wanted;
    });
    return table == live->tables.end() ? QString() : sizeLine(*table);
}

QString suppression(const lint::Finding &finding)
{
    if (!finding.isSuppressed)
        return {};
    return finding.reason.empty()
               ? FindingText::tr("Allowed by a comment, which names no reason.")
               : FindingText::tr("Allowed by a comment: %1").arg(QString::fromStdString(finding.reason));
}

} // namespace

QString severityWord(lint::Severity severity)
{
    switch (severity) {
    case lint::Severity::Note:
        return FindingText::tr("Note");
    case lint::Severity::Risk:
        return FindingText::tr("Risk");
    case lint::Severity::Blocker:
        return FindingText::tr("Blocker");
    }
    return {};
}

QString headline(const lint::Finding &finding, qsizetype others)
{
    const QString text =
        u"%1: %2"_s.arg(severityWord(finding.severity), QString::fromStdString(finding.title()));
    return others > 0 ? u"%1 (+%2)"_s.arg(text).arg(others) : text;
}

QString details(const lint::Finding &finding, const lint::LintResult &result, const lint::LiveFacts *live)
{
    QStringList lines{headline(finding), QString::fromStdString(finding.why()),
                      QString::fromStdString(finding.lock())};
    const auto statement = static_cast<std::size_t>(finding.statement);
    if (finding.statement >= 0 && statement < result.effects.size())
        lines << effectLines(result.effects[statement]);
    lines << sizeOf(finding, live) << QString::fromStdString(finding.help());
    if (finding.fix)
        lines << FindingText::tr("There is a fix: %1. Ctrl+. shows it.")
                     .arg(QString::fromStdString(finding.fix->title));
    lines << suppression(finding) << FindingText::tr("Rule: %1").arg(QString::fromUtf8(finding.rule->id));
    lines.removeAll(QString());
    return lines.join(u'\n');
}

QString sizeText(qint64 bytes)
{
    return QLocale::c().formattedDataSize(bytes, 1, QLocale::DataSizeTraditionalFormat);
}

QString wrapped(const QString &text, qsizetype columns)
{
    QStringList lines;
    for (const QString &paragraph : text.split(u'\n')) {
        QString line;
        for (const QString &word : paragraph.split(u' ')) {
            if (!line.isEmpty() && line.size() + word.size() >= columns) {
                lines << line;
                line = u"  "_s + word;
            } else {
                line += (line.isEmpty() ? u""_s : u" "_s) + word;
            }
        }
        lines << line;
    }
    return lines.join(u'\n');
}

} // namespace lockkeeper
