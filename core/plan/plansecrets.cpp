// SPDX-FileCopyrightText: 2026 Lockkeeper contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/plan/plansecrets.h"

#include <QRegularExpression>

using namespace Qt::StringLiterals;

namespace lockkeeper {

namespace {

const QRegularExpression &credentials()
{
    static const QRegularExpression expression(
        uR"(\b[a-z][a-z0-9+.-]{0,30}://[^\s/@:'"]*:[^\s/@'"]+@|[?&]password=[^\s&'"]|\b(password|identified by)\s+'[^'])"_s,
        QRegularExpression::CaseInsensitiveOption);
    return expression;
}

const QRegularExpression &connection()
{
    static const QRegularExpression expression(uR"(\b(postgres(ql)?|mysql|mariadb|sqlite|jdbc:[a-z]+)://)"_s,
                                               QRegularExpression::CaseInsensitiveOption);
    return expression;
}

} // namespace

bool isSecretKey(QStringView key)
{
    static const QRegularExpression expression(
        uR"(\A(.*_)?(password|passwd|pwd|secret|token|credentials?|url|uri|dsn|connection|conninfo)\z)"_s,
        QRegularExpression::CaseInsensitiveOption);
    return expression.matchView(key).hasMatch();
}

namespace {

void reportConnections(const YamlNode &node, PlanDraft &draft)
{
    if (node.kind == YamlNode::Kind::Scalar && connection().match(node.text).hasMatch()
        && !credentials().match(node.text).hasMatch())
        draft.report(PlanDraft::Place{node.line, node.column}, u"secret-in-plan"_s,
                     {{u"found"_s, u"connection"_s}});
    for (const YamlNode &key : node.keys)
        reportConnections(key, draft);
    for (const YamlNode &item : node.items)
        reportConnections(item, draft);
}

} // namespace

void reportSecrets(const QByteArray &text, const YamlNode &root, PlanDraft &draft)
{
    // The words found are not in the facts: they would end up on a screen.
    int line = 0;
    for (const QStringView written : QString::fromUtf8(text).split(u'\n')) {
        ++line;
        auto matches = credentials().globalMatchView(written);
        while (matches.hasNext()) {
            const int column =
                static_cast<int>(written.first(matches.next().capturedStart()).toUcs4().size()) + 1;
            draft.report(PlanDraft::Place{line, column}, u"secret-in-plan"_s, {{u"found"_s, u"password"_s}});
        }
    }
    reportConnections(root, draft);
}

} // namespace lockkeeper
