// SPDX-FileCopyrightText: 2026 Lockkeeper contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/lint/settings.h"

#include "core/base/suggestion.h"
#include "core/base/yamltree.h"

#include <algorithm>

namespace lockkeeper::lint {

using namespace Qt::StringLiterals;

namespace {

constexpr auto fileName = ".lockkeeper.yaml";

QStringList ruleIds()
{
    QStringList ids;
    for (const RuleInfo *rule : allRules())
        ids << QString::fromUtf8(rule->id.data(), static_cast<qsizetype>(rule->id.size()));
    return ids;
}

/// Holds the tree against what is known and collects the problems; one method a kind of value.
class SettingsReader
{
public:
    LintSettings read(const YamlNode &root);
    QList<TextProblem> takeProblems() { return std::move(m_problems); }

private:
    using Read = void (SettingsReader::*)(const YamlNode &value, const QString &key);
    struct Key
    {
        QString name;
        Read read;
    };

    void readMap(const YamlNode &map, const QString &name, const QList<Key> &keys);
    void readLint(const YamlNode &value, const QString &key);
    void readEngine(const YamlNode &value, const QString &key);
    void readVersion(const YamlNode &value, const QString &key);
    void readSeverities(const YamlNode &value, const QString &key);
    void readIgnore(const YamlNode &value, const QString &key);
    void readStages(const YamlNode &value, const QString &key);
    void readPaths(const YamlNode &value, const QString &key);
    void readStage(const YamlNode &value, const QString &key);
    void readTransaction(const YamlNode &value, const QString &key);
    void readRows(const YamlNode &value, const QString &key);

    bool expect(const YamlNode &node, const QString &type, const QString &key);
    void report(const YamlNode &node, const QString &code, QMap<QString, QString> facts);
    /// "did you mean" where something near is known.
    void reportUnknown(const YamlNode &node, const QString &code, QMap<QString, QString> facts,
                       const QStringList &known);

