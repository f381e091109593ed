// SPDX-FileCopyrightText: 2026 Lockkeeper contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/recipes/codeedit.h"

#include "ui/editor/editorlook.h"
#include "ui/theme/theme.h"

#include <KSyntaxHighlighting/Definition>
#include <KSyntaxHighlighting/Format>
#include <KSyntaxHighlighting/Repository>
#include <KSyntaxHighlighting/SyntaxHighlighter>
#include <KSyntaxHighlighting/Theme>

#include <QEvent>
#include <QFontMetrics>

#include <algorithm>
#include <cmath>

namespace lockkeeper {

namespace {

constexpr double leastContrast = 4.5; // WCAG 2.2, 1.4.3

/// https://www.w3.org/TR/WCAG22/#dfn-relative-luminance
double luminance(const QColor &color)
{
    const auto linear = [](double part) {
        return part <= 0.04045 ? part / 12.92 : std::pow((part + 0.055) / 1.055, 2.4);
    };
    return 0.2126 * linear(color.redF()) + 0.7152 * linear(color.greenF()) + 0.0722 * linear(color.blueF());
}

double contrast(const QColor &one, const QColor &other)
{
    const double first = luminance(one);
    const double second = luminance(other);
    return (std::max(first, second) + 0.05) / (std::min(first, second) + 0.05);
}

/// @p color, moved towards the text's colour until it can be read.
QColor readable(const QColor &color, const QPalette &palette)
{
    const QColor ground = palette.color(QPalette::Base);
    double share = 0;
    QColor result = color;
    while (contrast(result, ground) < leastContrast && share < 1) {
        share += 0.1;
        result = blended(color, palette.color(QPalette::Text), share);
    }
    return result;
}

} // namespace

/// The theme's colours where they can be read; some of a theme's are meant for another ground.
class CodeHighlighter final : public KSyntaxHighlighting::SyntaxHighlighter
{
public:
    CodeHighlighter(QTextDocument *document, const QWidget &widget)
        : KSyntaxHighlighting::SyntaxHighlighter(document), m_widget(widget)
    {}

protected:
    void applyFormat(int offset, int length, const KSyntaxHighlighting::Format &format) override
    {
        if (length == 0 || (format.isDefaultTextStyle(theme()) && !format.hasTextColor(theme())))
            return;
        QTextCharFormat text;
        if (format.hasTextColor(theme()))
            text.setForeground(readable(format.textColor(theme()), m_widget.palette()));
        if (format.isBold(theme()))
            text.setFontWeight(QFont::Bold);
        text.setFontItalic(format.isItalic(theme()));
        QSyntaxHighlighter::setFormat(offset, length, text);
    }

private:
    const QWidget &m_widget;
};

CodeEdit::CodeEdit(KSyntaxHighlighting::Repository &repository, const QString &language, QWidget *parent)
    : QPlainTextEdit(parent), m_repository(repository), m_highlighter(new CodeHighlighter(document(), *this))
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
