// SPDX-FileCopyrightText: 2026 Lockkeeper contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/connections/connectionhealth.h"

#include "core/text/checks.h"

#include <QLocale>

#include <utility>

namespace lockkeeper {

namespace {

using namespace Qt::StringLiterals;
using State = ConnectionHealth::State;

constexpr qsizetype mostAtOnce = 4;

/// The worst check so far decides.
ConnectionHealth after(ConnectionHealth health, const Check &check)
{
    const State found = check.outcome == CheckOutcome::Failed   ? State::Failed
                        : check.outcome == CheckOutcome::Notice ? State::Notice
                                                                : State::Good;
    const bool isWorse = health.state == State::Trying || found == State::Failed
                         || (found == State::Notice && health.state == State::Good);
    if (!isWorse)
        return health;
    const sentences::CheckText text = sentences::check(check);
    return {.state = found,
            .text = found == State::Good ? QString() : u"%1 %2"_s.arg(text.what, text.toDo).trimmed(),
            .checkedAt = QDateTime::currentDateTime()};
}

} // namespace

Look lookOf(ConnectionHealth::State state)
{
    switch (state) {
    case State::NotTried:
        return {.tone = Tone::Idle, .glyph = Glyph::Ring};
    case State::Trying:
        return {.tone = Tone::Running, .glyph = Glyph::Clock};
    case State::Good:
        return {.tone = Tone::Done, .glyph = Glyph::Check};
    case State::Notice:
        return {.tone = Tone::Waiting, .glyph = Glyph::Warning};
    case State::Failed:
        return {.tone = Tone::Failed, .glyph = Glyph::Cross};
    case State::AsksForPassword:
        return {.tone = Tone::Unsure, .glyph = Glyph::Question};
    }
    std::unreachable();
}

QString healthWord(const ConnectionHealth &health)
{
    const auto at = [&](const QString &word) {
        //: %1 is a state such as "Reachable", %2 a time
        return HealthCheck::tr("%1, %2").arg(
            word, QLocale().toString(health.checkedAt.time(), QLocale::ShortFormat));
    };
    switch (health.state) {
    case State::NotTried:
        return {};
    case State::Trying:
        return HealthCheck::tr("Checking…");
    case State::Good:
        return at(HealthCheck::tr("Reachable"));
    case State::Notice:
        return at(HealthCheck::tr("Reachable, with a remark"));
    case State::Failed:
        return at(HealthCheck::tr("Not reachable"));
    case State::AsksForPassword:
        return HealthCheck::tr("Asks for a password");
    }
    std::unreachable();
}

HealthCheck::HealthCheck(SecretStore &secrets, QObject *parent) : QObject(parent), m_secrets(secrets) {}

void HealthCheck::check(const QList<ConnectionProfile> &profiles)
{
    for (const ConnectionProfile &profile : profiles) {
        const bool isWaiting = m_waiting.contains(profile) || m_running.contains(profile.id);
        if (!isWaiting)
            m_waiting << profile;
    }
    next();
}

void HealthCheck::next()
{
    while (!m_waiting.isEmpty() && m_running.size() < mostAtOnce)
        begin(m_waiting.takeFirst());
}

void HealthCheck::begin(const ConnectionProfile &profile)
{
    auto *test = new ConnectionTest(m_secrets, this);
    m_running.insert(profile.id, test);
    auto found = std::make_shared<ConnectionHealth>(ConnectionHealth{.state = State::Trying});
    connect(test, &ConnectionTest::checked, this,
            [found](const Check &check) { *found = after(*found, check); });
    connect(test, &ConnectionTest::finished, this, [this, id = profile.id, found] { end(id, *found); });
    connect(test, &ConnectionTest::passwordNeeded, this,
            [this, id = profile.id](bool) { end(id, {.state = State::AsksForPassword}); });
    Q_EMIT changed(profile.id, *found);
    test->start(profile);
}

void HealthCheck::end(const QString &id, const ConnectionHealth &health)
{
    if (ConnectionTest *test = m_running.take(id))
        test->deleteLater();
    Q_EMIT changed(id, health);
    next();
}

} // namespace lockkeeper
