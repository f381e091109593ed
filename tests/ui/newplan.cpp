// SPDX-FileCopyrightText: 2026 Lockkeeper contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/recipes/newplan.h"
#include "app/demo/postgresserver.h"
#include "core/engine/engine.h"
#include "core/workflow/migration.h"
#include "tests/support/listener.h"
#include "tests/support/memorysecrets.h"
#include "ui/cockpit/cockpit.h"
#include "ui/connections/connectionlist.h"
#include "ui/mainwindow.h"
#include "ui/messagebar.h"
#include "ui/recipes/fieldeditor.h"
#include "ui/recipes/newplanwizard.h"
#include "ui/recipes/parameterspage.h"
#include "ui/recipes/recipeform.h"
#include "ui/recipes/recipepage.h"
#include "ui/welcome/welcomepage.h"

#include <QAbstractButton>
#include <QComboBox>
#include <QElapsedTimer>
#include <QFileDialog>
#include <QLineEdit>
#include <QListView>
#include <QMenuBar>
#include <QPlainTextEdit>
#include <QPushButton>
#include <QSettings>
#include <QSignalSpy>
#include <QStandardPaths>
#include <QTabBar>
#include <QTemporaryDir>
#include <QTest>
#include <QTreeWidget>

using namespace lockkeeper;
using namespace lockkeeper::test;
using namespace Qt::StringLiterals;

/// The wizard in the real window, on real databases: from the welcome page to a saved plan that is open.
class NewPlanTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase() { QStandardPaths::setTestModeEnabled(true); }
    void init();
    void wholeWayOnSqlite();
    void wholeWayOnPostgres();
    void everyRecipeHasAForm();
    void aFieldComesForEachName();
    void problemsStandAtTheirFields();
    void aTableThatVanishedIsSaid();
    void aConnectionThatFailsCanBeTriedAgain();
    void aWrongUrlIsSaidAtOnce();
    void aPlanThatCannotBeSavedIsSaid();
    void cancelReturnsAtOnce();
    void everythingHasANameAndAKey();

private:
    QString file(const QString &name) const { return m_folder->filePath(name); }
    QString makeDatabase() const
    {
        Target target{.scheme = u"sqlite"_s, .database = file(u"shop.db"_s)};
        target.options.insert(u"mode"_s, u"rwc"_s);
        const auto session = openSession(target);
        if (!session
            || !(*session)->query(u"CREATE TABLE people (id INTEGER PRIMARY KEY, name TEXT, email TEXT)"_s))
            qFatal("no database");
        return u"sqlite://"_s + target.database;
    }

    std::unique_ptr<QTemporaryDir> m_folder;
};

namespace {

constexpr int patience = 20'000;

bool waitFor(const QSignalSpy &spy)
{
    return QTest::qWaitFor([&] { return spy.count() > 0; }, patience);
}

/// The wizard without a window around it.
struct Alone
{
    explicit Alone(const QString &folder) : list(folder + u"/connections.json"_s, {}), wizard(list, secrets)
    {
        wizard.show();
    }

    template<typename T>
    T *named(const QString &name) const
    {
        for (T *one : wizard.findChildren<T *>()) {
            if (one->accessibleName() == name)
                return one;
        }
        return nullptr;
    }
    ParametersPage &parameters() const { return *wizard.findChild<ParametersPage *>(); }
    RecipeForm &form() const { return parameters().form(); }
    void next() const { wizard.button(QWizard::NextButton)->click(); }
    /// To the fields of @p recipe on the database at @p url.
    void goToFields(const QString &url, const QString &recipe) const
    {
        named<QLineEdit>(u"Database URL"_s)->setText(url);
        next();
        wizard.findChild<RecipePage *>()->choose(recipe);
        next();
    }
    bool waitForTables() const
    {
        return QTest::qWaitFor([this] { return parameters().isComplete(); }, patience);
    }
    void fill(const RecipeValues &values) const
    {
        for (const auto &[key, value] : values.asKeyValueRange())
            form().editor(key)->setText(value);
    }
    bool waitForPreview() const
    {
        return QTest::qWaitFor([this] { return wizard.currentPage() == wizard.page(3); }, patience);
    }
    /// Answers the question where to save.
    void saveAs(const QString &path)
    {
        wizard.button(QWizard::FinishButton)->click();
        auto *dialog = wizard.findChild<QFileDialog *>();
        Q_EMIT dialog->fileSelected(path);
        dialog->close();
    }