    LintSettings m_settings;
    QList<TextProblem> m_problems;
};

void SettingsReader::report(const YamlNode &node, const QString &code, QMap<QString, QString> facts)
{
    m_problems.append({.line = node.line, .column = node.column, .code = code, .facts = std::move(facts)});
}

void SettingsReader::reportUnknown(const YamlNode &node, const QString &code, QMap<QString, QString> facts,
                                   const QStringList &known)
{
    if (const QString meant = suggestion(node.text, known); !meant.isEmpty())
        facts.insert(u"suggestion"_s, meant);
    report(node, code, std::move(facts));
}

bool SettingsReader::expect(const YamlNode &node, const QString &type, const QString &key)
{
    const QString found = typeName(node);
    if (found == type)
        return true;
    report(node, u"wrong-type"_s, {{u"key"_s, key}, {u"expected"_s, type}, {u"found"_s, found}});
    return false;
}

void SettingsReader::readMap(const YamlNode &map, const QString &name, const QList<Key> &keys)
{
    if (!expect(map, u"map"_s, name))
        return;
    QMap<QString, int> seen;
    QStringList known;
    for (const Key &key : keys)
        known << key.name;
    for (std::size_t i = 0; i < map.items.size(); ++i) {
        const YamlNode &key = map.keys[i];
        const auto found = std::ranges::find(keys, key.text, &Key::name);
        if (found == keys.end())
            reportUnknown(key, u"unknown-key"_s, {{u"key"_s, key.text}}, known);
        else if (seen.contains(key.text))
            report(key, u"duplicate-key"_s,
                   {{u"key"_s, key.text}, {u"line"_s, QString::number(seen.value(key.text))}});
        else
            (this->*found->read)(map.items[i], key.text);
        if (!seen.contains(key.text))
            seen.insert(key.text, key.line);
    }
}

LintSettings SettingsReader::read(const YamlNode &root)
{
    if (root.kind != YamlNode::Kind::Null)
        readMap(root, u"settings"_s, {{u"lint"_s, &SettingsReader::readLint}});
    return m_settings;
}

void SettingsReader::readLint(const YamlNode &value, const QString &key)
{
    readMap(value, key,
            {{u"engine"_s, &SettingsReader::readEngine},
             {u"server_version"_s, &SettingsReader::readVersion},
             {u"severities"_s, &SettingsReader::readSeverities},
             {u"ignore"_s, &SettingsReader::readIgnore},
             {u"stages"_s, &SettingsReader::readStages},
             {u"assume_transaction"_s, &SettingsReader::readTransaction},
             {u"small_table_rows"_s, &SettingsReader::readRows}});
}

void SettingsReader::readEngine(const YamlNode &value, const QString &key)
{
    if (!expect(value, u"string"_s, key))
        return;
    m_settings.engine = sqlDialectFromName(value.text.toStdString());
    if (!m_settings.engine)
        reportUnknown(value, u"unknown-engine"_s, {{u"value"_s, value.text}},
                      {u"postgresql"_s, u"mysql"_s, u"mariadb"_s, u"sqlite"_s});
}

void SettingsReader::readVersion(const YamlNode &value, const QString &key)
{
    // 17 and 8.4 are numbers to YAML, 8.0.29 is not.
    m_settings.serverVersion = serverVersionFromText(value.text.toStdString());
    if (value.kind != YamlNode::Kind::Scalar || !m_settings.serverVersion)
        report(value, u"bad-version"_s, {{u"key"_s, key}, {u"value"_s, value.text}});
}

void SettingsReader::readSeverities(const YamlNode &value, const QString &key)
{
    if (!expect(value, u"map"_s, key))
        return;
    for (std::size_t i = 0; i < value.items.size(); ++i) {
        const YamlNode &rule = value.keys[i];
        const YamlNode &wanted = value.items[i];
        const auto severity = severityFromName(wanted.text.toStdString());
        // YAML 1.1 took a bare off for false; here it is the word that it looks like.
        const bool isOff = wanted.text == "off"_L1;
        if (!ruleById(rule.text.toStdString()))
            reportUnknown(rule, u"unknown-key"_s, {{u"key"_s, rule.text}}, ruleIds());
        else if (!severity && !isOff)
            reportUnknown(wanted, u"unknown-value"_s,
                          {{u"key"_s, rule.text},
                           {u"value"_s, wanted.text},
                           {u"known"_s, u"blocker, risk, note, off"_s}},
                          {u"blocker"_s, u"risk"_s, u"note"_s, u"off"_s});
        else
            m_settings.severities.emplace_back(rule.text.toStdString(), severity);
    }
}

void SettingsReader::readIgnore(const YamlNode &value, const QString &key)
{
    if (!expect(value, u"list"_s, key))
        return;
    for (const YamlNode &glob : value.items) {
        if (expect(glob, u"string"_s, key))
            m_settings.ignore.push_back(glob.text.toStdString());
    }
}

void SettingsReader::readStages(const YamlNode &value, const QString &key)
{
    if (!expect(value, u"list"_s, key))
        return;
    for (const YamlNode &entry : value.items) {
        m_settings.stages.emplace_back();
        readMap(entry, key,
                {{u"paths"_s, &SettingsReader::readPaths}, {u"stage"_s, &SettingsReader::readStage}});
        if (entry.kind != YamlNode::Kind::Map)
            continue;
        for (const QString &needed : {u"paths"_s, u"stage"_s}) {
            if (std::ranges::find(entry.keys, needed, &YamlNode::text) == entry.keys.end())
                report(entry, u"missing-key"_s, {{u"key"_s, needed}});
        }
    }
}

void SettingsReader::readPaths(const YamlNode &value, const QString &key)
{
    if (expect(value, u"string"_s, key))
        m_settings.stages.back().paths = value.text.toStdString();
}

void SettingsReader::readStage(const YamlNode &value, const QString &key)
{
    if (!expect(value, u"string"_s, key))
        return;
    QStringList known;
    for (const Stage stage : allStages)
        known << stageName(stage);
    if (const auto stage = stageNamed(value.text))
        m_settings.stages.back().stage = *stage;
    else
        reportUnknown(value, u"unknown-value"_s,
                      {{u"key"_s, key}, {u"value"_s, value.text}, {u"known"_s, known.join(", "_L1)}}, known);
}

void SettingsReader::readTransaction(const YamlNode &value, const QString &key)
{
    if (expect(value, u"boolean"_s, key))
        m_settings.assumesTransaction = scalarValue(value).toBool();
}

void SettingsReader::readRows(const YamlNode &value, const QString &key)
{
    if (!expect(value, u"integer"_s, key))
        return;
    m_settings.smallTableRows = scalarValue(value).toInteger(-1);
    if (*m_settings.smallTableRows < 0)
        report(value, u"out-of-range"_s, {{u"key"_s, key}, {u"value"_s, value.text}, {u"least"_s, u"0"_s}});
}

} // namespace

bool LintSettings::ignores(std::string_view path) const
{
    return std::ranges::any_of(ignore, [path](const std::string &glob) { return globMatches(glob, path); });
}

std::optional<Stage> LintSettings::stageOf(std::string_view path) const
{
    for (const StageOfPaths &entry : stages) {
        if (globMatches(entry.paths, path))
            return entry.stage;
    }
    return {};
}

void LintSettings::applyTo(LintOptions &options) const
{
    options.dialect = engine.value_or(options.dialect);
    options.version = serverVersion.value_or(options.version);
    options.severities = severities;
    options.assumesTransaction = assumesTransaction.value_or(options.assumesTransaction);
    options.smallTableRows = smallTableRows.value_or(options.smallTableRows);
}

std::expected<LintSettings, QList<TextProblem>> readLintSettings(std::string_view text)
{
    const auto tree = readYaml(QByteArray(text.data(), static_cast<qsizetype>(text.size())));
    // A file of comments only.
    if (!tree && tree.error().front().code == "empty-plan"_L1)
        return LintSettings();
    if (!tree)
        return std::unexpected(tree.error());
    SettingsReader reader;
    LintSettings settings = reader.read(*tree);
    if (auto problems = reader.takeProblems(); !problems.isEmpty())
        return std::unexpected(std::move(problems));
    return settings;
}

std::optional<std::filesystem::path> settingsFileFor(const std::filesystem::path &script)
{
    std::error_code error;
    auto folder = std::filesystem::absolute(script, error).lexically_normal().parent_path();
    for (; !error; folder = folder.parent_path()) {
        if (std::filesystem::is_regular_file(folder / fileName, error))
            return folder / fileName;
        error.clear();
        if (folder == folder.parent_path())
            break;
    }
    return {};
}

} // namespace lockkeeper::lint
