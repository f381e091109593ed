// SPDX-FileCopyrightText: 2026 Lockkeeper contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/documents/scriptkeeper.h"

#include "ui/documents/scriptdesk.h"
#include "ui/noticebar.h"

#include <algorithm>
#include <utility>

namespace lockkeeper {

namespace {

using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

constexpr auto soon = 1s;    // together with the writing, within two
constexpr auto settled = 3s; // a start that lives so long came to something
constexpr Look askLook{.tone = Tone::Waiting, .glyph = Glyph::Question};

int countOpen(const QList<SavedScript> &scripts)
{
    return static_cast<int>(std::ranges::count(scripts, false, &SavedScript::isClosed));
}

} // namespace

ScriptKeeper::ScriptKeeper(ScriptDesk &desk, NoticeBar &notice, const QString &folder, QObject *parent)
    : QObject(parent)
    , m_desk(desk)
    , m_notice(notice)
    , m_journal(std::make_shared<ScriptJournal>(folder))
    , m_worker(u"lk-journal"_s)
{
    m_soon.setSingleShot(true);
    m_soon.setInterval(soon);
    m_settled.setSingleShot(true);
    m_settled.setInterval(settled);
    connect(&m_soon, &QTimer::timeout, this, &ScriptKeeper::write);
    connect(&m_settled, &QTimer::timeout, this,
            [this] { m_worker.post([journal = m_journal] { journal->succeed(); }); });
}

ScriptKeeper::~ScriptKeeper()
{
    m_worker.post([journal = m_journal, scripts = m_desk.saved()] { std::ignore = journal->end(scripts); })
        .waitForFinished();
}

void ScriptKeeper::start()
{
    m_worker.post([journal = m_journal] { return journal->begin(); })
        .then(this, [this](const LeftScripts &left) { found(left); });
}

void ScriptKeeper::found(const LeftScripts &left)
{
    m_left = left;
    // Not before: what is typed meanwhile is written with the first change after it, or now.
    connect(&m_desk, &ScriptDesk::edited, this, [this] {
        if (!m_soon.isActive())
            m_soon.start();
    });
    if (left.isSafeStart && (!left.session.isEmpty() || !left.crashed.isEmpty())) {
        askAfterFailedStarts();
    } else {
        restoreSession();
        askAboutCrashed();
    }
    for (const QString &path : left.unreadable)
        Q_EMIT failed({.code = Errc::UnreadableFile, .facts = {{u"path"_s, path}}});
    m_settled.start();
    Q_EMIT started();
}

void ScriptKeeper::restoreSession()
{
    m_desk.restore(std::exchange(m_left.session, {}));
    m_worker
        .post([journal = m_journal, scripts = m_desk.saved()] {
            const Status status = journal->write(scripts);
            if (status)
                journal->forgetSession();
            return status;
        })
        .then(this, [this](const Status &status) { wrote(status); });
}

void ScriptKeeper::restoreCrashed()
{
    m_desk.restore(std::exchange(m_left.crashed, {}));
    m_worker
        .post([journal = m_journal, scripts = m_desk.saved()] {
            const Status status = journal->write(scripts);
            if (status)
                journal->forgetCrashed();
            return status;
        })
        .then(this, [this](const Status &status) { wrote(status); });
    Q_EMIT m_desk.opened();
}

void ScriptKeeper::askAboutCrashed()
{
    const int count = countOpen(m_left.crashed);
    const auto discard = [this] {
        m_left.crashed.clear();
        m_worker.post([journal = m_journal] { journal->forgetCrashed(); });
    };
    if (m_left.crashed.isEmpty()) {
        discard();
        return;
    }
    m_notice.ask(
        askLook,
        tr("Lockkeeper ended unexpectedly. Scripts that were open then, with all that was typed: %n.",
           nullptr, count),
        {{tr("Restore"), [this] { restoreCrashed(); }}, {tr("Discard"), discard}});
}

void ScriptKeeper::askAfterFailedStarts()
{
    const int count = countOpen(m_left.session) + countOpen(m_left.crashed);
    m_notice.ask(
        askLook,
        tr("Two starts in a row came to nothing, so nothing was restored. Scripts that are kept: %n.",
           nullptr, count),
        {{tr("Restore"),
          [this] {
              restoreSession();
              restoreCrashed();
          }},
         {tr("Not now"), {}}});
}

void ScriptKeeper::write()
{
    if (m_isWriting) {
        m_soon.start();
        return;
    }
    m_isWriting = true;
    m_worker.post([journal = m_journal, scripts = m_desk.saved()] { return journal->write(scripts); })
        .then(this, [this](const Status &status) {
            m_isWriting = false;
            wrote(status);
        });
}

// Told once, until it works again.
void ScriptKeeper::wrote(const Status &status)
{
    if (status)
        Q_EMIT written();
    else if (!std::exchange(m_isBroken, true))
        Q_EMIT failed(status.error());
    m_isBroken = !status;
    if (m_isBroken && !m_soon.isActive())
        m_soon.start();
}

} // namespace lockkeeper
