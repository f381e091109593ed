// SPDX-FileCopyrightText: 2026 Lockkeeper contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/engine/engine.h"
#include "tests/support/listener.h"
#include "tests/support/memorysecrets.h"
#include "tests/support/snapshots.h"
#include "ui/connections/connectionmodel.h"
#include "ui/connections/connections.h"
#include "ui/connections/connectionsdialog.h"
#include "ui/connections/connectionspanel.h"
#include "ui/connections/connectiontest.h"
#include "ui/connections/diagnosisview.h"
#include "ui/gates/gatepanel.h"
#include "ui/mainwindow.h"
#include "ui/passworddialog.h"
#include "ui/theme/environmentbadge.h"

#include <QElapsedTimer>
#include <QFileDialog>
#include <QLineEdit>
#include <QListView>
#include <QMenuBar>
#include <QPushButton>
#include <QRegularExpression>
#include <QSettings>
#include <QSignalSpy>
#include <QStandardPaths>
#include <QStatusBar>
#include <QTemporaryDir>
#include <QTest>
#include <QToolButton>

using namespace lockkeeper;
using namespace lockkeeper::test;

/// From a kept connection to a target, through keyring, question and test; and what the window says of it.
class ConnectionsWayTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase() { QStandardPaths::setTestModeEnabled(true); }
    void init();
    void theKeyringsPasswordIsTaken();
    void aMissingPasswordIsAskedFor();
    void noPasswordIsAskedForNothing();
    void anEngineThatIsNotHereIsSaid();
    void aDeadTunnelIsSaid();
    void theDiagnosisIsShown();
    void aTestThatNeedsAPasswordSaysSo();
    void cancellingReturnsAtOnce();
    void theWindowOpensTheManager();
    void aPlanIsChosenForAConnection();
    void theirHealthIsAskedForAndTold();
    void theEnvironmentStandsEverywhere();
    void theMoreCarefulEnvironmentWins();

private:
    ConnectionProfile profile(PasswordSource source) const
    {
        ConnectionProfile profile =
            ConnectionProfile::from(*Target::parse(u"postgresql://anna@db.example/shop"_s));
        profile.password = source;
        return profile;
    }
    ConnectionProfile file() const
    {
        Target target{.scheme = u"sqlite"_s, .database = m_folder->filePath(u"shop.db"_s)};
        target.options.insert(u"mode"_s, u"rwc"_s);
        std::ignore = openSession(target);
        target.options.clear();
        return ConnectionProfile::from(target);
    }

    std::unique_ptr<QTemporaryDir> m_folder;
};

