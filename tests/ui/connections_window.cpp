// SPDX-FileCopyrightText: 2026 Lockkeeper contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/text/checks.h"
#include "tests/support/memorysecrets.h"
#include "ui/connections/connectionlist.h"
#include "ui/connections/connectionmodel.h"
#include "ui/connections/connectionsdialog.h"
#include "ui/connections/connectionspanel.h"
#include "ui/connections/diagnosisview.h"
#include "ui/connections/importdialog.h"
#include "ui/connections/profileform.h"
#include "ui/messagebar.h"
#include "ui/passworddialog.h"

#include <QAbstractItemModelTester>
#include <QAccessible>
#include <QClipboard>
#include <QComboBox>
#include <QDirIterator>
#include <QLabel>
#include <QLineEdit>
#include <QListView>
#include <QPushButton>
#include <QRegularExpression>
#include <QSignalSpy>
#include <QSpinBox>
#include <QStandardPaths>
#include <QTemporaryDir>
#include <QTest>
#include <QTreeWidget>

using namespace Qt::StringLiterals;
using namespace lockkeeper;
using namespace lockkeeper::test;

/// The window of connections, as somebody uses it: with real files, and a keyring that may be missing.
class ConnectionsWindowTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase() { QStandardPaths::setTestModeEnabled(true); }
    void init();
    void aNewConnectionIsKept();
    void aPasswordIsInNoFile();
    void aMissingKeyringIsSaidOnce();
    void theRealKeyringFailsQuietly();
    void theWelcomePageOpensOne();
    void deletingCanBeUndone();
    void everyConnectionKeepsItsDraft();
    void discardedChangesAreGone();
    void aBadUrlIsSaidAndNotRepeated();
    void othersConnectionsAreImported();
    void whatIsThereAlreadyIsNotChosen();
    void anUnreadableListIsSaidAndLeft();
    void eachTlsModeIsExplained();
    void onlyWhatAnEngineHasIsShown();
    void whatTheFormDoesNotShowStays();
    void everythingHasAName();
    void everythingIsReachedByKeyboard();
    void theListIsAModel();

private:
    QString path() const { return m_folder->filePath(u"connections.json"_s); }
    std::unique_ptr<QTemporaryDir> m_folder;
};

