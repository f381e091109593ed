// SPDX-FileCopyrightText: 2026 Lockkeeper contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/ui/newplanscreenshots.h"

#include "core/engine/engine.h"
#include "tests/support/memorysecrets.h"
#include "ui/connections/connectionlist.h"
#include "ui/recipes/fieldeditor.h"
#include "ui/recipes/newplanwizard.h"
#include "ui/recipes/parameterspage.h"
#include "ui/recipes/recipeform.h"
#include "ui/recipes/recipepage.h"

#include <QApplication>
#include <QPushButton>
#include <QTabWidget>
#include <QTemporaryDir>
#include <QTest>
#include <QTreeWidget>

using namespace Qt::StringLiterals;

namespace lockkeeper::test {

namespace {

constexpr int patience = 10'000;

ConnectionProfile database(const QString &path)
{
    Target target{.scheme = u"sqlite"_s, .database = path};
    target.options.insert(u"mode"_s, u"rwc"_s);
    if (const auto session = openSession(target)) {
        for (const QString &sql :
             {u"CREATE TABLE users (id INTEGER PRIMARY KEY, first_name TEXT NOT NULL DEFAULT '', "
              "last_name TEXT NOT NULL DEFAULT '', email TEXT NOT NULL)"_s,
              u"CREATE INDEX users_last_name_idx ON users (last_name)"_s,
              u"CREATE TABLE orders (id INTEGER PRIMARY KEY, total NUMERIC)"_s})
            std::ignore = (*session)->query(sql);
    }
    target.options.clear();
    ConnectionProfile profile = ConnectionProfile::from(target);
    profile.name = u"Shop"_s;
    profile.environment = Environment::Production;
    return profile;
}

void fill(RecipeForm &form)
{
    for (const auto &[key, value] : std::initializer_list<std::pair<QString, QString>>{
             {u"table"_s, u"users"_s},
             {u"columns"_s, u"first_name, last_name"_s},
             {u"to"_s, u"display_name"_s},
             {u"up"_s, u"trim(first_name || ' ' || last_name)"_s},
             {u"down.first_name"_s, u"substr(display_name, 1, instr(display_name || ' ', ' ') - 1)"_s},
             {u"down.last_name"_s, u"substr(display_name, instr(display_name || ' ', ' ') + 1)"_s}})
        form.editor(key)->setText(value);
}

} // namespace

void shootNewPlan(const QDir &folder, const QString &scheme)
{
    const QTemporaryDir home;
    MemorySecrets secrets;
    ConnectionList list(home.filePath(u"connections.json"_s), {});
    list.save({database(home.filePath(u"shop.db"_s))});
    std::ignore = QTest::qWaitFor([&] { return !list.profiles().isEmpty(); }, patience);
    NewPlanWizard wizard(list, secrets);
    wizard.show();
    const auto save = [&](const QString &name) {
        for (int i = 0; i < 5; ++i)
            QApplication::processEvents();
        wizard.grab().save(folder.filePath(u"newplan-"_s + name + u'-' + scheme + u".png"_s));
    };
    auto &parameters = *wizard.findChild<ParametersPage *>();
    save(u"1-connection"_s);
    wizard.next();
    wizard.findChild<RecipePage *>()->choose(u"merge-columns");
    save(u"2-recipe"_s);
    wizard.next();
    std::ignore = QTest::qWaitFor([&] { return parameters.isComplete(); }, patience);
    parameters.form().editor(u"table")->setText(u"user"_s);
    wizard.next();
    std::ignore = QTest::qWaitFor(
        [&] { return !parameters.form().editor(u"to")->focusProxy()->accessibleDescription().isEmpty(); },
        patience);
    save(u"3-problems"_s);
    fill(parameters.form());
    save(u"3-fields"_s);
    wizard.next();
    std::ignore = QTest::qWaitFor([&] { return wizard.currentPage() == wizard.page(3); }, patience);
    for (QTreeWidget *tree : wizard.currentPage()->findChildren<QTreeWidget *>()) {
        if (tree->topLevelItemCount() > 0)
            tree->setCurrentItem(tree->topLevelItem(0));
    }
    save(u"4-stages"_s);
    wizard.currentPage()->findChild<QTabWidget *>()->setCurrentIndex(1);
    save(u"4-file"_s);
}

} // namespace lockkeeper::test
