// SPDX-FileCopyrightText: 2026 Lockkeeper contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/recipes/recipecheck.h"

#include "core/base/suggestion.h"
#include "core/plan/durations.h"
#include "core/plan/sqlchecks.h"

#include <algorithm>

namespace lockkeeper {

using namespace Qt::StringLiterals;

namespace {

/// A problem's code for a value that is there, or empty.
QString problemOf(const RecipeField &field, const QString &value)
{
    switch (field.kind) {
    case FieldKind::Expression:
        return problemOfExpression(value);
    case FieldKind::Type:
        return problemOfExpression(value).isEmpty() ? QString() : u"bad-type"_s;
    case FieldKind::FlagSql:
        return problemOfStatement(value, true);
    case FieldKind::Choice:
        return field.choices.contains(value) ? QString() : u"unknown-choice"_s;
    case FieldKind::Duration:
        return parseDuration(value) ? QString() : u"bad-duration"_s;
    case FieldKind::Number: {
        bool isNumber = false;
        return value.toInt(&isNumber) >= field.least && isNumber ? QString() : u"bad-number"_s;
    }
    case FieldKind::Columns:
        return RecipeInput::listOf(value).size() >= std::max(1, field.least) ? QString() : u"too-few"_s;
    case FieldKind::Names:
        return RecipeInput::listOf(value).size() >= 2 ? QString() : u"too-few"_s;
    default:
        return {};
    }
}

void checkKnown(const QList<RecipeField> &fields, const RecipeValues &values, QList<RecipeProblem> &problems)
{
    QStringList known;
    for (const RecipeField &field : fields)
        known += RecipeInput::keysOf(values, field.key, field.forEach);
    for (const QString &key : values.keys()) {
        if (known.contains(key))
            continue;
        QMap<QString, QString> facts{{u"value"_s, key}, {u"known"_s, known.join(", "_L1)}};
        if (const QString meant = suggestion(key, known); !meant.isEmpty())
            facts.insert(u"suggestion"_s, meant);
        problems.append({.field = key, .code = u"unknown-field"_s, .facts = facts});
    }
}

RecipeProblem wrongValue(const RecipeField &field, const QString &key, const QString &value,
                         const QString &code)
{
    RecipeProblem problem{.field = key, .code = code, .facts = {{u"value"_s, value}}};
    if (field.kind == FieldKind::Choice) {
        problem.facts.insert(u"known"_s, field.choices.join(", "_L1));
        if (const QString meant = suggestion(value, field.choices); !meant.isEmpty())
            problem.facts.insert(u"suggestion"_s, meant);
    }
    if (field.kind == FieldKind::Number)
        problem.facts.insert(u"least"_s, QString::number(field.least));
    return problem;
}

/// Checks names against one table.
class NameCheck
{
public:
    NameCheck(RecipeValues &values, const TableInfo &table, bool ignoresCase)
        : m_values(values), m_table(table), m_case(ignoresCase ? Qt::CaseInsensitive : Qt::CaseSensitive)
    {
        for (const Column &column : table.columns)
            m_columns << column.name;
    }

    void check(const RecipeField &field)
    {
        const QString value = m_values.value(field.key).trimmed();
        if (value.isEmpty())
            return;
        if (field.kind == FieldKind::Column || field.kind == FieldKind::Columns)
            checkColumns(field,
                         field.kind == FieldKind::Column ? QStringList{value} : RecipeInput::listOf(value));
        if (field.kind == FieldKind::Name || field.kind == FieldKind::Names)
            checkNew(field, field.kind == FieldKind::Name ? QStringList{value} : RecipeInput::listOf(value));
    }

    const QList<RecipeProblem> &problems() const { return m_problems; }

private:
    void checkColumns(const RecipeField &field, const QStringList &names)
    {
        QStringList found;
        for (const QString &name : names) {
            const auto at = std::ranges::find_if(
                m_columns, [&](const QString &column) { return column.compare(name, m_case) == 0; });
            if (at == m_columns.end())
                report(field, u"unknown-column"_s, name);
            else if (found.contains(*at))
                report(field, u"named-twice"_s, name);
            else
                found << *at;
            if (at != m_columns.end() && *at != name)
                callBy(name, *at);
        }
        if (found.size() == names.size())
            m_values.insert(field.key, found.join(", "_L1));
    }

    /// What was said for each column goes by the column's own name.
    void callBy(const QString &written, const QString &column)
    {
        for (const QString &key : m_values.keys()) {
            if (key.endsWith(u'.' + written))
                m_values.insert(key.chopped(written.size()) + column, m_values.take(key));
        }
    }

    void checkNew(const RecipeField &field, const QStringList &names)
    {
        for (qsizetype i = 0; i < names.size(); ++i) {
            if (m_columns.contains(names[i], m_case))
                report(field, u"taken-name"_s, names[i]);
            else if (names.first(i).contains(names[i], m_case))
                report(field, u"named-twice"_s, names[i]);
        }
    }

    void report(const RecipeField &field, const QString &code, const QString &name)
    {
        RecipeProblem problem{.field = field.key,
                              .code = code,
                              .facts = {{u"value"_s, name}, {u"table"_s, m_table.name.display()}}};
        if (code == "unknown-column"_L1) {
            problem.facts.insert(u"known"_s, m_columns.join(", "_L1));
            if (const QString meant = suggestion(name, m_columns); !meant.isEmpty())
                problem.facts.insert(u"suggestion"_s, meant);
        }
        m_problems.append(problem);
    }

    RecipeValues &m_values;
    const TableInfo &m_table;
    Qt::CaseSensitivity m_case;
    QStringList m_columns;
    QList<RecipeProblem> m_problems;
};

} // namespace

RecipeResult<RecipeValues> checkedValues(const Recipe &recipe, const RecipeValues &values)
{
    const QList<RecipeField> fields = fieldsOf(recipe);
    QList<RecipeProblem> problems;
    checkKnown(fields, values, problems);
    RecipeValues complete = values;
    for (const RecipeField &field : fields) {
        for (const QString &key : RecipeInput::keysOf(values, field.key, field.forEach)) {
            const QString value = values.value(key).trimmed();
            if (value.isEmpty() && field.required)
                problems.append({.field = key, .code = u"missing-value"_s});
            else if (value.isEmpty())
                complete.insert(key, field.fallback);
            else if (const QString code = problemOf(field, value); !code.isEmpty())
                problems.append(wrongValue(field, key, value, code));
        }
    }
    if (!problems.isEmpty())
        return std::unexpected(problems);
    return complete;
}

RecipeResult<RecipeValues> checkedNames(const Recipe &recipe, RecipeValues values, const TableInfo &table,
                                        bool ignoresCase)
{
    NameCheck check(values, table, ignoresCase);
    for (const RecipeField &field : fieldsOf(recipe))
        check.check(field);
    if (!check.problems().isEmpty())
        return std::unexpected(check.problems());
    return values;
}

} // namespace lockkeeper
