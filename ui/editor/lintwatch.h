// SPDX-FileCopyrightText: 2026 Lockkeeper contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/worker.h"
#include "core/lint/linter.h"

#include <QObject>
#include <QTimer>

#include <memory>

namespace lockkeeper {

class SqlEditor;

/// What a script is judged by.
struct LintSetup
{
    lint::LintOptions options;
    std::shared_ptr<const lint::LiveFacts> live; ///< what the database knows; may be null
};

/// Judges an editor's text on a thread of its own, when nobody has typed for 300 ms. An answer for a text that has
/// changed since is dropped.
///
/// The whole script is judged each time: a statement's meaning hangs on those before it. The text is copied for it, so
/// that neither thread waits for the other.
class LintWatch final : public QObject
{
    Q_OBJECT

public:
    explicit LintWatch(const SqlEditor &editor, QObject *parent = nullptr);

    void setSetup(LintSetup setup);
    const LintSetup &setup() const { return m_setup; }
    /// At once, for a text that was opened.
    void judgeNow();

Q_SIGNALS:
    void judged(std::shared_ptr<const lockkeeper::lint::LintResult> result);

private:
    using Answer = std::shared_ptr<const lint::LintResult>;

    void textChanged();
    void judge();
    void answered(quint64 version, const Answer &answer);

    const SqlEditor &m_editor;
    LintSetup m_setup;
    QTimer m_timer;
    quint64 m_version = 0; ///< of text and setup
    bool m_isBusy = false;
    Worker m_worker;
};

} // namespace lockkeeper
