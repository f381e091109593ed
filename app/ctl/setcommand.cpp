// SPDX-FileCopyrightText: 2026 Lockkeeper contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/ctl/command.h"
#include "app/ctl/console.h"
#include "app/ctl/livechange.h"
#include "core/plan/durations.h"

#include <algorithm>
#include <array>

namespace lockkeeper::ctl {

using namespace Qt::StringLiterals;

namespace {

enum class Kind { Count, Duration };

struct Setting
{
    QLatin1StringView name;
    Kind kind;
    int least;
};

/// What a run reads live (core/workflow/steps/fillstep.cpp); durations are kept as milliseconds.
constexpr std::array settings{
    Setting{"batch-size"_L1, Kind::Count, 1},
    Setting{"batch-time"_L1, Kind::Duration, 1},
    Setting{"max-lag"_L1, Kind::Duration, 1},
    Setting{"max-lock-waiters"_L1, Kind::Count, 0},
};

/// "max-lag=5s" as a value of the ledger's settings.
Result<std::pair<QString, qint64>> readSetting(const QString &text)
{
    const auto wrong = failure(Errc::UnknownSetting, {{u"setting"_s, text}});
    const auto equals = text.indexOf(u'=');
    const auto known =
        std::ranges::find_if(settings, [name = QStringView(text).left(equals)](const Setting &setting) {
            return setting.name == name;
        });
    if (equals < 0 || known == settings.end())
        return wrong;
    const QString value = text.sliced(equals + 1);
    bool isNumber = false;
    qint64 number = value.toInt(&isNumber);
    if (known->kind == Kind::Duration) {
        const auto duration = parseDuration(value);
        isNumber = duration.has_value();
        number = isNumber ? qint64(duration->count()) : 0;
    }
    if (!isNumber || number < known->least)
        return wrong;
    return std::pair(QString(known->name), number);
}

class SetCommand final : public Command
{
public:
    CommandInfo info() const override
    {
        return {
            u"set"_s, u"Changes a running backfill: batch-size, batch-time, max-lag, max-lock-waiters"_s,
            u"lockkeeperctl set give-users-a-display-name batch-size=2000 max-lag=10s -d postgresql://dba@db/shop"_s};
    }

    void declare(Options &options) override
    {
        options.positionals("words", m_words, "[MIGRATION] name=value …");
        m_database.declare(options);
        options.format(m_format);
    }

    Result<int> run(const Surroundings &surroundings) override
    {
        // The migration is optional, and what has no = can't be a setting.
        const QString migration = m_words.front().contains(u'=') ? QString() : m_words.takeFirst();
        QJsonObject changes;
        for (const QString &word : m_words) {
            const auto setting = readSetting(word);
            if (!setting)
                return failure(setting.error());
            changes.insert(setting->first, setting->second);
        }
        if (changes.isEmpty())
            return failure(Errc::UnknownSetting);
        const auto session = m_database.writer(surroundings.console);
        if (!session)
            return failure(session.error());
        const auto record = chooseMigration(**session, migration);
        if (!record)
            return failure(record.error());
        const auto written = write(**session, *record, changes);
        if (!written)
            return failure(written.error());
        print(record->id, *written, surroundings.console);
        return 0;
    }

private:
    Result<QJsonObject> write(Session &session, const MigrationRecord &record,
                              const QJsonObject &changes) const
    {
        QJsonObject all = record.settings;
        for (auto change = changes.begin(); change != changes.end(); ++change)
            all.insert(change.key(), change.value());
        const LiveChange change{
            .event = u"settings-changed"_s,
            .data = {{u"settings"_s, changes}, {u"changes"_s, m_words.join(", "_L1)}},
            .apply = [&all](Migrations &migrations) { return migrations.setSettings(all); }};
        LOCKKEEPER_TRY(writeChange(session, record, change));
        return all;
    }

    void print(const QString &migration, const QJsonObject &all, Console &console) const
    {
        if (m_format == Format::Json)
            console.print({{u"migration"_s, migration}, {u"settings"_s, all}});
        else
            console.print(u"%1: %2"_s.arg(migration, m_words.join(", "_L1)));
    }

    QStringList m_words;
    Database m_database;
    Format m_format = Format::Text;
};

const Registered<SetCommand> registered(Place::Set);

} // namespace

} // namespace lockkeeper::ctl
