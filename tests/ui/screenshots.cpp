// SPDX-FileCopyrightText: 2026 Lockkeeper contributors
// SPDX-License-Identifier: GPL-3.0-or-later
// Renders the cockpit at characteristic moments, in light and dark: screenshots [folder].
#include "tests/support/recordedrun.h"
#include "tests/ui/connectionscreenshots.h"
#include "tests/ui/editorscreenshots.h"
#include "tests/ui/newplanscreenshots.h"
#include "ui/charts/chartstack.h"
#include "ui/documents/scriptbar.h"
#include "ui/editor/editorpanel.h"
#include "ui/editor/sqleditor.h"
#include "ui/gates/tablenamedialog.h"
#include "ui/mainwindow.h"
#include "ui/noticebar.h"
#include "ui/plan/steppanel.h"
#include "ui/theme/textsize.h"
#include "ui/theme/theme.h"
#include "ui/welcome/welcomepage.h"

#include <QAbstractButton>
#include <QApplication>
#include <QDir>
#include <QDockWidget>
#include <QKeyEvent>
#include <QLineEdit>
#include <QSettings>
#include <QTreeView>

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
    QList<qint64> rows{4'118'000};
    for (qint64 second = 0; second < 120; ++second)
        rows.prepend(rows.first() - 7'000 - second * 13 % 900 - (second % 17) * 60
                     + (second > 30 && second < 40 ? 5'000 : 0));
    for (qsizetype i = 0; i < rows.size(); ++i)
        window.showSnapshot(backfilling(rows.at(i)).at(noon + (i - rows.size() + 1) * 1000));
}

void save(MainWindow &window, const QDir &folder, const QString &name)
{
    settle();
    window.grab().save(folder.filePath(name + u".png"_s));
}

void press(QWidget *widget, int key)
{
    QKeyEvent event(QEvent::KeyPress, key, Qt::NoModifier);
    QApplication::sendEvent(widget, &event);
}

// A quarter of an hour with a lost connection, a hold, a note and a pinned moment.
void playCharts(PlayedRun &played)
{
    played.happen(u"stage-started"_s, {{u"stage"_s, u"backfill"_s}});
    played.play(460);
    played.panel.showDisconnected();
    played.run.pass(48'000);
    played.play(55);
    played.happen(u"note"_s, {{u"text"_s, u"cache flushed"_s}});
    played.play(120);
}

void shootCharts(const QDir &folder, const QString &scheme)
{
    const auto save = [&](PlayedRun &played, const QString &name) {
        played.panel.refresh();
        settle();
        played.panel.grab().save(folder.filePath(name + u'-' + scheme + u".png"_s));
    };
    PlayedRun played;
    played.panel.resize(1000, 640);
    played.panel.setVisible(true);
    playCharts(played);
    save(played, u"charts"_s);
    auto *stack = played.panel.findChild<ChartStack *>();
    for (int i = 0; i < 95; ++i)
        press(stack, Qt::Key_Left);
    press(stack, Qt::Key_Return);
    played.play(42);
    save(played, u"charts-pinned"_s);
    const auto buttons = played.panel.findChildren<QAbstractButton *>();
    const auto click = [&](const QString &text) {
        (*std::ranges::find(buttons, text, &QAbstractButton::text))->click();
    };
    click(u"1 h"_s);
    stack->setPaused(false);
    press(stack, Qt::Key_Escape);
    played.play(3'000);
    save(played, u"charts-hour"_s);
    click(u"Table"_s);
    save(played, u"charts-table"_s);
    PlayedRun file;
    file.panel.resize(1000, 640);
    file.panel.setVisible(true);
    file.run.activity().coverage = {.lockWaits = false, .replicas = false, .transactions = false};
    file.play(200);
    save(file, u"charts-sqlite"_s);
}

QList<RecentPlan> recentPlans()
{
    const qint64 now = QDateTime::currentMSecsSinceEpoch();
    const auto plan = [](const QString &title, const QString &path, const QString &url, Stage stage,
                         qint64 at) {
        return RecentPlan{
            .title = title, .path = path, .url = url, .environment = {}, .stage = stage, .openedAt = at};
    };
    QList<RecentPlan> plans{
        plan(u"Give users a display name"_s,
             u"/home/ada/shop/migrations/users-display-name.lockkeeper.yaml"_s,
             u"postgresql://app_owner@prod-eu/shop"_s, Stage::Backfill, now - 5 * minute),
        plan(u"Make orders.currency required"_s,
             u"/home/ada/shop/migrations/orders-currency.lockkeeper.yaml"_s,
             u"postgresql://app_owner@staging.shop.example:5433/shop"_s, Stage::Verify, now - 1'560 * minute),
        plan(u"Split addresses"_s, u"/home/ada/shop/migrations/split-addresses.lockkeeper.yaml"_s,
             u"sqlite:///home/ada/shop/till.db"_s, Stage::Expand, now - 12'000 * minute)};
    plans[0].environment = u"production"_s;
    plans[1].isMissing = true;
    return plans;
}

void shootWelcome(const QDir &folder, const QString &scheme)
{
    MainWindow window;
    prepare(window);
    save(window, folder, u"welcome-first-"_s + scheme);
    window.welcome().showRecent(recentPlans());
    save(window, folder, u"welcome-"_s + scheme);
    auto *notice = new NoticeBar;
    window.addBar(notice);
    notice->ask({.tone = Tone::Waiting, .glyph = Glyph::Question},
                u"Lockkeeper ended unexpectedly. Scripts that were open then, with all that was typed: 2."_s,
                {{u"Restore"_s, {}}, {u"Discard"_s, {}}});
    window.welcome().showOpenPlan(u"Give users a display name"_s);
    window.welcome().showScripts(2);
    save(window, folder, u"welcome-back-"_s + scheme);
}

void shootScripts(const QDir &folder, const QString &scheme)
{
    MainWindow window;
    prepare(window);
    ScriptDesk &desk = window.editor().scripts().desk();
    desk.addNew(u"SELECT 1;\n"_s, u"orders-currency.sql"_s);
    desk.addNew(
        u"ALTER TABLE users ADD COLUMN display_name text;\nCREATE INDEX ON users (display_name);\n"_s);
    window.editor().editor().insert(u"-- Which lock?\n"_s);
    window.editor().scripts().findChild<NoticeBar *>()->ask(
        {.tone = Tone::Waiting, .glyph = Glyph::Warning},
        u"Another program changed /home/ada/shop/orders.sql. Your text is as it was."_s,
        {{u"Reload"_s, {}}, {u"Show theirs"_s, {}}, {u"Keep mine"_s, {}}});
    save(window, folder, u"scripts-"_s + scheme);
}

void shoot(const QDir &folder, const QString &scheme)
{
    const auto picture = [&](const QString &name, auto fill) {
        MainWindow window;
        prepare(window);
        fill(window);
        save(window, folder, name + u'-' + scheme);
    };
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
    {
        TableNameDialog dialog(beforeContract(), Stage::Contract);
        dialog.findChild<QLineEdit *>()->setText(u"order"_s);
        dialog.show();
        settle();
        dialog.grab().save(folder.filePath(u"table-name-"_s + scheme + u".png"_s));
    }
    picture(u"failed"_s, [](MainWindow &window) {
        window.showSnapshot(failedStep());
        window.showError(errorFromJson(MigrationSnapshot(failedStep()).steps.first().record.error));
    });
    picture(u"blocked"_s, [](MainWindow &window) {
        window.showSnapshot(backfilling());
        window.showActivity(blockedSample());
        window.findChild<QDockWidget *>(u"sessions"_s)->raise();
    });
    picture(u"step"_s, [](MainWindow &window) {
        window.showSnapshot(backfilling());
        auto *tree = window.findChild<StepPanel *>()->findChild<QTreeView *>();
        tree->setCurrentIndex(window.findChild<StepPanel *>()->model()->indexOf(u"add-display-name"_s));
    });
    picture(u"done"_s, [](MainWindow &window) { window.showSnapshot(finished()); });
    QSettings().setValue("window/text-size"_L1, 2.0);
    picture(u"large-text"_s, [](MainWindow &window) {
        window.resize(1920, 1200);
        window.showSnapshot(beforeContract());
    });
    QSettings().remove("window/text-size"_L1);
    setTextSize(1);
}

} // namespace

int main(int argc, char **argv)
{
    QApplication application(argc, argv);
    QApplication::setOrganizationName(u"lockkeeper-screenshots"_s);
    QSettings().clear(); // nobody's own arrangement of the panels
    const QStringList arguments = QApplication::arguments();
    const QDir folder(arguments.value(1, u"docs/screenshots"_s));
    folder.mkpath(u"."_s);
    installTheme(application);
    setScheme(Scheme::HighContrast);
    QSettings().setValue(u"window/scheme"_s, schemeName(Scheme::HighContrast));
    shootWelcome(folder, u"contrast"_s);
    for (const bool dark : {false, true}) {
        QSettings().setValue(u"window/scheme"_s, schemeName(dark ? Scheme::Dark : Scheme::Light));
        setScheme(dark ? Scheme::Dark : Scheme::Light);
        const QString scheme = dark ? u"dark"_s : u"light"_s;
        shootWelcome(folder, scheme);
        shootScripts(folder, scheme);
        shootCharts(folder, scheme);
        shoot(folder, scheme);
        shootEditor(folder, scheme);
        shootConnections(folder, scheme);
        shootNewPlan(folder, scheme);
    }
    return 0;
}
