// SPDX-FileCopyrightText: 2026 Lockkeeper contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/text/numbers.h"
#include "core/text/sentences.h"
#include "core/text/wording.h"

#include <QCoreApplication>
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
    Wording{"sql"_L1, TEXT("{sql} {expect}?")},
    Wording{"no-traffic"_L1, TEXT("Has nobody used {columns}[ for {window}]?")},
    Wording{"no-dependents"_L1, TEXT("Does nothing depend on the old shape?")},
    Wording{"no-code-references"_L1, TEXT("Does no code name the old shape?")},
    Wording{"soak"_L1, TEXT("Has it run[ for {duration}] since the last change?")},
    Wording{"approvals"_L1, TEXT("Has it been approved[ by {count}]?")},
    Wording{"error-rate"_L1, TEXT("Is the error rate as before?")},
    Wording{"replication-lag"_L1, TEXT("Are the replicas[ within {max}]?")},
    Wording{"slow-queries"_L1, TEXT("Are queries as fast as before?")},
    Wording{"lock-waiters"_L1, TEXT("Does nobody wait for a lock?")},
};

/// By condition kind, when it could be measured.
constexpr std::array findings{
    Wording{"sql"_L1, TEXT("{actual}[ (needs {expected})]")},
    Wording{"reconciled"_L1, TEXT("{different} of {rows} rows differ (needs 0)[, for example {examples}]")},
    Wording{"replication-lag"_L1,
            TEXT("[{replicas} replicas][, the slowest {lag} behind][ (limit {limit})]")},
    Wording{"soak"_L1, TEXT("{passed} of {needed}")},
    Wording{"approvals"_L1, TEXT("{given} of {needed}")},
};

/// By hold code.
constexpr std::array holds{
    Wording{"replication-lag"_L1, TEXT("Replica lag is {value}[ (limit {limit})]")},
    Wording{"replication-lag-unknown"_L1, TEXT("Replica lag is unknown[ (limit {limit})]")},
    Wording{"lock-waiters"_L1, TEXT("Sessions waiting for a lock: {value}[ (limit {limit})]")},
    Wording{"oldest-transaction"_L1, TEXT("A transaction is open for {value}[ (limit {limit})]")},
    Wording{"locked-rows"_L1, TEXT("Another transaction keeps rows locked")},
    Wording{"paused"_L1, TEXT("Paused by an operator")},
    Wording{"no-figures"_L1, TEXT("The server's figures are missing")},
    Wording{"error-rate"_L1, TEXT("Errors rose to {value} times what they were[ (limit {limit})]")},
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

/// "passed_ms": 5000 becomes the fact "passed": "5 s"; the same for "lag_seconds".
QMap<QString, QString> timedFacts(const QJsonObject &data)
{
    auto facts = factsFrom(data);
    for (auto entry = data.begin(); entry != data.end(); ++entry) {
        if (entry.key().endsWith("_ms"_L1))
            facts.insert(entry.key().chopped(3), duration(entry.value().toInteger()));
        if (entry.key().endsWith("_seconds"_L1))
            facts.insert(entry.key().chopped(8), duration(qRound64(entry.value().toDouble() * 1000)));
    }
    return facts;
}

QMap<QString, QString> parameterFacts(const Condition &condition)
{
    auto facts = factsFrom(condition.parameters);
    for (const QString &name : {u"duration"_s, u"max"_s, u"window"_s}) {
        if (condition.parameters.value(name).isDouble())
            facts.insert(name, duration(condition.parameters.value(name).toInteger()));
    }
    return facts;
}

/// A query's answer arrives as text, whatever its type.
QString grouped(const QString &value)
{
    bool isNumber = false;
    const qint64 integer = value.toLongLong(&isNumber);
    return isNumber ? number(integer) : value;
}

QString backfillEvidence(const QJsonObject &evidence)
{
    const QString count = rows(evidence.value("rows"_L1).toInteger());
    if (!evidence.value("dual_write"_L1).toBool(true))
        return QCoreApplication::translate("conditions", "%1; the dual-write triggers are gone").arg(count);
    if (!evidence.value("done"_L1).toBool())
        return QCoreApplication::translate("conditions", "%1 so far, not at the end").arg(count);
    return QCoreApplication::translate("conditions", "%1, to the end").arg(count);
}

QString errorEvidence(const QJsonValue &error)
{
    const QString what =
        error.isObject() ? sentences::error(errorFromJson(error.toObject())).what : error.toString();
    return QCoreApplication::translate("conditions", "could not be measured: %1").arg(what);
}

/// What a kind without wording of its own noted: "name value, name value".
QString plainEvidence(const QMap<QString, QString> &facts)
{
    QStringList parts;
    for (auto fact = facts.begin(); fact != facts.end(); ++fact) {
        if (!fact.key().endsWith("_ms"_L1) && !fact.key().endsWith("_seconds"_L1))
            parts << QString(fact.key()).replace(u'_', u' ') + u' ' + fact.value();
    }
    return parts.join(", "_L1);
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
    if (verdict.evidence.contains("error"_L1))
        return errorEvidence(verdict.evidence.value("error"_L1));
    if (condition.condition.kind == "backfill-complete"_L1)
        return backfillEvidence(verdict.evidence);
    auto facts = timedFacts(verdict.evidence);
    facts.insert(u"actual"_s, grouped(facts.value(u"actual"_s)));
    const QString text = textFor(findings, condition.condition.kind);
    return text.isEmpty() ? plainEvidence(facts) : filled(text, facts);
}

QString holdReason(const QString &json)
{
    const QJsonObject reason = QJsonDocument::fromJson(json.toUtf8()).object();
    if (reason.isEmpty())
        return json;
    const QString code = reason.value("code"_L1).toString();
    auto facts = factsFrom(reason);
    // Only waiters are counted and only errors are a factor: the rest are seconds.
    if (code != "lock-waiters"_L1 && code != "error-rate"_L1) {
        for (const QString &name : {u"value"_s, u"limit"_s}) {
            if (reason.contains(name))
                facts.insert(name, duration(qRound64(reason.value(name).toDouble() * 1000)));
        }
    }
    const QString text = textFor(holds, code);
    return text.isEmpty() ? QString(code).replace(u'-', u' ') : filled(text, facts);
}

} // namespace lockkeeper::sentences
