// SPDX-FileCopyrightText: 2026 Lockkeeper contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/demo/demo.h"
#include "tests/support/memorysecrets.h"
#include "tests/support/standinssh.h"
#include "ui/cockpit/cockpit.h"
#include "ui/connections/connections.h"
#include "ui/gates/effectbutton.h"
#include "ui/mainwindow.h"

#include <QLabel>
#include <QRegularExpression>
#include <QStandardPaths>
#include <QTemporaryDir>
#include <QTest>

using namespace lockkeeper;
using namespace lockkeeper::test;
using namespace Qt::StringLiterals;

/// From the list of connections to an open migration on a real server, through a tunnel that breaks meanwhile.
class CockpitConnectionTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase() { QStandardPaths::setTestModeEnabled(true); }
    void init()
    {
        QTest::failOnWarning(QRegularExpression(u"^(?!This plugin does not support)"_s));
    } // offscreen's own noise
    void throughATunnel();
};

namespace {

constexpr int patience = 60'000; // milliseconds

bool says(const MainWindow &window, const QString &text)
{
    const auto labels = window.findChildren<QLabel *>();
    return std::ranges::any_of(
        labels, [&](const QLabel *label) { return label->isVisible() && label->text().contains(text); });
}

bool waitFor(auto condition) { return QTest::qWaitFor(condition, patience); }

} // namespace

void CockpitConnectionTest::throughATunnel()
{
    const QTemporaryDir folder;
    QVERIFY(!makeStandInSsh(folder.path()).isEmpty());
    qputenv("PATH", folder.path().toUtf8() + ':' + qgetenv("PATH"));
    const auto world =
        demo::World::start({.engine = u"postgresql"_s, .rows = 1000, .statementsPerSecond = 5});
    QVERIFY2(world, world ? "" : qPrintable(sentences::line(world.error())));
    MainWindow window;
    Cockpit cockpit(window);
    MemorySecrets secrets;
    ConnectionList list(folder.filePath(u"connections.json"_s), {});
    Connections connections(window, secrets, list);
    connect(&connections, &Connections::openRequested, &cockpit,
            qOverload<const QString &, const ReachedTarget &>(&Cockpit::open));
    connect(&connections, &Connections::failed, &window, &MainWindow::showError);
    window.show();

    ConnectionProfile profile = ConnectionProfile::from(*Target::parse((*world)->url()));
    profile.name = u"Demo behind a bastion"_s;
    profile.ssh = {.host = u"works"_s};
    profile.password = PasswordSource::NotNeeded;
    list.save({profile});
    QVERIFY(waitFor([&] { return list.profile(profile.id).has_value(); }));
    connections.open(profile.id, (*world)->planPath());

    const auto *button = window.findChild<EffectButton *>();
    QVERIFY(waitFor([&] { return button->isVisible(); }));
    QVERIFY(window.windowTitle().startsWith("PRODUCTION"_L1)); // nobody marked it, whatever the plan says
    QVERIFY(says(window, u"Demo behind a bastion"_s));
    QVERIFY(waitFor([&] { return says(window, u"Connected"_s); }));
    killStandInSsh(folder.path());
    QVERIFY(waitFor([&] { return says(window, u"No SSH tunnel through works"_s); }));
    QVERIFY(waitFor([&] { return says(window, u"The SSH tunnel is open again."_s); }));
    QVERIFY(waitFor([&] { return !says(window, u"Not connected"_s) && says(window, u"Connected"_s); }));
}

QTEST_MAIN(CockpitConnectionTest)
#include "cockpit_connection.moc"
