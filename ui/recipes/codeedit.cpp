// SPDX-FileCopyrightText: 2026 Lockkeeper contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/recipes/codeedit.h"

#include "ui/theme/theme.h"

#include <KSyntaxHighlighting/Definition>
#include <KSyntaxHighlighting/Repository>
#include <KSyntaxHighlighting/SyntaxHighlighter>
#include <KSyntaxHighlighting/Theme>

#include <QEvent>
#include <QFontMetrics>

namespace lockkeeper {

CodeEdit::CodeEdit(KSyntaxHighlighting::Repository &repository, const QString &language, QWidget *parent)
    : QPlainTextEdit(parent)
    , m_repository(repository)
    , m_highlighter(new KSyntaxHighlighting::SyntaxHighlighter(document()))
{
    setFont(monospace());
    setTabChangesFocus(true);
    m_highlighter->setDefinition(m_repository.definitionForName(language));
    applyTheme();
}

void CodeEdit::setLines(int lines)
{
    const double margins = document()->documentMargin() * 2;
    setFixedHeight(QFontMetrics(font()).lineSpacing() * lines + static_cast<int>(margins) + 2 * frameWidth()
                   + 2);
}

void CodeEdit::changeEvent(QEvent *event)
{
    QPlainTextEdit::changeEvent(event);
    if (event->type() == QEvent::PaletteChange)
        applyTheme();
}

void CodeEdit::applyTheme()
{
    m_highlighter->setTheme(m_repository.themeForPalette(palette()));
    m_highlighter->rehighlight();
}

} // namespace lockkeeper
