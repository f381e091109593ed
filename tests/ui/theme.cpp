// SPDX-FileCopyrightText: 2026 Lockkeeper contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/theme/theme.h"
#include "ui/theme/look.h"

#include <QApplication>
#include <QComboBox>
#include <QLineEdit>
#include <QPushButton>
#include <QTest>

#include <cmath>

using namespace lockkeeper;
using namespace Qt::StringLiterals;

/// Contrast as WCAG 2.2 computes it (section "relative luminance"), measured on the palettes that are used.
class ThemeTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void textIsReadable_data();
    void textIsReadable();
    void meaningsAreReadable_data() { textIsReadable_data(); }
    void meaningsAreReadable();
    void edgesAreSeen();
    void aSchemeIsKeptByItsName();
    void theSystemDecidesOnlyWhenItIsAsked();
};

namespace {

double linear(float channel)
{
    return channel <= 0.04045F ? channel / 12.92 : std::pow((channel + 0.055) / 1.055, 2.4);
}

double luminance(const QColor &color)
{
    return 0.2126 * linear(color.redF()) + 0.7152 * linear(color.greenF()) + 0.0722 * linear(color.blueF());
}

double contrast(const QColor &a, const QColor &b)
{
    const auto [dark, light] = std::minmax({luminance(a), luminance(b)});
    return (light + 0.05) / (dark + 0.05);
}

QByteArray described(const QColor &text, const QColor &ground)
{
    return u"%1 on %2: %3"_s.arg(text.name(), ground.name()).arg(contrast(text, ground)).toUtf8();
}

#define VERIFY_CONTRAST(text, ground, atLeast)                                                               \
    QVERIFY2(contrast(text, ground) >= (atLeast), described(text, ground).constData())

} // namespace

void ThemeTest::textIsReadable_data()
{
    QTest::addColumn<QPalette>("palette");
    QTest::addColumn<double>("atLeast");
    QTest::newRow("light") << lightPalette() << 4.5;
    QTest::newRow("dark") << darkPalette() << 4.5;
    QTest::newRow("high contrast") << highContrastPalette() << 7.0;
}

void ThemeTest::textIsReadable()
{
    QFETCH(QPalette, palette);
    QFETCH(double, atLeast);
    for (const auto group : {QPalette::Active, QPalette::Inactive, QPalette::Disabled}) {
        const auto color = [&](QPalette::ColorRole role) { return palette.color(group, role); };
        VERIFY_CONTRAST(color(QPalette::WindowText), color(QPalette::Window), atLeast);
        VERIFY_CONTRAST(color(QPalette::Text), color(QPalette::Base), atLeast);
        VERIFY_CONTRAST(color(QPalette::Text), color(QPalette::AlternateBase), atLeast);
        VERIFY_CONTRAST(color(QPalette::ButtonText), color(QPalette::Button), atLeast);
        VERIFY_CONTRAST(color(QPalette::PlaceholderText), color(QPalette::Base), atLeast);
    }
    VERIFY_CONTRAST(palette.color(QPalette::HighlightedText), palette.color(QPalette::Highlight), 4.5);
    VERIFY_CONTRAST(palette.color(QPalette::ToolTipText), palette.color(QPalette::ToolTipBase), atLeast);
    VERIFY_CONTRAST(palette.color(QPalette::Link), palette.color(QPalette::Base), 4.5);
}

void ThemeTest::meaningsAreReadable()
{
    QFETCH(QPalette, palette);
    for (const Tone tone :
         {Tone::Idle, Tone::Running, Tone::Waiting, Tone::Done, Tone::Failed, Tone::Unsure}) {
        VERIFY_CONTRAST(toneColor(tone, palette), palette.color(QPalette::Base), 4.5);
        VERIFY_CONTRAST(toneColor(tone, palette), palette.color(QPalette::Window), 4.5);
    }
}

// WCAG 2.2, 1.4.11: what tells that something can be typed into or pressed, 3 to 1.
void ThemeTest::edgesAreSeen()
{
    installTheme(*qApp);
    setScheme(Scheme::HighContrast);
    QWidget window;
    QLineEdit line(&window);
    QPushButton button(u"Press"_s, &window);
    QComboBox box(&window);
    box.addItem(u"One"_s);
    window.resize(300, 200);
    for (QWidget *widget : std::initializer_list<QWidget *>{&line, &button, &box}) {
        widget->setGeometry(20, 20, 150, 40);
        const QImage image = widget->grab().toImage();
        const QColor edge = image.pixelColor(image.width() / 2, 0);
        VERIFY_CONTRAST(edge, QApplication::palette().color(QPalette::Window), 3.0);
    }
    setScheme(Scheme::System);
}

void ThemeTest::aSchemeIsKeptByItsName()
{
    for (const Scheme scheme : {Scheme::System, Scheme::Light, Scheme::Dark, Scheme::HighContrast})
        QCOMPARE(schemeNamed(schemeName(scheme)), scheme);
    QCOMPARE(schemeNamed(u"solarized"_s), Scheme::System);
}

void ThemeTest::theSystemDecidesOnlyWhenItIsAsked()
{
    installTheme(*qApp);
    setScheme(Scheme::Dark);
    QVERIFY(isDark(QApplication::palette()));
    setScheme(Scheme::Light);
    QVERIFY(!isDark(QApplication::palette()));
    setScheme(Scheme::HighContrast);
    QCOMPARE(QApplication::palette().color(QPalette::Window), QColor(Qt::black));
}

QTEST_MAIN(ThemeTest)
#include "theme.moc"
