// SPDX-FileCopyrightText: 2026 Lockkeeper contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/editor/fixdialog.h"

#include "core/lint/reports/diff.h"
#include "core/lint/reports/phrases.h"
#include "ui/theme/look.h"
#include "ui/theme/panel.h"
#include "ui/theme/textsize.h"
#include "ui/theme/theme.h"

#include <QClipboard>
#include <QDialogButtonBox>
#include <QGuiApplication>
#include <QPlainTextEdit>
#include <QPushButton>
#include <QVBoxLayout>

namespace lockkeeper {

namespace {

using namespace Qt::StringLiterals;

void append(QTextCursor &cursor, const QString &line, const QTextBlockFormat &format)
{
    if (!cursor.document()->isEmpty())
        cursor.insertBlock();
    cursor.setBlockFormat(format);
    cursor.insertText(line);
}

QTextBlockFormat tinted(Tone tone, const QPalette &palette)
{
    QTextBlockFormat format;
    format.setBackground(toneTint(tone, palette));
    return format;
}

} // namespace

FixDialog::FixDialog(const lint::Finding &finding, const lint::LintResult &result, QWidget *parent)
    : QDialog(parent), m_text(new QPlainTextEdit)
{
    const bool canApply = !finding.fix->edits.empty();
    build(QString::fromStdString(finding.fix->title), canApply);
    if (canApply)
        showDiff(finding, result);
    else
        showStages(finding, result);
    m_text->moveCursor(QTextCursor::Start);
}

void FixDialog::build(const QString &title, bool canApply)
{
    setWindowTitle(tr("Fix"));
    auto *heading = plainLabel(title);
    keepFont(heading, 1.15, true);
    auto *meaning = new QuietLabel(
        canApply ? tr("These lines change. Undo takes it back in one step.")
                 : tr("This takes more than one deployment. Copy each part into the plan's stage."));
    m_text->setReadOnly(true);
    keepMonospace(m_text);
    m_text->setLineWrapMode(QPlainTextEdit::NoWrap);
    m_text->setAccessibleName(tr("What the fix changes"));
    auto *buttons = new QDialogButtonBox(QDialogButtonBox::Close);
    QPushButton *copy = buttons->addButton(tr("Copy"), QDialogButtonBox::ActionRole);
    connect(copy, &QPushButton::clicked, this, [this] { QGuiApplication::clipboard()->setText(text()); });
    if (canApply)
        buttons->addButton(tr("Apply fix"), QDialogButtonBox::AcceptRole)->setDefault(true);
    connect(buttons, &QDialogButtonBox::accepted, this, &QDialog::accept);
    connect(buttons, &QDialogButtonBox::rejected, this, &QDialog::reject);
    auto *layout = new QVBoxLayout(this);
    layout->addWidget(heading);
    layout->addWidget(meaning);
    layout->addWidget(m_text, 1);
    layout->addWidget(buttons);
    resize(760, 360);
}

void FixDialog::showDiff(const lint::Finding &finding, const lint::LintResult &result)
{
    QTextCursor cursor(m_text->document());
    const lint::Places places(*result.source);
    for (const lint::Hunk &hunk : lint::diffOf(*result.source, places, finding.fix->edits)) {
        for (const std::string &line : hunk.oldLines)
            append(cursor, u"- "_s + QString::fromStdString(line), tinted(Tone::Failed, palette()));
        for (const std::string &line : hunk.newLines)
            append(cursor, u"+ "_s + QString::fromStdString(line), tinted(Tone::Done, palette()));
    }
}

void FixDialog::showStages(const lint::Finding &finding, const lint::LintResult &result)
{
    m_text->setPlainText(QString::fromStdString(lint::fixedSql(finding, result)));
}

QString FixDialog::text() const { return m_text->toPlainText(); }

} // namespace lockkeeper
