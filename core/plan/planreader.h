// SPDX-FileCopyrightText: 2026 Lockkeeper contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/yamltree.h"
#include "core/plan/plandraft.h"
#include "core/plan/planfields.h"

namespace lockkeeper {

/// Holds a YAML tree against the format's tables and writes down what it means, with defaults filled in.
class PlanReader
{
public:
    explicit PlanReader(const PlanVocabulary &vocabulary) : m_vocabulary(vocabulary) {}

    PlanDraft read(const YamlNode &root);

private:
    // planreader.cpp: the structure. What can't be read is reported and comes back as undefined.
    QJsonObject readShape(const YamlNode &node, const PlanShape &shape, const QString &path);
    QJsonObject readEntries(const YamlNode &node, const PlanShape &shape, const QString &path);
    QJsonValue readField(const YamlNode &node, const PlanField &field, const QString &path);
    QJsonValue fallbackOf(const PlanField &field, const QString &path);
    QJsonValue readObjects(const YamlNode &node, const PlanShape &shape, const QString &path);
    QJsonValue readConditions(const YamlNode &node, const QString &path);
    QJsonValue readCondition(const YamlNode &node, const QString &path);
    QJsonValue readPlainCondition(const YamlNode &node, const QString &path);
    QJsonValue readParameters(const YamlNode &node, std::size_t kindAt, const QString &path);
    void reportUnknown(const YamlNode &key, const QStringList &known, const QString &code);

    // planvalues.cpp: the leaves
    QJsonValue readScalar(const YamlNode &node, const PlanField &field, const QString &path);
    QJsonValue readText(const YamlNode &node, const PlanField &field, const QString &path);
    QJsonValue readWord(const YamlNode &node, const PlanField &field, const QString &path);
    QJsonValue checkText(const QString &text, const PlanField &field, const QString &path);
    QJsonValue readTexts(const YamlNode &node, const PlanField &field, const QString &path);
    QJsonValue readInteger(const YamlNode &node, const PlanField &field, const QString &path);
    QJsonValue readSql(const YamlNode &node, const PlanField &field, const QString &path);
    QJsonValue readAssignments(const YamlNode &node, const QString &path);
    QJsonValue readCohorts(const YamlNode &node, const QString &path);
    QJsonValue readFree(const YamlNode &node, const QString &path);

    /// False, and reported, where the node is another kind of thing.
    bool expect(const YamlNode &node, YamlNode::Kind kind, const QString &path);
    void reportType(const QString &path, const QString &expected, const YamlNode &found);
    struct Entry
    {
        const YamlNode *key;
        const YamlNode *item;
        QString path;
    };
    /// The entries whose key is a string that was not there before; the others are reported.
    QList<Entry> entriesOf(const YamlNode &map, const QString &path);
    /// Where a value is written; a value that isn't there is where its key is.
    void remember(const QString &path, const YamlNode &node, const YamlNode *key = nullptr);

    const PlanVocabulary &m_vocabulary;
    PlanDraft m_draft;
};

} // namespace lockkeeper
