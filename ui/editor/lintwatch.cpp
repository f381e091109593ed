// SPDX-FileCopyrightText: 2026 Lockkeeper contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/editor/lintwatch.h"

#include "ui/editor/sqleditor.h"

#include <utility>

namespace lockkeeper {

namespace {

using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

constexpr auto quiet = 300ms;

std::shared_ptr<const lint::LintResult> judgement(const std::string &text, const LintSetup &setup)
{
    lint::LintOptions options = setup.options;
    options.live = setup.live.get();
    return std::make_shared<const lint::LintResult>(lint::lint(text, options, true));
}

} // namespace

LintWatch::LintWatch(const SqlEditor &editor, QObject *parent)
    : QObject(parent), m_editor(editor), m_worker(u"lk-lint"_s)
{
    m_timer.setSingleShot(true);
    m_timer.setInterval(quiet);
    connect(&m_timer, &QTimer::timeout, this, &LintWatch::judge);
    connect(&editor, &SqlEditor::bytesChanged, this, &LintWatch::textChanged);
}

void LintWatch::setSetup(LintSetup setup)
{
    m_setup = std::move(setup);
    ++m_version;
    judgeNow();
}

void LintWatch::judgeNow() { m_timer.start(0ms); }

void LintWatch::textChanged()
{
    ++m_version;
    m_timer.start(quiet);
}

void LintWatch::judge()
{
    if (m_isBusy)
        return; // its answer will be too old, and asks again
    m_isBusy = true;
    m_worker.post([text = m_editor.utf8(), setup = m_setup] { return judgement(text, setup); })
        .then(this, [this, version = m_version](const Answer &answer) { answered(version, answer); });
}

void LintWatch::answered(quint64 version, const Answer &answer)
{
    m_isBusy = false;
    if (version == m_version)
        Q_EMIT judged(answer);
    else if (!m_timer.isActive())
        judge();
}

} // namespace lockkeeper
