// SPDX-FileCopyrightText: 2026 Lockkeeper contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/passworddialog.h"
#include "ui/welcome/recentlist.h"
#include "ui/welcome/recentplans.h"
#include "ui/welcome/welcomepage.h"

#include <QAbstractItemModelTester>
#include <QAccessible>
#include <QAction>
#include <QApplication>
#include <QDateTime>
#include <QFile>
#include <QLabel>
#include <QLineEdit>
#include <QListView>
#include <QPushButton>
#include <QRegularExpression>
#include <QSignalSpy>
#include <QTemporaryDir>
#include <QTest>

#include <memory>

using namespace lockkeeper;
using namespace Qt::StringLiterals;

class WelcomeTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init()
    {
        QTest::failOnWarning(QRegularExpression(u"^(?!This plugin does not support)"_s));
    } // offscreen's own noise
    void passwordNeverReachesTheFile_data();
    void passwordNeverReachesTheFile();
    void urlReadsBackAsTheSameTarget_data();
    void urlReadsBackAsTheSameTarget();
    void newestIsFirstAndTwentyAreKept();
    void twoWindowsKeepBothPlans();
    void laterVersionsFileIsLeftAlone();
    void missingFileIsSaid();
    void modelObeysItsRules();
    void enterOpensAndDeleteRemoves();
    void passwordIsAskedForWhereThereWasOne();
    void typedPasswordMovesOutOfTheUrl();
    void lastPlanIsOfferedNeverOpened();
    void openPlanCanBeGoneBackTo();
    void unreadableUrlIsAnError();
    void everythingHasANameAndAPlaceInTheOrder();
};

namespace {

RecentPlan plan(const QString &name, qint64 at = 1)
{
    return {.title = name,
            .path = u"/nowhere/"_s + name,
            .url = u"sqlite:///tmp/%1.db"_s.arg(name),
            .environment = {},
            .stage = Stage::Expand,
            .openedAt = at};
}

/// A store in a folder of its own, and the way to wait for it.
struct Store
{
    QTemporaryDir folder;
    RecentPlans plans{folder.path()};
    QSignalSpy changes{&plans, &RecentPlans::changed};

    bool waitFor(qsizetype count)
    {
        return QTest::qWaitFor([this, count] { return changes.count() >= count; });
    }
    QByteArray file() const
    {
        QFile file(folder.filePath(u"recent-plans.json"_s));
        return file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray();
    }
};

std::unique_ptr<WelcomePage> shownPage(const QList<RecentPlan> &plans)
{
    auto page = std::make_unique<WelcomePage>();
    page->resize(1100, 700);
    page->showRecent(plans);
    page->show();
    std::ignore = QTest::qWaitForWindowActive(page.get());
    return page;
}

QPushButton *button(const QWidget &page, const QString &beginning)
{
    for (QPushButton *button : page.findChildren<QPushButton *>()) {
        if (button->isVisible() && button->text().startsWith(beginning))
            return button;
    }
    return nullptr;
}

QLineEdit *field(const QWidget &page, const QString &name)
{
    for (QLineEdit *line : page.findChildren<QLineEdit *>()) {
        if (line->accessibleName().startsWith(name))
            return line;
    }
    return nullptr;
}

} // namespace

void WelcomeTest::passwordNeverReachesTheFile_data()
{
    QTest::addColumn<QString>("url");
    QTest::addRow("account") << u"postgresql://ada:s3cr3t@host/shop"_s;
    QTest::addRow("option") << u"postgresql://ada@host/shop?password=s3cr3t&sslmode=require"_s;
    QTest::addRow("another option") << u"postgresql://ada@host/shop?sslpassword=s3cr3t"_s;
    QTest::addRow("encoded") << u"postgresql://ada:%733cr3t@host/shop"_s;
}

void WelcomeTest::passwordNeverReachesTheFile()
{
    QFETCH(QString, url);
    const auto target = Target::parse(url);
    QVERIFY(target);
    Store store;
    RecentPlan one = plan(u"one"_s);
    one.url = urlWithoutPassword(*target);
    one.needsPassword = true;
    store.plans.open(one);
    QVERIFY(store.waitFor(1));
    QVERIFY(store.file().contains("ada@host"));
    QVERIFY2(!store.file().contains("s3cr3t"), store.file().constData());
}

void WelcomeTest::urlReadsBackAsTheSameTarget_data()
{
    QTest::addColumn<QString>("url");
    for (const QString &url :
         {u"postgresql://ada@host:5433/shop?sslmode=verify-full"_s,
          u"postgresql:///shop?host=%2Ftmp%2Fa%20b"_s, u"postgresql://a%40b@[::1]/sh%2Fop"_s,
          u"sqlite:///tmp/a b#%.db"_s, u"sqlite://relative.db"_s})
        QTest::addRow("%s", qPrintable(url)) << url;
}

