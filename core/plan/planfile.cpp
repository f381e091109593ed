// SPDX-FileCopyrightText: 2026 Lockkeeper contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/plan/planfile.h"

#include "core/base/hash.h"
#include "core/plan/planbuilder.h"
#include "core/plan/planreader.h"
#include "core/plan/planrules.h"
#include "core/plan/plansecrets.h"

#include <QFile>
#include <QJsonDocument>

#include <algorithm>
#include <tuple>

using namespace Qt::StringLiterals;

namespace lockkeeper {

namespace {

constexpr qint64 mostBytes = qint64(1024) * 1024;

QList<PlanProblem> sorted(QList<PlanProblem> problems)
{
    std::ranges::stable_sort(problems, {},
                             [](const PlanProblem &p) { return std::tie(p.line, p.column, p.code); });
    return problems;
}

/// Another version of the format: everything else that looks wrong in it may be right there.
std::optional<PlanProblem> otherVersion(const YamlNode &root)
{
    for (std::size_t i = 0; i < root.keys.size(); ++i) {
        const YamlNode &version = root.items[i];
        if (root.keys[i].text == "lockkeeper"_L1 && typeName(version) == "integer"_L1
            && version.text != "1"_L1)
            return PlanProblem{.line = version.line,
                               .column = version.column,
                               .code = u"unsupported-version"_s,
                               .facts = {{u"found"_s, version.text}, {u"known"_s, u"1"_s}}};
    }
    return std::nullopt;
}

} // namespace

std::expected<Plan, QList<PlanProblem>> PlanFile::parse(const QByteArray &text,
                                                        const PlanVocabulary &vocabulary)
{
    const auto root = readYaml(text);
    if (!root)
        return std::unexpected(sorted(root.error()));
    if (const auto problem = otherVersion(*root))
        return std::unexpected(QList{*problem});
    PlanDraft draft = PlanReader(vocabulary).read(*root);
    reportSecrets(text, *root, draft);
    checkPlanRules(draft);
    if (!draft.problems.isEmpty())
        return std::unexpected(sorted(draft.problems));
    Plan plan = buildPlan(draft);
    plan.text = QString::fromUtf8(text);
    plan.sha256 = sha256(QJsonDocument(draft.content).toJson(QJsonDocument::Compact));
    return plan;
}

Result<QByteArray> PlanFile::read(const QString &path)
{
    QFile file(path);
    const auto unreadable = [&path](const QString &detail) {
        return failure(Errc::UnreadableFile, {{u"path"_s, path}}, detail);
    };
    if (!file.open(QIODevice::ReadOnly))
        return unreadable(file.errorString());
    QByteArray text = file.read(mostBytes + 1);
    if (file.error() != QFileDevice::NoError)
        return unreadable(file.errorString());
    if (text.size() > mostBytes)
        return unreadable(u"larger than 1 MiB"_s);
    if (!text.isValidUtf8())
        return failure(Errc::NotUtf8, {{u"path"_s, path}});
    return text;
}

} // namespace lockkeeper