namespace {

/// The window with everything it stands on.
struct Desk
{
    explicit Desk(const QString &path, const Surroundings &around = {})
        : list(path, around), dialog(list, secrets)
    {
        dialog.show();
        std::ignore = QTest::qWaitFor([&] { return changed.count() + failed.count() > 0; }, 5'000);
    }

    QPushButton *button(const QString &text) const
    {
        const auto buttons = dialog.findChildren<QPushButton *>();
        const auto found = std::ranges::find_if(
            buttons, [&](const QPushButton *one) { return one->text().remove(u'&') == text; });
        return found == buttons.end() ? nullptr : *found;
    }
    void press(const QString &text) const { button(text)->click(); }
    QLineEdit *field(const QString &name) const
    {
        for (QLineEdit *line : dialog.findChildren<QLineEdit *>()) {
            if (QAccessible::queryAccessibleInterface(line)->text(QAccessible::Name).remove(u'&') == name)
                return line;
        }
        return nullptr;
    }
    /// Types into a field as somebody would.
    void type(const QString &name, const QString &text) const
    {
        QLineEdit *line = field(name);
        line->selectAll();
        QTest::keyClicks(line, text);
    }
    bool isSaved(qsizetype count) const
    {
        return QTest::qWaitFor([&] { return list.profiles().size() == count; }, 5'000);
    }
    bool says(const QString &text) const
    {
        const auto labels = dialog.findChildren<QLabel *>();
        return std::ranges::any_of(
            labels, [&](const QLabel *label) { return label->isVisible() && label->text().contains(text); });
    }
    QListView *view() const
    {
        const auto views = dialog.findChildren<QListView *>();
        return *std::ranges::find_if(
            views, [](const QListView *one) { return qobject_cast<ConnectionModel *>(one->model()); });
    }

    MemorySecrets secrets;
    ConnectionList list;
    QSignalSpy changed{&list, &ConnectionList::changed}; // ahead of the window, which loads the list
    QSignalSpy failed{&list, &ConnectionList::failed};
    ConnectionsDialog dialog;
};

bool isInAnyFile(const QString &folder, const QByteArray &text)
{
    QDirIterator files(folder, QDir::Files | QDir::Hidden, QDirIterator::Subdirectories);
    while (files.hasNext()) {
        QFile file(files.next());
        if (file.open(QIODevice::ReadOnly) && file.readAll().contains(text))
            return true;
    }
    return false;
}

void write(const QString &path, const QByteArray &text)
{
    QFile file(path);
    QVERIFY(file.open(QIODevice::WriteOnly));
    file.write(text);
}

} // namespace

void ConnectionsWindowTest::init()
{
    m_folder = std::make_unique<QTemporaryDir>();
    QTest::failOnWarning(QRegularExpression(u"^(?!This plugin does not support)"_s));
}

void ConnectionsWindowTest::aNewConnectionIsKept()
{
    {
        const Desk desk(path());
        QVERIFY(desk.says(u"No connection yet"_s));
        desk.press(u"New"_s);
        desk.type(u"Name"_s, u"Shop"_s);
        desk.type(u"Host"_s, u"db.example"_s);
        QVERIFY(desk.view()->currentIndex().data().toString().contains("not saved"_L1));
        QTest::keyClick(desk.field(u"Host"_s), Qt::Key_Return); // the same as Save
        QVERIFY(desk.isSaved(1));
        QVERIFY(!desk.button(u"Save"_s)->isEnabled());
    }
    const Desk again(path());
    QCOMPARE(again.list.profiles().size(), 1);
    QCOMPARE(again.field(u"Name"_s)->text(), u"Shop"_s);
    QCOMPARE(again.list.profiles().first().host, u"db.example"_s);
    QCOMPARE(again.list.profiles().first().environment, Environment::Production);
}

void ConnectionsWindowTest::aPasswordIsInNoFile()
{
    QGuiApplication::clipboard()->setText(u"postgresql://anna:s3cret@db.example/shop?sslpassword=s3cret\n"_s);
    const Desk desk(path());
    desk.press(u"Paste a URL"_s);
    QCOMPARE(desk.field(u"Password"_s)->text(), u"s3cret"_s);
    QCOMPARE(desk.field(u"Password"_s)->echoMode(), QLineEdit::Password);
    desk.press(u"Save"_s);
    QVERIFY(desk.isSaved(1));
    const QString id = desk.list.profiles().first().id;
    QVERIFY(QTest::qWaitFor([&] { return desk.secrets.all.contains(id); }, 5'000));
    QCOMPARE(desk.secrets.all.value(id).reveal(), u"s3cret"_s);
    QVERIFY(isInAnyFile(m_folder->path(), "db.example"));
    QVERIFY(!isInAnyFile(m_folder->path(), "s3cret"));
    QVERIFY(!desk.view()->currentIndex().data(Qt::AccessibleTextRole).toString().contains("s3cret"_L1));
}

void ConnectionsWindowTest::aMissingKeyringIsSaidOnce()
{
    Desk desk(path());
    desk.secrets.works = false;
    desk.dialog.addUrl(u"postgresql://anna:s3cret@db.example/shop"_s);
    desk.press(u"Save"_s);
    QVERIFY(QTest::qWaitFor([&] { return desk.says(u"keyring can't be used"_s); }, 5'000));
    QVERIFY(QTest::qWaitFor(
        [&] {
            return !desk.list.profiles().isEmpty()
                   && desk.list.profiles().first().password == PasswordSource::Ask;
        },
        5'000));
    QVERIFY(!isInAnyFile(m_folder->path(), "s3cret"));
    QVERIFY(!desk.dialog.findChild<MessageBar *>()->isVisible()); // it is no error
}

// There is no session bus here, as on a server: the real job fails, and that is an answer.
void ConnectionsWindowTest::theRealKeyringFailsQuietly()
{
    if (qEnvironmentVariableIsSet("DBUS_SESSION_BUS_ADDRESS"))
        QSKIP("a desktop's keyring is no playground");
    Keyring keyring;
    QObject context;
    std::optional<bool> kept;
    std::optional<KeptSecret> read;
    keyring.write(u"lockkeeper-test"_s, Secret(u"s3cret"_s), &context, [&](bool answer) { kept = answer; });
    keyring.read(u"lockkeeper-test"_s, &context, [&](const KeptSecret &answer) { read = answer; });
    QVERIFY(QTest::qWaitFor([&] { return kept && read; }, 20'000));
    QVERIFY(!*kept);
    QVERIFY(!read->secret && !read->works);
}

void ConnectionsWindowTest::theWelcomePageOpensOne()
{
    Desk desk(path());
    ConnectionsPanel panel(desk.list);
    panel.show();
    auto *view = panel.findChild<QListView *>();
    QVERIFY(!view->isVisible()); // a sentence stands for an empty list
    desk.dialog.addUrl(u"postgresql://anna@db.example/shop"_s);
    desk.press(u"Save"_s);
    QVERIFY(desk.isSaved(1));
    QVERIFY(view->isVisible());
    QSignalSpy opened(&panel, &ConnectionsPanel::openRequested);
    view->setFocus();
    view->setCurrentIndex(view->model()->index(0, 0));
    QTest::keyClick(view, Qt::Key_Return);
    QCOMPARE(opened.count(), 1);
    QCOMPARE(opened.first().first().toString(), desk.list.profiles().first().id);
}

void ConnectionsWindowTest::deletingCanBeUndone()
{
    Desk desk(path());
    desk.dialog.addUrl(u"postgresql://anna:s3cret@db.example/shop"_s);
    desk.press(u"Save"_s);
    QVERIFY(desk.isSaved(1));
    const ConnectionProfile before = desk.list.profiles().first();
    desk.press(u"Delete"_s);
    QVERIFY(desk.isSaved(0));
    QVERIFY(desk.says(u"was deleted"_s));
    QVERIFY(desk.secrets.all.contains(before.id)); // an undo must find it
    desk.press(u"Undo"_s);
    QVERIFY(desk.isSaved(1));
    QCOMPARE(desk.list.profiles().first(), before);
    QVERIFY(QTest::qWaitForWindowActive(&desk.dialog));
    desk.view()->setFocus();
    QTest::keyClick(desk.view(), Qt::Key_Delete);
    QVERIFY(desk.isSaved(0));
    desk.dialog.close();
    QVERIFY(desk.secrets.all.isEmpty());
}

void ConnectionsWindowTest::everyConnectionKeepsItsDraft()
{
    Desk desk(path());
    desk.dialog.addUrl(u"postgresql://a@one/db"_s);
    desk.press(u"Save"_s);
    QVERIFY(desk.isSaved(1));
    const QString first = desk.list.profiles().first().id;
    desk.type(u"User"_s, u"bea"_s);
    desk.dialog.addUrl(u"postgresql://a@two/db"_s);
    desk.press(u"Save"_s);
    QVERIFY(desk.isSaved(2));
    QCOMPARE(desk.list.profile(first)->user, u"a"_s);
    desk.dialog.select(first);
    QCOMPARE(desk.field(u"User"_s)->text(), u"bea"_s);
    desk.press(u"Save"_s);
    QVERIFY(QTest::qWaitFor([&] { return desk.list.profile(first)->user == "bea"_L1; }, 5'000));
}

void ConnectionsWindowTest::discardedChangesAreGone()
{
    Desk desk(path());
    desk.dialog.addUrl(u"postgresql://a@one/db"_s);
    desk.press(u"Save"_s);
    QVERIFY(desk.isSaved(1));
    desk.type(u"User"_s, u"bea"_s);
    desk.press(u"Discard the changes"_s);
    QCOMPARE(desk.field(u"User"_s)->text(), u"a"_s);
    QVERIFY(!desk.button(u"Save"_s)->isEnabled());
    QVERIFY(!desk.button(u"Discard the changes"_s)->isVisible());
}

void ConnectionsWindowTest::aBadUrlIsSaidAndNotRepeated()
{
    QGuiApplication::clipboard()->setText(u"my password is s3cret"_s);
    const Desk desk(path());
    desk.press(u"Paste a URL"_s);
    QVERIFY(desk.says(u"Nothing was added."_s));
    QVERIFY(!desk.says(u"s3cret"_s));
    QCOMPARE(desk.view()->model()->rowCount(), 0);
}

void ConnectionsWindowTest::othersConnectionsAreImported()
{
    write(m_folder->filePath(u".pg_service.conf"_s), "[shop-dev]\nhost=dev-db\ndbname=shop\nuser=anna\n");
    write(m_folder->filePath(u".my.cnf"_s), "[client]\nhost=my-db\nuser=anna\npassword=s3cret\n");
    Surroundings around{.environment = {}, .home = m_folder->path()};
    around.environment.insert(u"PGSYSCONFDIR"_s, m_folder->path());
    const QString list = m_folder->filePath(u"kept/connections.json"_s);
    const Desk desk(list, around);
    desk.press(u"Import…"_s);
    QVERIFY(QTest::qWaitFor([&] { return desk.dialog.findChild<ImportDialog *>(); }, 5'000));
    auto *import = desk.dialog.findChild<ImportDialog *>();
    QCOMPARE(import->findChild<QTreeWidget *>()->topLevelItemCount(), 2);
    import->accept();
    QVERIFY(desk.isSaved(2));
    QCOMPARE(desk.list.profiles().last().environment, Environment::Development);
    QVERIFY(QTest::qWaitFor([&] { return desk.secrets.all.size() == 1; }, 5'000));
    QVERIFY(!isInAnyFile(m_folder->filePath(u"kept"_s), "s3cret"));
}

void ConnectionsWindowTest::whatIsThereAlreadyIsNotChosen()
{
    const auto found = connectionFromUrl(u"postgresql://a@one/db"_s);
    const ImportDialog dialog(
        {.connections = {*found, *connectionFromUrl(u"postgresql://a@two/db"_s)}, .problems = {}},
        {found->profile}, nullptr);
    const auto *list = dialog.findChild<QTreeWidget *>();
    QCOMPARE(list->topLevelItem(0)->checkState(0), Qt::Unchecked);
    QCOMPARE(list->topLevelItem(1)->checkState(0), Qt::Checked);
}

void ConnectionsWindowTest::anUnreadableListIsSaidAndLeft()
{
    write(path(), R"({"format": 7, "connections": []})");
    Desk desk(path());
    QVERIFY(QTest::qWaitFor([&] { return desk.says(u"can't be understood"_s); }, 5'000));
    desk.press(u"New"_s);
    desk.press(u"Save"_s);
    desk.list.load();
    QSignalSpy failed(&desk.list, &ConnectionList::failed);
    QVERIFY(QTest::qWaitFor([&] { return failed.count() >= 1; }, 5'000));
    QVERIFY(isInAnyFile(m_folder->path(), R"("format": 7)"));
    QVERIFY(desk.button(u"Save"_s)->isEnabled()); // the draft isn't lost either
}

void ConnectionsWindowTest::eachTlsModeIsExplained()
{
    ProfileForm form;
    form.show(ConnectionProfile::make(), {});
    form.setVisible(true);
    QComboBox *tls = nullptr;
    for (QComboBox *box : form.findChildren<QComboBox *>()) {
        if (box->findData(QVariant::fromValue(TlsMode::VerifyFull)) >= 0)
            tls = box;
    }
    if (!tls)
        QFAIL("there is no choice of modes");
    for (const TlsMode mode : allTlsModes) {
        tls->setCurrentIndex(tls->findData(QVariant::fromValue(mode)));
        const auto labels = form.findChildren<QLabel *>();
        QVERIFY(std::ranges::any_of(
            labels, [&](const QLabel *label) { return label->text() == sentences::tlsMode(mode); }));
        QCOMPARE(form.profile().options.value(tlsModeOption, u"prefer"_s), tlsModeName(mode));
    }
}

void ConnectionsWindowTest::onlyWhatAnEngineHasIsShown()
{
    Desk desk(path());
    desk.dialog.addUrl(u"sqlite:///srv/shop.db"_s);
    QVERIFY(!desk.field(u"Host"_s)->isVisible());
    QVERIFY(!desk.field(u"Password"_s)->isVisible());
    desk.dialog.addUrl(u"postgresql://a@one/db"_s);
    QVERIFY(desk.field(u"Host"_s)->isVisible());
    QVERIFY(desk.field(u"Password"_s)->isVisible());
}

void ConnectionsWindowTest::whatTheFormDoesNotShowStays()
{
    ConnectionProfile profile = ConnectionProfile::from(
        *Target::parse(u"postgres://a@one/db?target_session_attrs=primary&sslmode=allow"_s));
    ProfileForm form;
    form.show(profile, {});
    QCOMPARE(form.profile().scheme, u"postgres"_s);
    QCOMPARE(form.profile().options.value(u"target_session_attrs"_s), u"primary"_s);
    profile.scheme = u"mariadb"_s; // from a version that can
    form.show(profile, {});
    QCOMPARE(form.profile().scheme, u"mariadb"_s);
}

void ConnectionsWindowTest::everythingHasAName()
{
    Desk desk(path());
    desk.dialog.addUrl(u"postgresql://a@one/db"_s);
    PasswordDialog password({.place = u"postgresql://a@one/db"_s, .answer = u"Sign in"_s});
    const ImportDialog import({}, {}, nullptr);
    for (const QWidget *window : std::initializer_list<const QWidget *>{&desk.dialog, &password, &import}) {
        for (QWidget *widget : window->findChildren<QWidget *>()) {
            const bool isUsed = qobject_cast<QAbstractButton *>(widget) || qobject_cast<QLineEdit *>(widget)
                                || qobject_cast<QComboBox *>(widget) || qobject_cast<QSpinBox *>(widget)
                                || qobject_cast<QAbstractItemView *>(widget);
            const bool isPart = qobject_cast<QAbstractSpinBox *>(widget->parent())
                                || qobject_cast<QComboBox *>(widget->window()->parent())
                                || widget->objectName().startsWith("qt_"_L1)
                                || widget->inherits("QHeaderView") || widget->inherits("QComboBoxListView");
            if (isUsed && !isPart && widget->isVisibleTo(window))
                QVERIFY2(!QAccessible::queryAccessibleInterface(widget)->text(QAccessible::Name).isEmpty(),
                         qPrintable(QDebug::toString(widget)));
        }
    }
}

void ConnectionsWindowTest::everythingIsReachedByKeyboard()
{
    Desk desk(path());
    desk.dialog.addUrl(u"postgresql://a@one/db"_s);
    QVERIFY(QTest::qWaitForWindowActive(&desk.dialog));
    desk.view()->setFocus();
    QList<QWidget *> order;
    for (int i = 0; i < 60; ++i) {
        order.append(QApplication::focusWidget());
        QTest::keyClick(QApplication::focusWidget(), Qt::Key_Tab);
    }
    for (const QString &text :
         {u"New"_s, u"Paste a URL"_s, u"Import…"_s, u"Test"_s, u"Save"_s, u"Open a plan on it…"_s})
        QVERIFY2(order.contains(desk.button(text)), qPrintable(text));
    const auto place = [&](const QString &name) { return order.indexOf(desk.field(name)); };
    QVERIFY(place(u"Name"_s) >= 0);
    QVERIFY(place(u"Name"_s) < place(u"Host"_s));
    QVERIFY(place(u"Host"_s) < place(u"User"_s));
    QVERIFY(place(u"User"_s) < order.indexOf(desk.button(u"Test"_s)));
}

void ConnectionsWindowTest::theListIsAModel()
{
    ConnectionModel model;
    const QAbstractItemModelTester tester(&model);
    ConnectionProfile profile = ConnectionProfile::make();
    model.setDraft(profile, true);
    profile.name = u"Shop"_s;
    model.setDraft(profile, false);
    model.setProfiles({profile, ConnectionProfile::make()});
    QCOMPARE(model.rowCount(), 2);
    QCOMPARE(model.rowOf(profile.id), 0);
    QVERIFY(model.index(0).data(Qt::AccessibleTextRole).toString().contains("Production"_L1));
}

QTEST_MAIN(ConnectionsWindowTest)
#include "connections_window.moc"
