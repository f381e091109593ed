// SPDX-FileCopyrightText: 2026 Lockkeeper contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/worker.h"
#include "core/engine/target.h"
#include "core/lint/namedobjects.h"
#include "ui/editor/completion.h"
#include "ui/editor/lintwatch.h"

#include <QElapsedTimer>
#include <QObject>

#include <atomic>
#include <memory>

namespace lockkeeper {

class EditorPanel;
class Session;

/// Reads for the editor what a database knows, in a read-only session of its own: names for completion once, and what the
/// linter wants to know of the objects that the script names, when those are others or the facts a minute old. Its slots never
/// wait, a look that a newer one follows is dropped, and what can't be read is left out: the script is judged without it.
class CatalogConnection final : public QObject
{
    Q_OBJECT

public:
    explicit CatalogConnection(Target target, QObject *parent = nullptr);
    /// Doesn't wait: what is being read ends in the background.
    ~CatalogConnection() override;

    /// How @p target is judged before anything was read.
    static LintSetup setupFor(const Target &target);
    void start();

public Q_SLOTS:
    void look(const std::shared_ptr<const lockkeeper::lint::LintResult> &result);

Q_SIGNALS:
    void namesRead(const lockkeeper::CatalogNames &names);
    void setupRead(const lockkeeper::LintSetup &setup);

private:
    /// What the thread has; outlives the object while a question is under way.
    struct Reader
    {
        Target target;
        LintSetup setup;
        std::unique_ptr<Session> session;
        lint::ObjectNames known;
        QElapsedTimer read;              ///< since the facts of those were read
        std::atomic<quint64> newest = 0; ///< the look that somebody still waits for

        Session *connected();
        CatalogNames readNames();
        /// @returns whether there is anything new.
        bool readFacts(const std::string &script);
    };

    std::shared_ptr<Reader> m_reader;
    std::shared_ptr<Worker> m_worker;
};

/// What @p connection reads goes to @p panel, what the panel judged to the connection.
void connectCatalog(EditorPanel &panel, CatalogConnection &connection);

} // namespace lockkeeper
