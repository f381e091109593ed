// SPDX-FileCopyrightText: 2026 Lockkeeper contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/theme/textsize.h"

#include "ui/theme/theme.h"

#include <QApplication>
#include <QEvent>
#include <QVariant>
#include <QWidget>

#include <functional>

namespace lockkeeper {

namespace {

constexpr auto sizeProperty = "lockkeeperTextSize";
constexpr auto fontProperty = "lockkeeperDesktopFont";

/// A font that is set on a widget doesn't follow the application's any more: this makes it anew.
class FontKeeper final : public QObject
{
public:
    FontKeeper(QWidget *widget, std::function<QFont()> font) : QObject(widget), m_font(std::move(font))
    {
        widget->setFont(m_font());
        widget->installEventFilter(this);
    }

    bool eventFilter(QObject *watched, QEvent *event) override
    {
        // Only windows that were shown hear of a change: the others ask when they are.
        if (event->type() == QEvent::ApplicationFontChange || event->type() == QEvent::Polish
            || event->type() == QEvent::Show)
            static_cast<QWidget *>(watched)->setFont(m_font());
        return false;
    }

private:
    std::function<QFont()> m_font;
};

} // namespace

double textSize()
{
    const QVariant factor = qApp->property(sizeProperty);
    return factor.isValid() ? factor.toDouble() : 1.0;
}

void setTextSize(double factor)
{
    if (qFuzzyCompare(factor, textSize()))
        return;
    if (!qApp->property(fontProperty).isValid())
        qApp->setProperty(fontProperty, QApplication::font());
    qApp->setProperty(sizeProperty, factor);
    QApplication::setFont(scaled(qApp->property(fontProperty).value<QFont>(), factor));
}

void keepFont(QWidget *widget, double factor, bool bold)
{
    new FontKeeper(widget, [factor, bold] { return scaled(QApplication::font(), factor, bold); });
}

void keepMonospace(QWidget *widget) { new FontKeeper(widget, monospace); }

} // namespace lockkeeper
