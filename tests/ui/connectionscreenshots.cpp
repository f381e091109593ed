// SPDX-FileCopyrightText: 2026 Lockkeeper contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/ui/connectionscreenshots.h"

#include "tests/support/memorysecrets.h"
#include "ui/connections/connectionlist.h"
#include "ui/connections/connectionsdialog.h"
#include "ui/connections/diagnosisview.h"
#include "ui/connections/importdialog.h"
#include "ui/passworddialog.h"

#include <QLabel>
#include <QScrollArea>
#include <QScrollBar>
#include <QTemporaryDir>
#include <QTest>

using namespace Qt::StringLiterals;

namespace lockkeeper::test {

namespace {

ConnectionProfile profile(const QString &name, Environment environment, const QString &url)
{
    ConnectionProfile profile = connectionFromUrl(url)->profile;
    profile.name = name;
    profile.environment = environment;
    return profile;
}

QList<ConnectionProfile> profiles()
{
    QList<ConnectionProfile> all{
        profile(u"Shop"_s, Environment::Production,
                u"postgresql://app_owner@prod-eu.example/shop?sslmode=verify-full"_s),
        profile(u"Shop, staging"_s, Environment::Staging,
                u"postgresql://app_owner@staging.example/shop?sslmode=require"_s),
        profile(u"Laptop"_s, Environment::Development, u"postgresql://lk@127.0.0.1:5433/shop"_s),
        profile(u"Playground"_s, Environment::Sandbox, u"sqlite:///home/anna/playground.db"_s)};
    all[0].ssh = {.host = u"bastion"_s};
    all[0].password = PasswordSource::Keyring;
    return all;
}

void diagnose(DiagnosisView &view, bool good)
{
    using enum CheckStep;
    using enum CheckOutcome;
    using namespace std::chrono_literals;
    view.clear(good ? u"It works. Some things are worth knowing."_s
                    : u"It doesn't work yet: the last line says why."_s);
    view.add({Name,
              Good,
              u"resolved"_s,
              {{u"host"_s, u"staging.example"_s}, {u"addresses"_s, u"10.1.2.3"_s}},
              4ms});
    view.add({Port, Good, u"reached"_s, {{u"address"_s, u"10.1.2.3"_s}, {u"port"_s, u"5432"_s}}, 12ms});
    if (!good) {
        view.add({SignIn,
                  Failed,
                  u"password"_s,
                  {{u"detail"_s, u"password authentication failed for user \"app_owner\""_s}},
                  31ms});
        return;
    }
    view.add({Tls, Notice, u"not-verified"_s, {{u"version"_s, u"TLSv1.3"_s}}, 38ms});
    view.add({SignIn, Good, u"signed-in"_s, {{u"user"_s, u"app_owner"_s}}, 0ms});
    view.add({Database, Good, u"found"_s, {{u"database"_s, u"shop"_s}}, 0ms});
    view.add({Server, Good, u"known"_s, {{u"engine"_s, u"postgresql"_s}, {u"version"_s, u"17.6"_s}}, 2ms});
    view.add({Writing, Notice, u"standby"_s, {}, 0ms});
}

} // namespace

void shootConnections(const QDir &folder, const QString &scheme)
{
    const QTemporaryDir home;
    const auto save = [&](QWidget &window, const QString &name) {
        for (int i = 0; i < 5; ++i)
            QApplication::processEvents();
        window.grab().save(folder.filePath(name + u'-' + scheme + u".png"_s));
    };
    MemorySecrets secrets;
    ConnectionList list(home.filePath(u"connections.json"_s), {});
    ConnectionsDialog dialog(list, secrets);
    dialog.show();
    save(dialog, u"connections-empty"_s);
    const auto all = profiles();
    list.save(all);
    std::ignore = QTest::qWaitFor([&] { return list.profiles().size() == all.size(); }, 5'000);
    dialog.select(all[0].id);
    save(dialog, u"connections"_s);
    dialog.select(all[1].id);
    auto *view = dialog.findChild<DiagnosisView *>();
    for (const bool good : {true, false}) {
        diagnose(*view, good);
        QApplication::processEvents();
        auto *bar = dialog.findChild<QScrollArea *>()->verticalScrollBar();
        for (int i = 0; i < 5; ++i)
            QApplication::processEvents();
        bar->setValue(bar->maximum());
        save(dialog, good ? u"connections-test"_s : u"connections-failed"_s);
    }
    dialog.select(all[3].id);
    dialog.addUrl(u"postgresql://anna@nowhere:1,other:2/db"_s);
    save(dialog, u"connections-file"_s);
    ImportDialog import({.connections = {{all[0], {}, u"/home/anna/.pg_service.conf"_s},
                                         {all[1], {}, u"/home/anna/.pg_service.conf"_s}},
                         .problems = {}},
                        {all[0]}, nullptr);
    import.show();
    save(import, u"connections-import"_s);
    PasswordDialog password(
        {.place = all[0].toTarget({}).display(),
         .environment = all[0].environment,
         .remark = u"The desktop's keyring can't be reached, so the password is asked for each time."_s,
         .answer = u"Sign in"_s});
    password.show();
    save(password, u"connections-password"_s);
}

} // namespace lockkeeper::test