void WelcomeTest::urlReadsBackAsTheSameTarget()
{
    QFETCH(QString, url);
    const auto before = Target::parse(url);
    QVERIFY(before);
    const auto after = Target::parse(urlWithoutPassword(*before));
    QVERIFY2(after, urlWithoutPassword(*before).toUtf8().constData());
    QCOMPARE(after->display(), before->display());
    QCOMPARE(after->database, before->database);
    QCOMPARE(after->user, before->user);
    QCOMPARE(after->port, before->port);
    QCOMPARE(after->options, before->options);
}

void WelcomeTest::newestIsFirstAndTwentyAreKept()
{
    Store store;
    for (int i = 0; i < 25; ++i)
        store.plans.open(plan(u"p%1"_s.arg(i), i));
    store.plans.open(plan(u"p10"_s, 99));
    QVERIFY(store.waitFor(26));
    QCOMPARE(store.plans.plans().size(), 20);
    QCOMPARE(store.plans.plans().at(0).title, u"p10"_s);
    QCOMPARE(store.plans.plans().at(1).title, u"p24"_s);
    RecentPlan moved = plan(u"p24"_s, 24);
    moved.stage = Stage::Contract;
    store.plans.update(moved);
    QVERIFY(store.waitFor(27));
    QCOMPARE(store.plans.plans().at(1).stage, Stage::Contract); // where it was, and no higher
}

void WelcomeTest::twoWindowsKeepBothPlans()
{
    Store store;
    RecentPlans other(store.folder.path());
    store.plans.open(plan(u"one"_s));
    QVERIFY(store.waitFor(1));
    QSignalSpy changed(&other, &RecentPlans::changed);
    other.open(plan(u"two"_s));
    QVERIFY(QTest::qWaitFor([&] { return changed.count() == 1; }));
    QCOMPARE(other.plans().size(), 2);
    store.plans.remove(plan(u"two"_s));
    QVERIFY(store.waitFor(2));
    QCOMPARE(store.plans.plans().size(), 1);
    QCOMPARE(store.plans.plans().first().title, u"one"_s);
}

void WelcomeTest::laterVersionsFileIsLeftAlone()
{
    Store store;
    const QByteArray later = R"({"version": 2, "plans": {"of": "another kind"}})";
    QFile file(store.folder.filePath(u"recent-plans.json"_s));
    QVERIFY(file.open(QIODevice::WriteOnly));
    file.write(later);
    file.close();
    store.plans.open(plan(u"one"_s));
    QVERIFY(store.waitFor(1));
    QCOMPARE(store.plans.plans().size(), 1);
    QCOMPARE(store.file(), later);
}

void WelcomeTest::missingFileIsSaid()
{
    Store store;
    QFile there(store.folder.filePath(u"there.yaml"_s));
    QVERIFY(there.open(QIODevice::WriteOnly));
    RecentPlan present = plan(u"there"_s);
    present.path = there.fileName();
    store.plans.open(present);
    store.plans.open(plan(u"gone"_s));
    QVERIFY(store.waitFor(2));
    RecentModel model;
    model.setPlans(store.plans.plans());
    QVERIFY(model.index(0).data(RecentModel::MissingRole).toBool());
    QCOMPARE(model.index(0).data(RecentModel::StageRole).toString(), u"File not found"_s);
    QVERIFY(model.index(0).data(Qt::AccessibleTextRole).toString().contains(u"is not there"_s));
    QVERIFY(!model.index(1).data(RecentModel::MissingRole).toBool());
}

