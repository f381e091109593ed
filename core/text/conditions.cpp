// SPDX-FileCopyrightText: 2026 Lockkeeper contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/text/sentences.h"
#include "core/text/wording.h"

#include <QCoreApplication>
#include <QJsonArray>
#include <QJsonDocument>

#include <array>

namespace lockkeeper::sentences {

using namespace Qt::StringLiterals;

namespace {

struct Wording
{
    QLatin1StringView name;
    const char *text;
};

#define TEXT(text) QT_TRANSLATE_NOOP("conditions", text)

constexpr std::array questions{
    Wording{"backfill-complete"_L1, TEXT("Is the backfill complete?")},
    Wording{"reconciled"_L1, TEXT("Do old and new agree in every row?")},
    Wording{"sql"_L1, TEXT("Is it {expect}? {sql}")},
    Wording{"no-traffic"_L1, TEXT("Has nobody used {columns}[ for {window}]?")},
    Wording{"no-dependents"_L1, TEXT("Does nothing depend on the old shape?")},
    Wording{"no-code-references"_L1, TEXT("Does no code name the old shape?")},
    Wording{"soak"_L1, TEXT("Has it run[ for {for}] since the last change?")},
    Wording{"approvals"_L1, TEXT("Has it been approved[ by {count}]?")},
    Wording{"error-rate"_L1, TEXT("Is the error rate as before?")},
    Wording{"replication-lag"_L1, TEXT("Are the replicas[ within {max}]?")},
    Wording{"slow-queries"_L1, TEXT("Are queries as fast as before?")},
    Wording{"lock-waiters"_L1, TEXT("Does nobody wait for a lock?")},
};

/// By hold code; figures are milliseconds where their name ends so, and are made durations first.
constexpr std::array holds{
    Wording{"replication-lag"_L1, TEXT("Replica lag is {actual}[ (limit {limit})]")},
    Wording{"replication-lag-unknown"_L1, TEXT("Replica lag is unknown[ (limit {limit})]")},
    Wording{"lock-waiters"_L1, TEXT("Sessions waiting for locks: {actual}[ (limit {limit})]")},
    Wording{"oldest-transaction"_L1, TEXT("A transaction is open for {actual}[ (limit {limit})][: {session}]")},
    Wording{"error-rate-rise"_L1, TEXT("Errors rose to {actual} times what they were[ (limit {limit})]")},
    Wording{"lock-timeout"_L1, TEXT("A batch waited too long for a row's lock[; it is held by {blocker}]")},
};

#undef TEXT

QString textFor(auto &entries, QStringView wanted)
{
    for (const auto &[name, text] : entries) {
        if (name == wanted)
            return QCoreApplication::translate("conditions", text);
    }
    return {};
}

/// "since_ms": 5000 → fact "since": "5 s", and the same for what is known to be a time by its type.
QMap<QString, QString> timedFacts(const QJsonObject &data)
{
    auto facts = factsFrom(data);
    for (auto entry = data.begin(); entry != data.end(); ++entry) {
        if (entry.key().endsWith("_ms"_L1))
            facts.insert(entry.key().chopped(3), duration(entry.value().toInteger()));
    }
    return facts;
}

QMap<QString, QString> parameterFacts(const Condition &condition)
{
    auto facts = factsFrom(condition.parameters);
    for (const QString &name : {u"window"_s, u"for"_s, u"max"_s, u"duration"_s}) {
        if (condition.parameters.value(name).isDouble())
            facts.insert(name, duration(condition.parameters.value(name).toInteger()));
    }
    return facts;
}

} // namespace

QString question(const Condition &condition)
{
    const QString text = textFor(questions, condition.kind);
    if (!text.isEmpty())
        return filled(text, parameterFacts(condition));
    return QString(condition.id).replace(u'-', u' ');
}

QString evidence(const ConditionSnapshot &condition)
{
    const VerdictRecord &verdict = condition.verdict;
    if (verdict.checkedAt == 0)
        return QCoreApplication::translate("conditions", "not checked yet");
    auto facts = timedFacts(verdict.evidence);
    if (verdict.evidence.contains("error"_L1))
        return filled(QCoreApplication::translate("conditions", "could not be measured: {error}"), facts);
    if (facts.contains(u"summary"_s))
        return facts.value(u"summary"_s);
    if (facts.contains(u"actual"_s))
        return filled(QCoreApplication::translate("conditions", "{actual}[ (needs {expected})]"), facts);
    QStringList parts;
    for (auto fact = facts.begin(); fact != facts.end(); ++fact) {
        if (!fact.key().endsWith("_ms"_L1))
            parts << QString(fact.key()).replace(u'_', u' ') + u' ' + fact.value();
    }
    return parts.join(", "_L1);
}

QString holdReason(const QString &json)
{
    const QJsonObject reason = QJsonDocument::fromJson(json.toUtf8()).object();
    if (reason.isEmpty())
        return json;
    const QString code = reason.value("code"_L1).toString();
    const QString text = textFor(holds, code);
    return text.isEmpty() ? QString(code).replace(u'-', u' ') : filled(text, timedFacts(reason));
}

} // namespace lockkeeper::sentences
