// SPDX-FileCopyrightText: 2026 Lockkeeper contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/yamltree.h"
#include "core/plan/planfile.h"
#include "tests/support/golden.h"

#include <QJsonArray>
#include <QJsonObject>

namespace lockkeeper {

using namespace Qt::StringLiterals;

inline PlanVocabulary vocabulary()
{
    using Parameter = PlanVocabulary::Parameter;
    return {.engines = {u"postgresql"_s, u"sqlite"_s, u"mysql"_s},
            .conditions = {
                {.name = u"sql"_s,
                 .parameters = {Parameter{u"query"_s, u"query"_s, true},
                                Parameter{u"expect"_s, u"expectation"_s, true}},
                 .shorthand = u"query"_s},
                {.name = u"backfill-complete"_s, .parameters = {}, .shorthand = {}},
                {.name = u"reconciled"_s, .parameters = {}, .shorthand = {}},
                {.name = u"soak"_s,
                 .parameters = {Parameter{u"time"_s, u"duration"_s, true}},
                 .shorthand = u"time"_s},
                {.name = u"approvals"_s,
                 .parameters = {Parameter{u"count"_s, u"integer"_s, true},
                                Parameter{u"from"_s, u"strings"_s, false}},
                 .shorthand = u"count"_s},
                {.name = u"replication-lag"_s,
                 .parameters = {Parameter{u"at_most"_s, u"duration"_s, false}},
                 .shorthand = u"at_most"_s},
            }};
}

inline std::expected<Plan, QList<PlanProblem>> parsed(const QByteArray &text)
{
    return PlanFile::parse(text, vocabulary());
}

inline QByteArray listed(const QList<PlanProblem> &problems)
{
    QString text;
    for (const PlanProblem &problem : problems) {
        text += u"%1:%2 %3"_s.arg(problem.line).arg(problem.column).arg(problem.code);
        for (const auto &[name, value] : problem.facts.asKeyValueRange())
            text += u" %1=%2"_s.arg(name, value);
        text += u'\n';
    }
    return text.toUtf8();
}

inline QByteArray goodText(const QString &name = u"display-name"_s)
{
    return goldenText(QStringLiteral(LOCKKEEPER_GOLDEN_DIR "/plan/good/") + name + ".yaml"_L1);
}

inline Plan goodPlan(const QString &name = u"display-name"_s)
{
    const auto plan = parsed(goodText(name));
    return plan ? *plan : (qFatal("%s", listed(plan.error()).constData()), Plan{});
}

inline QJsonValue asJson(const YamlNode &node)
{
    if (node.kind == YamlNode::Kind::Map) {
        QJsonObject object;
        for (std::size_t i = 0; i < node.keys.size(); ++i)
            object.insert(node.keys[i].text, asJson(node.items[i]));
        return object;
    }
    if (node.kind != YamlNode::Kind::List)
        return scalarValue(node);
    QJsonArray list;
    for (const YamlNode &item : node.items)
        list.append(asJson(item));
    return list;
}

} // namespace lockkeeper
