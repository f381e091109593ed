// SPDX-FileCopyrightText: 2026 Lockkeeper contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/theme/icons.h"
#include "ui/theme/theme.h"

#include <QApplication>
#include <QDir>
#include <QTest>

using namespace lockkeeper;
using namespace Qt::StringLiterals;

class IconsTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void eachIsDrawn_data();
    void eachIsDrawn();
    void theyFollowThePalette();
    void aNameThatIsNotThereIsNoIcon();
};

namespace {

/// How many points of @p image are of @p color, nearly.
int pointsOf(const QImage &image, const QColor &color)
{
    int points = 0;
    for (int y = 0; y < image.height(); ++y) {
        for (int x = 0; x < image.width(); ++x) {
            const QColor at = image.pixelColor(x, y);
            const int distance = qAbs(at.red() - color.red()) + qAbs(at.green() - color.green())
                                 + qAbs(at.blue() - color.blue());
            points += at.alpha() > 200 && distance < 24 ? 1 : 0;
        }
    }
    return points;
}

QImage drawn(const QIcon &icon, QIcon::Mode mode = QIcon::Normal)
{
    return icon.pixmap(QSize(32, 32), 2, mode).toImage();
}

} // namespace

void IconsTest::eachIsDrawn_data()
{
    QTest::addColumn<QString>("name");
    const QStringList files = QDir(u":/icons"_s).entryList({u"*.svg"_s});
    QVERIFY(files.size() > 10);
    for (const QString &file : files)
        QTest::newRow(qPrintable(file)) << file.chopped(4);
}

void IconsTest::eachIsDrawn()
{
    QFETCH(QString, name);
    const QIcon icon = name == "lockkeeper"_L1 ? programIcon() : themedIcon(name);
    QVERIFY(!icon.isNull());
    const QImage image = drawn(icon);
    QCOMPARE(image.size(), QSize(64, 64));
    if (name == "lockkeeper"_L1)
        QVERIFY(pointsOf(image, QColor(0x12, 0x3f, 0x86)) > 300);
    else
        QVERIFY(pointsOf(image, QApplication::palette().color(QPalette::ButtonText)) > 100);
}

void IconsTest::theyFollowThePalette()
{
    const QIcon icon = themedIcon(u"run"_s);
    for (const Scheme scheme : {Scheme::Light, Scheme::Dark, Scheme::HighContrast}) {
        setScheme(scheme);
        const QPalette palette = QApplication::palette();
        QVERIFY(pointsOf(drawn(icon), palette.color(QPalette::ButtonText)) > 100);
        QVERIFY(pointsOf(drawn(icon, QIcon::Disabled), quietColor(palette)) > 100);
    }
    setScheme(Scheme::System);
}

void IconsTest::aNameThatIsNotThereIsNoIcon() { QVERIFY(themedIcon(u"nothing"_s).isNull()); }

QTEST_MAIN(IconsTest)
#include "icons.moc"