    MemorySecrets secrets;
    ConnectionList list;
    NewPlanWizard wizard;
};

QString problemAt(const RecipeForm &form, QStringView key)
{
    const FieldEditor *editor = form.editor(key);
    return editor ? editor->focusProxy()->accessibleDescription() : u"no such field"_s;
}

} // namespace

void NewPlanTest::init()
{
    QSettings().clear();
    m_folder = std::make_unique<QTemporaryDir>();
}

void NewPlanTest::wholeWayOnSqlite()
{
    const QString url = makeDatabase();
    MemorySecrets secrets;
    ConnectionList list(file(u"connections.json"_s), {});
    ConnectionProfile profile = ConnectionProfile::from(*Target::parse(url));
    profile.name = u"Shop"_s;
    profile.environment = Environment::Staging;
    QSignalSpy changed(&list, &ConnectionList::changed);
    list.save({profile});
    QVERIFY(waitFor(changed));

    MainWindow window;
    Cockpit cockpit(window);
    connectNewPlan(window, cockpit, list, secrets);
    window.show();
    for (QPushButton *one : window.welcome().findChildren<QPushButton *>()) {
        if (one->text() == u"New plan from a recipe…"_s)
            one->click();
    }
    auto *wizard = window.findChild<NewPlanWizard *>();
    QVERIFY(wizard && wizard->isVisible());
    QVERIFY(wizard->button(QWizard::NextButton)->isEnabled()); // the one connection is chosen
    wizard->next();
    wizard->findChild<RecipePage *>()->choose(u"rename-column");
    wizard->next();
    auto *parameters = wizard->findChild<ParametersPage *>();
    QVERIFY(QTest::qWaitFor([&] { return parameters->isComplete(); }, patience));
    const auto *table = qobject_cast<QComboBox *>(parameters->form().editor(u"table")->focusProxy());
    QCOMPARE(table->itemText(0), u"people"_s);
    parameters->form().editor(u"table")->setText(u"people"_s);
    const auto *column = qobject_cast<QComboBox *>(parameters->form().editor(u"column")->focusProxy());
    QCOMPARE(column->count(), 3);
    parameters->form().editor(u"column")->setText(u"email"_s);
    parameters->form().editor(u"to")->setText(u"mail"_s);
    wizard->next();
    QVERIFY(QTest::qWaitFor([&] { return wizard->currentPage() == wizard->page(3); }, patience));
    QVERIFY(wizard->findChild<QPlainTextEdit *>(QString(), Qt::FindChildrenRecursively));

    QSignalSpy opened(&cockpit, &Cockpit::planOpened);
    wizard->button(QWizard::FinishButton)->click();
    auto *dialog = wizard->findChild<QFileDialog *>();
    QVERIFY(dialog);
    QCOMPARE(dialog->selectedFiles().value(0).section(u'/', -1),
             u"rename-people-email-to-mail.lockkeeper.yaml"_s);
    const QString path = file(u"plan.lockkeeper.yaml"_s);
    Q_EMIT dialog->fileSelected(path);
    dialog->close();
    QVERIFY(waitFor(opened));
    QVERIFY(QTest::qWaitFor([&] { return window.windowTitle().contains(u"Rename people.email to mail"_s); },
                            patience));
    QVERIFY(QTest::qWaitFor([&] { return !window.findChild<NewPlanWizard *>(); }, patience));
    const auto plan = PlanFile::parse(*PlanFile::read(path), vocabulary());
    QVERIFY(plan);
    QCOMPARE(plan->environment, u"staging"_s); // as its connection is marked
    // Nothing of it was run.
    const auto session = openSession(*Target::parse(url));
    QVERIFY(session);
    QVERIFY(!(*session)->catalog().table({{}, u"people"_s})->column(u"mail"));
}

