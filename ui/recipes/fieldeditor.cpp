// SPDX-FileCopyrightText: 2026 Lockkeeper contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/recipes/fieldeditor.h"

#include "core/text/recipes.h"
#include "ui/recipes/codeedit.h"
#include "ui/recipes/namescompleter.h"
#include "ui/theme/look.h"
#include "ui/theme/panel.h"
#include "ui/theme/theme.h"

#include <QComboBox>
#include <QLineEdit>
#include <QSignalBlocker>
#include <QStringListModel>
#include <QVBoxLayout>

#include <utility>

namespace lockkeeper {

using namespace Qt::StringLiterals;

FieldEditor::FieldEditor(const RecipeField &field, QString key, const QString &label,
                         KSyntaxHighlighting::Repository &repository, QWidget *parent)
    : QWidget(parent)
    , m_field(field)
    , m_key(std::move(key))
    , m_input(makeInput(repository))
    , m_problem(plainLabel())
{
    const QString help = sentences::recipeText(field.help);
    input()->setAccessibleName(label);
    input()->setAccessibleDescription(help);
    setFocusProxy(input());
    auto *layout = new QVBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 4);
    layout->setSpacing(2);
    layout->addWidget(input());
    layout->addWidget(m_problem);
    // Said once, not for each of several names.
    if (field.forEach.isEmpty())
        layout->addWidget(new QuietLabel(help));
    m_problem->setWordWrap(true);
    showProblem({});
}

FieldEditor::Input FieldEditor::makeInput(KSyntaxHighlighting::Repository &repository)
{
    switch (m_field.kind) {
    case FieldKind::Table:
    case FieldKind::Column:
    case FieldKind::Choice:
        return makeChoice();
    case FieldKind::Expression:
    case FieldKind::FlagSql: {
        auto *code = new CodeEdit(repository, u"SQL (PostgreSQL)"_s, this);
        code->setLines(2);
        connect(code, &QPlainTextEdit::textChanged, this, [this] { Q_EMIT edited(text()); });
        return code;
    }
    default:
        return makeLine();
    }
}

FieldEditor::Input FieldEditor::makeChoice()
{
    auto *choice = new QComboBox(this);
    if (m_field.kind == FieldKind::Choice) {
        choice->addItems(m_field.choices);
        choice->setCurrentText(m_field.fallback);
    } else {
        choice->setEditable(true);
        choice->setInsertPolicy(QComboBox::NoInsert);
        choice->completer()->setFilterMode(Qt::MatchContains);
        choice->completer()->setCompletionMode(QCompleter::PopupCompletion);
    }
    connect(choice, &QComboBox::currentTextChanged, this, &FieldEditor::edited);
    return choice;
}

FieldEditor::Input FieldEditor::makeLine()
{
    auto *line = new QLineEdit(this);
    line->setPlaceholderText(m_field.fallback);
    connect(line, &QLineEdit::textChanged, this, &FieldEditor::edited);
    if (m_field.kind == FieldKind::Columns) {
        auto *completer = new NamesCompleter(line);
        completer->setCaseSensitivity(Qt::CaseInsensitive);
        completer->setModel(new QStringListModel(completer));
        line->setCompleter(completer);
    }
    return line;
}

QWidget *FieldEditor::input() const
{
    return std::visit([](auto *widget) -> QWidget * { return widget; }, m_input);
}

QString FieldEditor::text() const
{
    if (auto *const *line = std::get_if<QLineEdit *>(&m_input))
        return (*line)->text();
    if (auto *const *choice = std::get_if<QComboBox *>(&m_input))
        return (*choice)->currentText();
    return std::get<CodeEdit *>(m_input)->toPlainText();
}

void FieldEditor::setText(const QString &text)
{
    if (auto *const *line = std::get_if<QLineEdit *>(&m_input))
        (*line)->setText(text);
    else if (auto *const *choice = std::get_if<QComboBox *>(&m_input))
        (*choice)->setCurrentText(text);
    else
        std::get<CodeEdit *>(m_input)->setPlainText(text);
}

void FieldEditor::setNames(const QStringList &names)
{
    if (auto *const *line = std::get_if<QLineEdit *>(&m_input)) {
        if (auto *completer = (*line)->completer())
            qobject_cast<QStringListModel *>(completer->model())->setStringList(names);
        return;
    }
    auto *const *choice = std::get_if<QComboBox *>(&m_input);
    if (!choice || m_field.kind == FieldKind::Choice)
        return;
    const QString written = text();
    {
        const QSignalBlocker quiet(*choice);
        (*choice)->clear();
        (*choice)->addItems(names);
        (*choice)->setCurrentIndex(-1);
        (*choice)->setEditText(written);
    }
}

void FieldEditor::showProblem(const QString &problem)
{
    m_problem->setPalette(withText(palette(), toneColor(Tone::Failed, palette())));
    setTextOrHide(m_problem, problem);
    input()->setAccessibleDescription(problem.isEmpty() ? sentences::recipeText(m_field.help) : problem);
}

} // namespace lockkeeper
