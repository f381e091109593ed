// SPDX-FileCopyrightText: 2026 Lockkeeper contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/recipes/recipeform.h"

#include "core/text/recipes.h"
#include "ui/recipes/fieldeditor.h"
#include "ui/theme/panel.h"

#include <QGridLayout>
#include <QVBoxLayout>

#include <algorithm>

namespace lockkeeper {

using namespace Qt::StringLiterals;

namespace {

void emptied(QLayout &layout)
{
    while (QLayoutItem *item = layout.takeAt(0)) {
        delete item->widget();
        delete item;
    }
}

// A grid, because a form's rows overlap when their texts break into lines.
void addRow(QGridLayout &rows, const QString &name, QWidget *widget)
{
    auto *label = plainLabel(name);
    label->setWordWrap(false);
    label->setContentsMargins(0, 3, 0, 0); // on the line of what is written beside it
    label->setBuddy(widget);
    const int row = rows.rowCount();
    rows.addWidget(label, row, 0, Qt::AlignTop);
    rows.addWidget(widget, row, 1);
}

} // namespace

RecipeForm::RecipeForm(KSyntaxHighlighting::Repository &repository, QWidget *parent)
    : QWidget(parent), m_repository(repository), m_sections(new QVBoxLayout(this))
{
    m_sections->setContentsMargins(0, 0, 8, 0);
    m_sections->setSpacing(12);
}

void RecipeForm::setRecipe(const Recipe &recipe)
{
    m_written.insert(values());
    m_editors.clear();
    m_many.clear();
    emptied(*m_sections);
    const auto own = recipe.fields().size();
    QGridLayout *rows = addSection(tr("What changes"));
    const QList<RecipeField> fields = fieldsOf(recipe);
    for (qsizetype i = 0; i < fields.size(); ++i) {
        if (i == own)
            rows = addSection(tr("How carefully"));
        addField(*rows, fields[i]);
    }
    m_sections->addStretch(1);
    setTables(m_tables);
    for (Many &many : m_many) {
        if (const FieldEditor *names = editor(many.field.forEach))
            fillMany(many, RecipeInput::listOf(names->text()));
    }
}

QGridLayout *RecipeForm::addSection(const QString &title)
{
    auto *section = new Panel(title);
    auto *rows = new QGridLayout;
    rows->setColumnStretch(1, 1);
    rows->setHorizontalSpacing(12);
    section->body()->addLayout(rows);
    m_sections->addWidget(section);
    return rows;
}

void RecipeForm::addField(QGridLayout &rows, const RecipeField &field)
{
    const QString label = sentences::recipeText(field.label);
    if (field.forEach.isEmpty()) {
        addRow(rows, label, makeEditor(field, field.key, label));
        return;
    }
    Many many{.field = field, .host = new QWidget, .rows = nullptr};
    many.rows = new QGridLayout(many.host);
    many.rows->setContentsMargins(0, 0, 0, 0);
    many.rows->setColumnStretch(1, 1);
    addRow(rows, label, many.host);
    m_many << many;
    fillMany(m_many.last(), {});
}

FieldEditor *RecipeForm::makeEditor(const RecipeField &field, const QString &key, const QString &label)
{
    auto *editor = new FieldEditor(field, key, label, m_repository);
    if (const QString before = m_written.value(key); !before.isEmpty())
        editor->setText(before);
    connect(editor, &FieldEditor::edited, this,
            [this, editor](const QString &text) { noticeEdit(*editor, text); });
    m_editors << editor;
    return editor;
}

void RecipeForm::noticeEdit(FieldEditor &edited, const QString &text)
{
    edited.showProblem({});
    if (edited.field().kind == FieldKind::Table)
        showColumns();
    for (Many &many : m_many) {
        if (many.field.forEach == edited.key())
            fillMany(many, RecipeInput::listOf(text));
    }
}

void RecipeForm::fillMany(Many &many, const QStringList &names)
{
    m_written.insert(values());
    m_editors.removeIf([&many](const FieldEditor *editor) { return editor->parentWidget() == many.host; });
    emptied(*many.rows);
    const QString purpose = sentences::recipeText(many.field.help);
    auto *help = new QuietLabel(
        names.isEmpty() ? tr("A field for each name comes when they are named. %1").arg(purpose) : purpose);
    many.rows->addWidget(help, 0, 0, 1, 2);
    for (const QString &name : names) {
        const QString label = u"%1: %2"_s.arg(sentences::recipeText(many.field.label), name);
        addRow(*many.rows, name, makeEditor(many.field, many.field.key + u'.' + name, label));
    }
}

void RecipeForm::setTables(const QList<WrittenTable> &tables)
{
    m_tables = tables;
    QStringList names;
    for (const WrittenTable &table : tables)
        names << table.name;
    if (FieldEditor *table = editor(u"table"))
        table->setNames(names);
    showColumns();
}

void RecipeForm::showColumns()
{
    const FieldEditor *table = editor(u"table");
    if (!table)
        return;
    const auto found = std::ranges::find(m_tables, table->text(), &WrittenTable::name);
    QStringList columns;
    for (const QString &written : found == m_tables.end() ? QStringList() : found->columns)
        columns << TableName::parse(written).name;
    for (FieldEditor *each : std::as_const(m_editors)) {
        if (each->field().kind == FieldKind::Column || each->field().kind == FieldKind::Columns)
            each->setNames(columns);
    }
}

RecipeValues RecipeForm::values() const
{
    RecipeValues values;
    for (const FieldEditor *each : m_editors) {
        if (const QString text = each->text().trimmed(); !text.isEmpty())
            values.insert(each->key(), text);
    }
    return values;
}

FieldEditor *RecipeForm::editor(QStringView key) const
{
    const auto found = std::ranges::find(m_editors, key, &FieldEditor::key);
    return found == m_editors.end() ? nullptr : *found;
}

QList<RecipeProblem> RecipeForm::showProblems(const QList<RecipeProblem> &problems)
{
    for (FieldEditor *each : std::as_const(m_editors))
        each->showProblem({});
    QList<RecipeProblem> homeless;
    FieldEditor *first = nullptr;
    for (const RecipeProblem &problem : problems) {
        FieldEditor *at = editor(problem.field);
        if (!at) {
            homeless << problem;
            continue;
        }
        at->showProblem(sentences::problemSentence(problem));
        first = first ? first : at;
    }
    if (first)
        first->setFocus();
    return homeless;
}

} // namespace lockkeeper