void WelcomeTest::modelObeysItsRules()
{
    RecentModel model;
    const QAbstractItemModelTester tester(&model, QAbstractItemModelTester::FailureReportingMode::QtTest);
    model.setPlans({plan(u"a"_s), plan(u"b"_s)});
    model.setPlans({plan(u"b"_s)});
    QCOMPARE(model.rowCount(), 1);
    const QDateTime now(QDate(2026, 3, 9), QTime(12, 0));
    QCOMPARE(whenText(now.addSecs(-3600).toMSecsSinceEpoch(), now), u"today 11:00"_s);
    QCOMPARE(whenText(now.addSecs(-46'800).toMSecsSinceEpoch(), now), u"yesterday 23:00"_s);
}

void WelcomeTest::enterOpensAndDeleteRemoves()
{
    const auto page = shownPage({plan(u"a"_s), plan(u"b"_s), plan(u"c"_s)});
    auto *list = page->findChild<QListView *>();
    QSignalSpy opened(page.get(), &WelcomePage::openRequested);
    QSignalSpy removed(page.get(), &WelcomePage::removeRequested);
    list->setFocus();
    QTest::keyClick(list, Qt::Key_Down);
    QTest::keyClick(list, Qt::Key_Return);
    QCOMPARE(opened.count(), 1);
    QCOMPARE(opened.first().at(0).toString(), u"/nowhere/b"_s);
    QCOMPARE(opened.first().at(1).value<Target>().database, u"/tmp/b.db"_s);
    QTest::keyClick(list, Qt::Key_Delete);
    QCOMPARE(removed.count(), 1);
    QCOMPARE(removed.first().first().value<RecentPlan>().title, u"b"_s);
    page->showRecent({plan(u"a"_s), plan(u"c"_s)});
    QCOMPARE(list->currentIndex().data().toString(), u"c"_s); // the next Delete is no surprise
    QVERIFY(list->hasFocus());
}

void WelcomeTest::passwordIsAskedForWhereThereWasOne()
{
    RecentPlan guarded = plan(u"guarded"_s);
    guarded.url = u"postgresql://ada@host/shop"_s;
    guarded.needsPassword = true;
    const auto page = shownPage({guarded});
    QSignalSpy opened(page.get(), &WelcomePage::openRequested);
    QTest::mouseClick(button(*page, u"Continue"_s), Qt::LeftButton);
    QCOMPARE(opened.count(), 0);
    auto *dialog = page->findChild<PasswordDialog *>();
    QVERIFY(dialog);
    QVERIFY(QTest::qWaitForWindowActive(dialog));
    auto *password = dialog->findChild<QLineEdit *>();
    QCOMPARE(password->echoMode(), QLineEdit::Password);
    QTest::keyClicks(password, u"hunter2"_s);
    QTest::keyClick(password, Qt::Key_Return);
    QCOMPARE(opened.count(), 1);
    QCOMPARE(opened.first().at(1).value<Target>().password.reveal(), u"hunter2"_s);
}

void WelcomeTest::typedPasswordMovesOutOfTheUrl()
{
    const auto page = shownPage({});
    QSignalSpy opened(page.get(), &WelcomePage::openRequested);
    QLineEdit *url = field(*page, u"Database URL"_s);
    field(*page, u"Plan file"_s)->setText(u"p.yaml"_s);
    url->setFocus();
    QTest::keyClicks(url, u"postgresql://ada:hunter2@host/shop"_s);
    QTest::keyClick(url, Qt::Key_Return);
    QCOMPARE(url->text(), u"postgresql://ada@host/shop"_s);
    QCOMPARE(field(*page, u"Password"_s)->echoMode(), QLineEdit::Password);
    QCOMPARE(opened.count(), 1);
    QCOMPARE(opened.first().at(1).value<Target>().password.reveal(), u"hunter2"_s);
}

void WelcomeTest::lastPlanIsOfferedNeverOpened()
{
    auto page = std::make_unique<WelcomePage>();
    QSignalSpy opened(page.get(), &WelcomePage::openRequested);
    page->show();
    QVERIFY(!button(*page, u"Continue"_s));
    page->showRecent({plan(u"a"_s)});
    QVERIFY(button(*page, u"Continue: a"_s));
    QCOMPARE(opened.count(), 0);
    RecentPlan missing = plan(u"a"_s);
    missing.isMissing = true;
    page->showRecent({missing});
    QVERIFY(!button(*page, u"Continue"_s));
}

void WelcomeTest::openPlanCanBeGoneBackTo()
{
    const auto page = shownPage({plan(u"a"_s)});
    QSignalSpy opened(page.get(), &WelcomePage::openRequested);
    QSignalSpy back(page.get(), &WelcomePage::backRequested);
    page->showOpenPlan(u"b"_s);
    QTest::mouseClick(button(*page, u"Back to “b”"_s), Qt::LeftButton);
    QCOMPARE(back.count(), 1);
    QCOMPARE(opened.count(), 0);
}

void WelcomeTest::unreadableUrlIsAnError()
{
    const auto page = shownPage({});
    QSignalSpy opened(page.get(), &WelcomePage::openRequested);
    QSignalSpy failed(page.get(), &WelcomePage::failed);
    field(*page, u"Database URL"_s)->setText(u"shop"_s);
    QTest::mouseClick(button(*page, u"Open plan"_s), Qt::LeftButton);
    QCOMPARE(opened.count(), 0);
    QCOMPARE(failed.count(), 1);
    QCOMPARE(failed.first().first().value<Error>().code, Errc::InvalidUrl);
}

void WelcomeTest::everythingHasANameAndAPlaceInTheOrder()
{
    const auto page = shownPage({plan(u"a"_s)});
    QVERIFY(QTest::qWaitFor([&] { return QApplication::focusWidget() == button(*page, u"Continue"_s); }));
    QStringList order;
    for (int i = 0; i < 12; ++i) {
        QWidget *focused = QApplication::focusWidget();
        const QString name = QAccessible::queryAccessibleInterface(focused)->text(QAccessible::Name);
        QVERIFY2(!name.isEmpty(), focused->metaObject()->className());
        order << name;
        QTest::keyClick(focused, Qt::Key_Tab);
    }
    const QStringList wanted{u"Continue: a"_s,  u"New plan from a recipe…"_s,
                             u"Recent plans"_s, u"Remove from list"_s,
                             u"Plan file"_s,    u"Browse…"_s,
                             u"Database URL"_s, u"Password"_s,
                             u"Open plan"_s,    u"Try the sample"_s,
                             u"New script"_s,   u"Open SQL file…"_s};
    QCOMPARE(order.first(wanted.size()), wanted);
}

QTEST_MAIN(WelcomeTest)
#include "welcome.moc"