namespace {

QPushButton *button(const QWidget &window, const QString &text)
{
    for (QPushButton *one : window.findChildren<QPushButton *>()) {
        if (one->text().remove(u'&') == text)
            return one;
    }
    return nullptr;
}

bool waitFor(const QSignalSpy &spy)
{
    return QTest::qWaitFor([&] { return spy.count() > 0; }, 20'000);
}

} // namespace

void ConnectionsWayTest::init()
{
    QSettings().clear();
    m_folder = std::make_unique<QTemporaryDir>();
    QTest::failOnWarning(QRegularExpression(u"^(?!This plugin does not support)"_s));
}

void ConnectionsWayTest::theKeyringsPasswordIsTaken()
{
    MemorySecrets secrets;
    TargetLookup lookup(secrets);
    QSignalSpy reached(&lookup, &TargetLookup::reached);
    const ConnectionProfile kept = profile(PasswordSource::Keyring);
    secrets.all.insert(kept.id, Secret(u"s3cret"_s));
    lookup.start(kept);
    QVERIFY(waitFor(reached));
    const auto target = reached.first().first().value<ReachedTarget>();
    QCOMPARE(target.target.password.reveal(), u"s3cret"_s);
    QCOMPARE(target.target.host, u"db.example"_s);
    QVERIFY(!target.tunnel);
}

void ConnectionsWayTest::aMissingPasswordIsAskedFor()
{
    MemorySecrets secrets;
    TargetLookup lookup(secrets);
    QSignalSpy needed(&lookup, &TargetLookup::passwordNeeded);
    QSignalSpy reached(&lookup, &TargetLookup::reached);
    lookup.start(profile(PasswordSource::Keyring));
    QVERIFY(waitFor(needed));
    QVERIFY(needed.takeFirst().at(1).toBool());
    secrets.works = false;
    lookup.start(profile(PasswordSource::Keyring));
    QVERIFY(waitFor(needed));
    QVERIFY(!needed.takeFirst().at(1).toBool());
    lookup.start(profile(PasswordSource::Ask));
    QCOMPARE(needed.count(), 1);
    lookup.start(profile(PasswordSource::Ask), Secret(u"typed"_s));
    QVERIFY(waitFor(reached));
    QCOMPARE(reached.first().first().value<ReachedTarget>().target.password.reveal(), u"typed"_s);
}

void ConnectionsWayTest::noPasswordIsAskedForNothing()
{
    MemorySecrets secrets;
    TargetLookup lookup(secrets);
    QSignalSpy reached(&lookup, &TargetLookup::reached);
    lookup.start(profile(PasswordSource::NotNeeded));
    QVERIFY(waitFor(reached));
    lookup.cancel();
    QCOMPARE(reached.count(), 1);
}

void ConnectionsWayTest::anEngineThatIsNotHereIsSaid()
{
    MemorySecrets secrets;
    TargetLookup lookup(secrets);
    QSignalSpy failed(&lookup, &TargetLookup::failed);
    ConnectionProfile other = profile(PasswordSource::NotNeeded);
    other.scheme = u"oracle"_s;
    lookup.start(other);
    QVERIFY(waitFor(failed));
    QCOMPARE(failed.first().first().value<Error>().code, Errc::UnknownEngine);
}

void ConnectionsWayTest::aDeadTunnelIsSaid()
{
    MemorySecrets secrets;
    TargetLookup lookup(secrets);
    QSignalSpy failed(&lookup, &TargetLookup::failed);
    ConnectionProfile far = profile(PasswordSource::NotNeeded);
    far.ssh = {.host = u"-oProxyCommand=false"_s}; // refused before ssh is asked, so that none is needed here
    lookup.start(far);
    QVERIFY(waitFor(failed));
    QCOMPARE(failed.first().first().value<Error>().code, Errc::TunnelFailed);
}

void ConnectionsWayTest::theDiagnosisIsShown()
{
    MemorySecrets secrets;
    ConnectionList list(m_folder->filePath(u"connections.json"_s), {});
    ConnectionsDialog dialog(list, secrets);
    dialog.show();
    dialog.addUrl(u"sqlite://"_s + file().database);
    const auto *view = dialog.findChild<DiagnosisView *>();
    button(dialog, u"Test"_s)->click();
    QVERIFY(QTest::qWaitFor([&] { return view->text().contains("Everything is right."_L1); }, 10'000));
    QVERIFY2(view->text().contains("Server: Good. SQLite 3."_L1), qPrintable(view->text()));
    dialog.addUrl(u"sqlite:///nowhere/none.db"_s);
    button(dialog, u"Test"_s)->click();
    QVERIFY(QTest::qWaitFor([&] { return view->text().contains("Database: Failed."_L1); }, 10'000));
    QCOMPARE(view->worst(), CheckOutcome::Failed);
    QVERIFY(QTest::qWaitFor([&] { return button(dialog, u"Test"_s)->isEnabled(); }, 10'000));
}

void ConnectionsWayTest::aTestThatNeedsAPasswordSaysSo()
{
    MemorySecrets secrets;
    ConnectionList list(m_folder->filePath(u"connections.json"_s), {});
    ConnectionsDialog dialog(list, secrets);
    dialog.show();
    QVERIFY(QTest::qWaitForWindowActive(&dialog));
    dialog.addUrl(u"postgresql://anna@db.example/shop"_s);
    button(dialog, u"Test"_s)->click();
    const auto *view = dialog.findChild<DiagnosisView *>();
    QVERIFY(view->text().contains("Type the password"_L1));
    const auto *focus = qobject_cast<QLineEdit *>(QApplication::focusWidget());
    QVERIFY(focus && focus->echoMode() == QLineEdit::Password);
    QVERIFY(button(dialog, u"Test"_s)->isEnabled());
}

// What waits there for five seconds is a server that took the connection and is silent.
void ConnectionsWayTest::cancellingReturnsAtOnce()
{
    const Listener silent(Listener::Manner::Silent);
    MemorySecrets secrets;
    ConnectionProfile waiting = profile(PasswordSource::NotNeeded);
    waiting.host = u"127.0.0.1"_s;
    waiting.port = silent.port();
    QElapsedTimer timer;
    {
        ConnectionTest test(secrets);
        QSignalSpy checked(&test, &ConnectionTest::checked);
        test.start(waiting);
        QVERIFY(QTest::qWaitFor([&] { return checked.count() == 2; }, 10'000)); // name and port
        timer.start();
        test.cancel();
        QVERIFY(!test.isRunning());
    }
    QVERIFY2(timer.elapsed() < 1'000, qPrintable(QString::number(timer.elapsed())));
}

void ConnectionsWayTest::theWindowOpensTheManager()
{
    MainWindow window;
    MemorySecrets secrets;
    ConnectionList list(m_folder->filePath(u"connections.json"_s), {});
    Connections connections(window, secrets, list);
    connect(&window, &MainWindow::connectionsRequested, &connections, &Connections::showManager);
    window.show();
    QVERIFY(QTest::qWaitForWindowActive(&window));
    QTest::keyClick(&window, Qt::Key_D, Qt::ControlModifier | Qt::AltModifier);
    auto *manager = window.findChild<ConnectionsDialog *>();
    QVERIFY(manager && manager->isVisible());
    QVERIFY(!manager->isModal());
    connections.showManager();
    QCOMPARE(window.findChildren<ConnectionsDialog *>().size(), 1);
    // Escape isn't a way to lose what was typed.
    button(*manager, u"New"_s)->click();
    QTest::keyClick(manager, Qt::Key_Escape);
    QVERIFY(!manager->isVisible());
    connections.showManager();
    QVERIFY(manager->isVisible() && manager->hasDrafts());
}

void ConnectionsWayTest::aPlanIsChosenForAConnection()
{
    MainWindow window;
    MemorySecrets secrets;
    ConnectionList list(m_folder->filePath(u"connections.json"_s), {});
    Connections connections(window, secrets, list);
    QSignalSpy opened(&connections, &Connections::openRequested);
    const ConnectionProfile asking = profile(PasswordSource::Ask);
    list.save({asking});
    QVERIFY(QTest::qWaitFor([&] { return list.profile(asking.id).has_value(); }, 5'000));
    connections.open(asking.id, u"/plans/a.yaml"_s);
    auto *question = window.findChild<PasswordDialog *>();
    QVERIFY(question);
    QTest::keyClicks(question->findChild<QLineEdit *>(), u"typed"_s);
    QTest::keyClick(question->findChild<QLineEdit *>(), Qt::Key_Return);
    QVERIFY(waitFor(opened));
    QCOMPARE(opened.first().at(0).toString(), u"/plans/a.yaml"_s);
    const auto target = opened.first().at(1).value<ReachedTarget>();
    QCOMPARE(target.target.password.reveal(), u"typed"_s);
    QCOMPARE(target.profile.id, asking.id);
    connections.open(u"gone"_s, u"/plans/a.yaml"_s);
    QCOMPARE(opened.count(), 1);
}

void ConnectionsWayTest::theirHealthIsAskedForAndTold()
{
    MemorySecrets secrets;
    QWidget window;
    ConnectionList list(m_folder->filePath(u"connections.json"_s), {});
    Connections connections(window, secrets, list);
    ConnectionsPanel panel(list);
    connect(&connections, &Connections::healthChanged, &panel, &ConnectionsPanel::showHealth);
    connect(&panel, &ConnectionsPanel::checkRequested, &connections, &Connections::checkHealth);
    panel.show();

    ConnectionProfile works = file();
    ConnectionProfile closed = profile(PasswordSource::NotNeeded);
    ConnectionProfile asks = profile(PasswordSource::Ask);
    const Listener hangsUp(Listener::Manner::Closing);
    closed.host = asks.host = u"127.0.0.1"_s;
    closed.port = asks.port = hangsUp.port();
    works.name = u"a works"_s;
    closed.name = u"b hangs up"_s;
    asks.name = u"c asks"_s;
    list.save({works, closed, asks});
    auto *view = panel.findChild<QListView *>();
    QVERIFY(QTest::qWaitFor([&] { return view->model()->rowCount() == 3; }));
    const auto word = [view](int row) {
        return view->model()->index(row, 0).data(ConnectionModel::HealthWordRole).toString();
    };
    QVERIFY(word(0).isEmpty()); // nobody was signed in to by opening the program
    const int before = view->sizeHintForRow(0);
    for (QToolButton *one : panel.findChildren<QToolButton *>()) {
        if (one->text() == u"Check"_s)
            one->click();
    }
    QVERIFY(QTest::qWaitFor([&] { return word(0).startsWith(u"Reachable"_s); }, 20'000));
    QVERIFY(QTest::qWaitFor([&] { return word(1).startsWith(u"Not reachable"_s); }, 20'000));
    QVERIFY(QTest::qWaitFor([&] { return word(2) == u"Asks for a password"_s; }, 20'000));
    const QModelIndex second = view->model()->index(1, 0);
    QVERIFY(second.data(Qt::AccessibleTextRole).toString().contains(u"Not reachable"_s));
    QVERIFY(second.data(Qt::ToolTipRole).toString().contains(u'\n')); // the reason
    QVERIFY(view->sizeHintForRow(0) > before);
}

void ConnectionsWayTest::theEnvironmentStandsEverywhere()
{
    MainWindow window;
    window.showEnvironment(Environment::Production);
    window.showSnapshot(beforeContract());
    window.show();
    QVERIFY(window.windowTitle().startsWith("PRODUCTION"_L1));
    const auto all = window.findChildren<EnvironmentBadge *>();
    QCOMPARE(all.size(), 3); // header, gate, status bar
    for (const EnvironmentBadge *badge : all) {
        QVERIFY(badge->isVisible());
        QVERIFY(badge->accessibleName().contains("PRODUCTION"_L1));
    }
    QVERIFY(!window.statusBar()->findChildren<EnvironmentBadge *>().isEmpty());
    window.showSnapshot(backfilling());
    QVERIFY(!window.findChild<GatePanel *>()->findChild<EnvironmentBadge *>()->isVisible());
}

void ConnectionsWayTest::theMoreCarefulEnvironmentWins()
{
    MainWindow window;
    const MigrationSnapshot snapshot = backfilling();
    QVERIFY(snapshot.plan);
    window.showEnvironment(Environment::Production);
    window.showSnapshot(snapshot);
    QVERIFY(window.windowTitle().startsWith("PRODUCTION"_L1));
    window.showEnvironment(Environment::Sandbox);
    window.showSnapshot(snapshot);
    const auto planned = environmentNamed(snapshot.plan->environment).value_or(Environment::Sandbox);
    QVERIFY(window.windowTitle().startsWith(environmentWord(planned)));
}

QTEST_MAIN(ConnectionsWayTest)
#include "connections_way.moc"