void NewPlanTest::wholeWayOnPostgres()
{
    const auto server = PostgresServer::create();
    QVERIFY2(server, "PostgreSQL");
    {
        const auto session = openSession(*Target::parse((*server)->url()));
        QVERIFY(
            (*session)->query(u"CREATE TABLE people (id bigint PRIMARY KEY, \"Full Name\" text NOT NULL)"_s));
    }
    Alone alone(m_folder->path());
    alone.goToFields((*server)->url(), u"split-column"_s);
    QVERIFY(alone.waitForTables());
    alone.fill({{u"table"_s, u"people"_s}, {u"column"_s, u"Full Name"_s}, {u"to"_s, u"first, last"_s}});
    alone.fill({{u"up.first"_s, u"split_part(\"Full Name\", ' ', 1)"_s},
                {u"up.last"_s, u"split_part(\"Full Name\", ' ', 2)"_s},
                {u"down"_s, u"\"first\" || ' ' || \"last\""_s}});
    alone.next();
    QVERIFY2(alone.waitForPreview(), qPrintable(problemAt(alone.form(), u"column")));
    const auto *stages = alone.named<QTreeWidget>(u"The plan's stages"_s);
    QCOMPARE(stages->topLevelItemCount(), 6);
    QCOMPARE(stages->topLevelItem(1)->childCount(), 2);
    QVERIFY(stages->topLevelItem(4)->childCount() >= 4); // gates, and the step that drops
    QSignalSpy saved(&alone.wizard, &NewPlanWizard::savedOnUrl);
    alone.saveAs(file(u"plan.lockkeeper.yaml"_s));
    QVERIFY(waitFor(saved));
    QVERIFY(PlanFile::parse(*PlanFile::read(file(u"plan.lockkeeper.yaml"_s)), vocabulary()));
}

void NewPlanTest::everyRecipeHasAForm()
{
    const QString url = makeDatabase();
    for (const Recipe *recipe : recipes()) {
        Alone alone(m_folder->path());
        alone.goToFields(url, recipe->info().id);
        QVERIFY(alone.waitForTables());
        for (const RecipeField &field : fieldsOf(*recipe)) {
            if (field.forEach.isEmpty())
                QVERIFY2(alone.form().editor(field.key), qPrintable(recipe->info().id + u' ' + field.key));
        }
    }
}

void NewPlanTest::aFieldComesForEachName()
{
    Alone alone(m_folder->path());
    alone.goToFields(makeDatabase(), u"merge-columns"_s);
    QVERIFY(alone.waitForTables());
    QVERIFY(!alone.form().editor(u"down.name"));
    alone.form().editor(u"columns")->setText(u"name"_s);
    alone.form().editor(u"down.name")->setText(u"both"_s);
    alone.form().editor(u"columns")->setText(u"name, email"_s);
    QVERIFY(alone.form().editor(u"down.email"));
    QCOMPARE(alone.form().editor(u"down.name")->text(), u"both"_s); // what was written stays
    alone.form().editor(u"columns")->setText(u"email"_s);
    QVERIFY(!alone.form().editor(u"down.name"));
}

void NewPlanTest::problemsStandAtTheirFields()
{
    Alone alone(m_folder->path());
    alone.goToFields(makeDatabase(), u"rename-column"_s);
    QVERIFY(alone.waitForTables());
    alone.fill({{u"table"_s, u"people"_s}, {u"column"_s, u"emial"_s}, {u"to"_s, u"name"_s}});
    alone.next();
    QVERIFY(QTest::qWaitFor(
        [&] { return problemAt(alone.form(), u"column").contains(u"did you mean email?"_s); }, patience));
    QVERIFY(problemAt(alone.form(), u"to").contains(u"people has a name already."_s));
    QCOMPARE(alone.wizard.currentPage(), &alone.parameters());
    alone.form().editor(u"column")->setText(u"email"_s); // a problem goes when its field is changed
    QVERIFY(!problemAt(alone.form(), u"column").contains(u"did you mean"_s));
    alone.form().editor(u"to")->setText(u"mail"_s);
    alone.next();
    QVERIFY(alone.waitForPreview());
}

