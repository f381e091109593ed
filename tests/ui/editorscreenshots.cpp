// SPDX-FileCopyrightText: 2026 Lockkeeper contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/ui/editorscreenshots.h"

#include "ui/editor/editorpanel.h"
#include "ui/editor/findinglayer.h"
#include "ui/editor/fixdialog.h"
#include "ui/editor/sqleditor.h"
#include "ui/results/resultpanel.h"

#include <QAction>
#include <QApplication>
#include <QTest>

#include <algorithm>
#include <memory>

namespace lockkeeper::test {

namespace {

using namespace Qt::StringLiterals;

const QString script = u"-- Give every user a display name.\n"
                       "ALTER TABLE public.users ADD COLUMN display_name text;\n"
                       "CREATE INDEX users_display_name_key ON public.users (display_name);\n"
                       "\n"
                       "UPDATE public.users SET display_name = first_name || ' ' || last_name;\n"
                       "ALTER TABLE public.users ALTER COLUMN display_name SET NOT NULL;\n"
                       "-- lockkeeper:allow drop-table nobody has used it since March\n"
                       "DROP TABLE old_users;\n"
                       "\n"
                       "SELECT id, display_name, total\n"
                       "  FROM public.users JOIN sales.orders USING (id)\n"
                       " WHERE total > 12.50 AND display_name <> 'Ünïcødé 🙂'\n"
                       " ORDER BY id;\n"_s;

LintSetup setup()
{
    auto live = std::make_shared<lint::LiveFacts>();
    live->tables.push_back(
        {.name = "public.users", .rows = 41'000'000, .bytes = 12'884'901'888, .writesPerSecond = 310.0});
    return {.options = {.dialect = SqlDialect::PostgreSQL, .version = {.major = 17}}, .live = live};
}

std::unique_ptr<EditorPanel> openPanel()
{
    auto panel = std::make_unique<EditorPanel>();
    panel->resize(1180, 720);
    panel->setSetup(setup());
    panel->setNames(
        {.tables = {{.name = u"public.users"_s, .columns = {u"id"_s, u"display_name"_s, u"email"_s}},
                    {.name = u"sales.orders"_s, .columns = {u"id"_s, u"total"_s}}}});
    panel->load(script);
    panel->show();
    std::ignore = QTest::qWaitForWindowActive(panel.get());
    panel->editor().setFocus();
    std::ignore = QTest::qWaitFor([&] { return panel->findings().findings().size() > 0; }, 20'000);
    return panel;
}

void press(const EditorPanel &panel, const QString &command)
{
    const auto actions = panel.actions();
    const auto action = std::ranges::find(actions, command, &QAction::text);
    if (action != actions.end())
        (*action)->trigger();
}

void save(QWidget &widget, const QDir &folder, const QString &name)
{
    for (int i = 0; i < 5; ++i) // what one event posts, the next round does
        QApplication::processEvents();
    widget.grab().save(folder.filePath(name + u".png"_s));
}

} // namespace

void shootEditor(const QDir &folder, const QString &scheme)
{
    const auto panel = openPanel();
    save(*panel, folder, u"editor-"_s + scheme);
    panel->editor().goToLine(2);
    press(*panel, u"Details"_s);
    save(*panel, folder, u"editor-details-"_s + scheme);
    press(*panel, u"Show fix…"_s);
    if (auto *dialog = panel->findChild<FixDialog *>()) {
        save(*dialog, folder, u"editor-fix-"_s + scheme);
        dialog->reject();
    }
    press(*panel, u"Replace"_s);
    save(*panel, folder, u"editor-find-"_s + scheme);
    panel->editor().goToLine(10);
    press(*panel, u"Run"_s);
    panel->results().append({.columns = {u"id"_s, u"display_name"_s, u"total"_s},
                             .rows = {{qlonglong(1), u"Ada Lovelace"_s, u"120.00"_s},
                                      {qlonglong(2), QVariant(), u"17.25"_s},
                                      {qlonglong(3), u"Grace\nHopper"_s, u"99.90"_s}}});
    panel->results().finished({.isCut = true});
    save(*panel, folder, u"editor-results-"_s + scheme);
}

} // namespace lockkeeper::test
