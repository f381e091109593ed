// SPDX-FileCopyrightText: 2026 Lockkeeper contributors
// SPDX-License-Identifier: GPL-3.0-or-later
// Renders the cockpit at characteristic moments, in light and dark: screenshots [folder].
#include "tests/support/snapshots.h"
#include "tests/ui/editorscreenshots.h"
#include "ui/mainwindow.h"
#include "ui/theme/theme.h"

#include <QApplication>
#include <QDir>

using namespace lockkeeper;
using namespace lockkeeper::test;

namespace {

void settle()
{
    for (int i = 0; i < 5; ++i)
        QApplication::processEvents();
}

void prepare(MainWindow &window)
{
    window.resize(1280, 800);
    window.showTarget(u"postgresql://app_owner@prod-eu/shop"_s);
    window.showConnected(true, u"Connected"_s);
    window.show();
}

// Some minutes of backfill, so that there is a curve.
void showHistory(MainWindow &window)
{
    qint64 rows = 3'254'000;
    for (int second = -120; second < 0; ++second) {
        rows += 7'000 + second * 13 % 900 + (second % 17) * 60 - (second > -40 && second < -30 ? 5'000 : 0);
        window.showSnapshot(backfilling(rows).at(noon + qint64(second) * 1000));
    }
}

void save(MainWindow &window, const QDir &folder, const QString &name)
{
    settle();
    window.grab().save(folder.filePath(name + u".png"_s));
}

void shoot(const QDir &folder, const QString &scheme)
{
    const auto picture = [&](const QString &name, auto fill) {
        MainWindow window;
        prepare(window);
        fill(window);
        save(window, folder, name + u'-' + scheme);
    };
    picture(u"welcome"_s, [](MainWindow &) {});
    picture(u"backfill"_s, [](MainWindow &window) {
        showHistory(window);
        window.showSnapshot(backfilling());
    });
    picture(u"held"_s, [](MainWindow &window) {
        showHistory(window);
        window.showSnapshot(heldBackfill());
    });
    picture(u"refused"_s, [](MainWindow &window) {
        window.showSnapshot(beforeContract());
        window.showRefusal({.code = Errc::GateRefused, .facts = {{u"gate"_s, u"contract"_s}}});
    });
    picture(u"failed"_s, [](MainWindow &window) {
        window.showSnapshot(failedStep());
        window.showError(errorFromJson(MigrationSnapshot(failedStep()).steps.first().record.error));
    });
    picture(u"done"_s, [](MainWindow &window) { window.showSnapshot(finished()); });
}

} // namespace

int main(int argc, char **argv)
{
    QApplication application(argc, argv);
    QApplication::setOrganizationName(u"lockkeeper-screenshots"_s);
    const QStringList arguments = QApplication::arguments();
    const QDir folder(arguments.value(1, u"docs/screenshots"_s));
    folder.mkpath(u"."_s);
    installTheme(application);
    for (const bool dark : {false, true}) {
        QApplication::setPalette(dark ? darkPalette() : lightPalette());
        const QString scheme = dark ? u"dark"_s : u"light"_s;
        shoot(folder, scheme);
        shootEditor(folder, scheme);
    }
    return 0;
}