void NewPlanTest::aTableThatVanishedIsSaid()
{
    Alone alone(m_folder->path());
    const QString url = makeDatabase();
    alone.goToFields(url, u"drop-column"_s);
    QVERIFY(alone.waitForTables());
    alone.fill({{u"table"_s, u"people"_s}, {u"column"_s, u"email"_s}});
    const auto session = openSession(*Target::parse(url));
    QVERIFY((*session)->query(u"DROP TABLE people"_s));
    alone.next();
    QVERIFY(QTest::qWaitFor(
        [&] { return problemAt(alone.form(), u"table").contains(u"There is no table people"_s); }, patience));
    QCOMPARE(alone.wizard.currentPage(), &alone.parameters());
}

void NewPlanTest::aConnectionThatFailsCanBeTriedAgain()
{
    Alone alone(m_folder->path());
    alone.goToFields(u"sqlite://"_s + file(u"shop.db"_s), u"drop-column"_s);
    const auto *messages = alone.parameters().findChild<MessageBar *>();
    QVERIFY(QTest::qWaitFor([&] { return messages->isVisible(); }, patience));
    QVERIFY(!alone.wizard.button(QWizard::NextButton)->isEnabled());
    makeDatabase();
    for (QPushButton *one : alone.parameters().findChildren<QPushButton *>()) {
        if (one->text() == u"Try again"_s)
            one->click();
    }
    QVERIFY(alone.waitForTables());
    QVERIFY(!messages->isVisible());
}

void NewPlanTest::aWrongUrlIsSaidAtOnce()
{
    Alone alone(m_folder->path());
    QVERIFY(!alone.wizard.button(QWizard::NextButton)->isEnabled()); // nothing is chosen
    alone.named<QLineEdit>(u"Database URL"_s)->setText(u"nonsense"_s);
    alone.next();
    QCOMPARE(alone.wizard.currentPage(), alone.wizard.page(0));
}

void NewPlanTest::aPlanThatCannotBeSavedIsSaid()
{
    Alone alone(m_folder->path());
    alone.goToFields(makeDatabase(), u"add-index"_s);
    QVERIFY(alone.waitForTables());
    alone.fill({{u"table"_s, u"people"_s}, {u"columns"_s, u"email"_s}});
    alone.next();
    QVERIFY(alone.waitForPreview());
    alone.saveAs(file(u"nowhere/plan.yaml"_s));
    const auto *messages = alone.wizard.currentPage()->findChild<MessageBar *>();
    QVERIFY(QTest::qWaitFor([&] { return messages->isVisible(); }, patience));
    QVERIFY(alone.wizard.isVisible());
}

/// A server that takes the connection and never says a word.
void NewPlanTest::cancelReturnsAtOnce()
{
    const Listener silent(Listener::Manner::Silent);
    QElapsedTimer timer;
    {
        Alone alone(m_folder->path());
        alone.goToFields(u"postgresql://anna@127.0.0.1:%1/shop"_s.arg(silent.port()), u"drop-column"_s);
        QVERIFY(!alone.parameters().isComplete());
        timer.start();
        alone.wizard.button(QWizard::CancelButton)->click();
        QVERIFY(!alone.wizard.isVisible());
    }
    QVERIFY2(timer.elapsed() < 1'000, qPrintable(QString::number(timer.elapsed())));
}

void NewPlanTest::everythingHasANameAndAKey()
{
    Alone alone(m_folder->path());
    alone.goToFields(makeDatabase(), u"merge-columns"_s);
    QVERIFY(alone.waitForTables());
    alone.form().editor(u"columns")->setText(u"name, email"_s);
    for (const QWidget *widget : alone.wizard.findChildren<QWidget *>()) {
        const bool isOurs = widget->focusPolicy() & Qt::TabFocus && !qobject_cast<const QTabBar *>(widget);
        if (!isOurs || widget->parentWidget()->inherits("QComboBox") || widget->inherits("QComboBoxListView"))
            continue;
        const auto *button = qobject_cast<const QAbstractButton *>(widget);
        QVERIFY2(!widget->accessibleName().isEmpty() || (button && !button->text().isEmpty()),
                 widget->metaObject()->className());
    }
}

QTEST_MAIN(NewPlanTest)
#include "newplan.moc"
